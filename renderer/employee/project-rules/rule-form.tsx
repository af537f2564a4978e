import { useEffect, useId, useRef, useState } from 'react';
import type { ProjectRuleText } from '../../../core/timesheet/project-rules.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import type { OwnProjectRule } from '../../../ipc/employee-project-rules.ts';
import type { TimesheetWeek } from '../../../ipc/employee-timesheet.ts';
import { Button } from '../../parts/controls/button.tsx';
import { Field } from '../../parts/controls/field.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { WarningMark } from '../../parts/timeline/marks.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tProjectRules as t, tSettings } from '../messages.ts';
import { namedProject, ProjectField } from '../timesheet/project-field.tsx';
import { emptyRule, keepRule, keptRule, lookedForIn, places, type RuleDraft, ruleDraftOf } from './rule-draft.ts';
import { TriedTimes } from './rule-tried.tsx';
import { unrecordedTexts } from './unrecorded.ts';

interface Props extends Pick<TimesheetWeek, 'projects' | 'isListed'> {
  readonly client: EmployeeClient;
  readonly status: EmployeeStatus;
  /** Null: a new one. */
  readonly rule: OwnProjectRule | null;
  /** Its place in the list. */
  readonly place: number;
  readonly onDone: () => void;
  readonly onCancel: () => void;
}

/** One rule as it is written, beside it what it would match of today, and before it is saved what it cannot read. */
export function RuleForm({ client, status, rule, place, projects, isListed, onDone, onCancel }: Props) {
  const of = rule?.id ?? 'new';
  const [draft, setDraft] = useState(() => {
    const kept = keptRule();
    return (kept?.of === of ? kept.draft : null) ?? (rule === null ? emptyRule : startOf(rule));
  });
  const mutation = useMutation();
  const form = useRef<HTMLFormElement>(null);
  const id = useId();
  useEffect(() => form.current?.querySelector('input')?.focus(), []);
  const change = (part: Partial<RuleDraft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepRule({ of, draft: next });
  };
  const { lookedFor, mistakes } = lookedForIn(draft);
  const project = namedProject(draft.project);
  const isWhole = lookedFor !== null && project !== null;
  const unrecorded = unrecordedTexts(status, lookedFor ?? {});
  const save = async () => {
    if (lookedFor === null || project === null || mutation.isBusy) return;
    const text: ProjectRuleText = { ...lookedFor, project };
    if (await mutation.run(() => client.putProjectRule({ id: rule?.id ?? null, place, text }))) onDone();
  };
  return (
    <div className="columns rule-columns">
      <form
        ref={form}
        className="card rule-form"
        aria-labelledby={`${id}-title`}
        onKeyDown={(event) => event.key === 'Escape' && onCancel()}
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <h2 id={`${id}-title`}>{rule === null ? t('form-new') : t('form-edit', { number: place + 1 })}</h2>
        <p className="quiet small">{t('form-about')}</p>
        {places.map((each) => (
          <Field
            key={each}
            label={t(each === 'title' ? 'title-words' : each)}
            value={draft[each]}
            spellCheck={false}
            autoComplete="off"
            error={mistakes[each] === undefined ? null : tSettings(mistakes[each])}
            onChange={({ target }) => change({ [each]: target.value })}
          />
        ))}
        <ProjectField
          projects={projects}
          isListed={isListed}
          value={draft.project}
          onChange={(chosen) => change({ project: chosen })}
        />
        <div role="status" data-testid="unrecorded" className="stack">
          {unrecorded.map((text) => (
            <div key={text} className="notice warning">
              <WarningMark />
              <p className="words">{text}</p>
            </div>
          ))}
        </div>
        <div className="row wrap">
          <Button type="submit" aria-disabled={!isWhole || mutation.isBusy}>
            {t('save')}
          </Button>
          <Button kind="bare" onClick={onCancel}>
            {t('cancel')}
          </Button>
        </div>
        <ProblemNotice problem={mutation.problem} tone="danger" />
      </form>
      <TriedTimes
        client={client}
        id={rule?.id ?? null}
        place={place}
        lookedFor={lookedFor}
        isWrong={Object.keys(mistakes).length > 0}
      />
    </div>
  );
}

/** A project that went has to be chosen anew. */
function startOf({ text, isGone }: OwnProjectRule) {
  const draft = ruleDraftOf(text);
  return isGone ? { ...draft, project: null } : draft;
}
