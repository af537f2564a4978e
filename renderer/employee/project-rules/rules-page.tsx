import { useEffect, useState } from 'react';
import type { OwnProjectRule } from '../../../ipc/employee-project-rules.ts';
import { Button } from '../../parts/controls/button.tsx';
import { focusTitle } from '../../parts/controls/kept-focus.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Awaited } from '../../parts/layout/awaited.tsx';
import { Card } from '../../parts/layout/card.tsx';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { UndoNotice } from '../../parts/layout/undo-notice.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import { useQuery } from '../../parts/use-query.ts';
import type { PageProps } from '../frame/page-props.ts';
import { tProjectRules as t } from '../messages.ts';
import { keepRule, keptRule } from './rule-draft.ts';
import { RuleForm } from './rule-form.tsx';
import { RuleList } from './rule-list.tsx';
import { ruleWords } from './rule-words.ts';
import './project-rules.css';

interface Deleted extends Pick<OwnProjectRule, 'text'> {
  readonly place: number;
  readonly isUndone: boolean;
}

/** "Which of my time do I want proposed for which project?" */
export function ProjectRulesPage({ connection, status }: PageProps) {
  const { client, onChange } = connection;
  const known = useQuery('project-rules', () => client.projectRules({}), onChange);
  const mutation = useMutation();
  const [editing, setEditing] = useState(() => keptRule()?.of ?? null);
  const [deleted, setDeleted] = useState<Deleted | null>(null);
  useEffect(focusTitle, []);
  const rules = known.value?.rules ?? [];
  const edited = rules.find(({ id }) => id === editing);
  const place = edited === undefined ? rules.length : rules.indexOf(edited);
  const edit = (of: NonNullable<typeof editing> | null) => {
    // Another one takes its place, or none: what was written of it is given up.
    if (of !== editing) keepRule(of === null ? null : { of, draft: null });
    setEditing(of);
  };
  const close = () => {
    const back = editing === 'new' ? '[data-act="add"]' : `[data-rule="${editing}"] [data-act="edit"]`;
    edit(null);
    focusOn(back);
  };
  const move = async ({ id, text }: OwnProjectRule, to: number) => {
    const act = document.activeElement?.getAttribute('data-act');
    if (!(await mutation.run(() => client.putProjectRule({ id, place: to, text })))) return;
    known.again();
    // A row that moves in the document loses the focus.
    focusOn(`[data-rule="${id}"] [data-act="${act}"]`);
  };
  const remove = async ({ id, text }: OwnProjectRule, from: number) => {
    if (!(await mutation.run(() => client.deleteProjectRule({ id })))) return;
    if (editing === id) edit(null);
    setDeleted({ text, place: from, isUndone: false });
    known.again();
  };
  const undo = async ({ text, place: at }: Deleted) => {
    const put = () => client.putProjectRule({ id: null, place: Math.min(at, rules.length), text });
    if (mutation.isBusy || !(await mutation.run(put))) return;
    setDeleted({ text, place: at, isUndone: true });
    known.again();
  };
  return (
    <>
      <PageHead title={t('title')} />
      <p>
        <a href="#timesheet">{t('back')}</a>
      </p>
      <p className="quiet">{t('about')}</p>
      <ProblemNotice problem={known.problem} onRetry={known.again} />
      {known.problem?.code === 'vault-unreadable' && (
        <Card id="unreadable" title={t('list')}>
          <p>{t('unreadable-about')}</p>
          <div className="row wrap">
            <Button
              onClick={async () => {
                if (await mutation.run(() => client.startProjectRulesOver({}))) known.again();
              }}
            >
              {t('start-over')}
            </Button>
          </div>
        </Card>
      )}
      <Awaited query={known} words={t(known.isSlow ? 'asking-slow' : 'asking')} />
      <UndoNotice
        className="rule-notice"
        label={t('notice')}
        testId="rule-deleted"
        said={
          deleted === null ? null : deleted.isUndone ? t('undone') : t('deleted', { rule: ruleWords(deleted.text) })
        }
        problem={mutation.problem}
        undo={deleted === null || deleted.isUndone ? null : { words: t('undo'), act: () => void undo(deleted) }}
        onHide={() => setDeleted(null)}
        takesFocus
      />
      {known.value !== null && known.problem === null && (
        <>
          <Card id="project-rules" title={t('list')} about={rules.length > 1 && t('list-about')}>
            {rules.length === 0 && <p className="quiet">{t('none')}</p>}
            <RuleList
              rules={rules}
              editing={editing}
              isBusy={mutation.isBusy}
              onEdit={({ id }) => edit(id)}
              onMove={(rule, to) => void move(rule, to)}
              onDelete={(rule, from) => void remove(rule, from)}
            />
            <Button data-act="add" aria-expanded={editing === 'new'} onClick={() => edit('new')}>
              {t('add')}
            </Button>
          </Card>
          {(editing === 'new' || edited !== undefined) && (
            <RuleForm
              key={editing}
              client={client}
              status={status}
              rule={edited ?? null}
              place={place}
              projects={known.value.projects}
              isListed={known.value.isListed}
              onDone={() => {
                known.again();
                close();
              }}
              onCancel={close}
            />
          )}
        </>
      )}
    </>
  );
}

/** Once what was asked for is shown. */
function focusOn(selector: string): void {
  requestAnimationFrame(() => requestAnimationFrame(() => document.querySelector<HTMLElement>(selector)?.focus()));
}
