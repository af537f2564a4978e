import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { PersonSettings } from '../../../core/consent/person-settings.ts';
import type { EmployeeContract } from '../../../ipc/employee.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Awaited } from '../../parts/layout/awaited.tsx';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { type Mutation, useMutation } from '../../parts/use-mutation.ts';
import { useQuery } from '../../parts/use-query.ts';
import { tSettings as t, tShell } from '../messages.ts';
import './settings.css';
import type { PageProps } from '../frame/page-props.ts';
import { setUnsaved } from '../frame/unsaved.ts';
import { type LeaveOut, LeaveOutNotice, useLeaveOut } from '../leave-out/leave-out.tsx';
import { keepDraft, keptDraft } from './kept-draft.ts';
import { SettingsAsks } from './settings-asks.tsx';
import { SettingsDetail } from './settings-detail.tsx';
import { rulesOf, type SettingsDraft, settingsDraftOf, settingsOf, withApps } from './settings-draft.ts';
import { SettingsHours } from './settings-hours.tsx';
import { SettingsRules } from './settings-rules.tsx';
import { SettingsSuggestions } from './settings-suggestions.tsx';
import { TriedWindows } from './settings-tried.tsx';

/** "What may it see, when, and how sharply?" */
export function SettingsPage({ connection, status, isKnown, refresh }: PageProps) {
  const { client } = connection;
  // Not asked again by itself: what somebody is writing must not change under their hands.
  const known = useQuery('settings', () => client.settings({}), null);
  const mutation = useMutation();
  const [isSaved, setSaved] = useState(false);
  const leaveOut = useLeaveOut(client, () => {
    known.again();
    refresh();
  });
  return (
    <>
      <PageHead title={tShell('page-settings')} />
      <p className="quiet">{t('intro')}</p>
      <ProblemNotice problem={known.problem} onRetry={known.again} />
      <Awaited query={known} words={t(known.isSlow ? 'asking-slow' : 'asking')} />
      <LeaveOutNotice leaveOut={leaveOut} takesFocus />
      {known.value !== null && (
        <Editor
          // What was saved is the new start.
          key={known.at}
          client={client}
          leaveOut={leaveOut}
          status={status}
          isKnown={isKnown}
          known={known.value}
          mutation={mutation}
          isSaved={isSaved}
          onChange={() => setSaved(false)}
          onSaved={() => {
            setSaved(true);
            known.again();
            refresh();
          }}
        />
      )}
    </>
  );
}

interface EditorProps {
  readonly client: PageProps['connection']['client'];
  readonly leaveOut: LeaveOut;
  readonly status: PageProps['status'];
  readonly isKnown: boolean;
  readonly known: z.infer<EmployeeContract['calls']['settings']['result']>;
  readonly mutation: Mutation;
  readonly isSaved: boolean;
  readonly onChange: () => void;
  readonly onSaved: () => void;
}

function Editor({
  client,
  leaveOut,
  status,
  isKnown,
  known: { settings, organisation, suggestions },
  mutation,
  isSaved,
  onChange,
  onSaved,
}: EditorProps) {
  const [draft, setDraft] = useState<SettingsDraft>(() => keptDraft() ?? settingsDraftOf(settings));
  const meant = settingsOf(draft);
  const wrong = meant.mistakes.rules.size + meant.mistakes.spans.size;
  const isDirty = meant.settings === null || JSON.stringify(meant.settings) !== JSON.stringify(settings);
  const hasSaved = useRef(false);
  useEffect(() => {
    // What was just saved is still another than the settings that were read before.
    const isKept = isDirty && !hasSaved.current;
    keepDraft(isKept ? draft : null);
    setUnsaved('settings', isKept);
  }, [draft, isDirty]);
  const change = (part: Partial<SettingsDraft>) => {
    hasSaved.current = false;
    setDraft({ ...draft, ...part });
    onChange();
  };
  const save = async () => {
    const next = meant.settings;
    if (next === null || !(await mutation.run(() => client.setSettings({ settings: next })))) return;
    hasSaved.current = true;
    keepDraft(null);
    setUnsaved('settings', false);
    onSaved();
  };
  return (
    <div className="stack settings" data-testid="settings">
      <div className="columns">
        <section className="card" aria-labelledby="rules-title">
          <h2 id="rules-title">{t('rules-title')}</h2>
          <p className="quiet small">{t('rules-about')}</p>
          <p className="quiet small">{t('rules-elsewhere')}</p>
          <SettingsRules rules={draft.rules} mistakes={meant.mistakes.rules} onChange={(rules) => change({ rules })} />
          <SettingsSuggestions
            suggestions={suggestions}
            without={draft.withoutSuggestions}
            organisation={organisation.rules}
            onExclude={(patterns) => change({ rules: withApps(draft.rules, patterns) })}
            onChange={(withoutSuggestions) => change({ withoutSuggestions })}
          />
        </section>
        <TriedWindows
          client={client}
          rules={meant.mistakes.rules.size > 0 ? null : rulesOf(draft.rules).rules}
          withoutSuggestions={draft.withoutSuggestions}
          status={status}
          isKnown={isKnown}
          leaveOut={leaveOut}
          isSaved={!areRulesNew(meant.settings, settings)}
        />
      </div>
      <SettingsHours
        hours={draft.hours}
        organisation={organisation.hours}
        mistakes={meant.mistakes.spans}
        onChange={(hours) => change({ hours })}
      />
      <SettingsDetail
        detail={draft.shotDetail}
        least={organisation.shotDetail}
        onChange={(shotDetail) => change({ shotDetail })}
      />
      <SettingsAsks draft={draft} onChange={change} />
      <ProblemNotice problem={mutation.problem} tone="danger" />
      <div className="save-bar row wrap" data-dirty={isDirty}>
        <p role="status">
          {wrong > 0 ? t('wrong', { count: wrong }) : isDirty ? t('unsaved') : isSaved ? t('saved') : ''}
        </p>
        {isDirty && (
          <>
            <Button disabled={mutation.isBusy} onClick={() => setDraft(settingsDraftOf(settings))}>
              {t('undo')}
            </Button>
            <Button kind="main" disabled={mutation.isBusy || meant.settings === null} onClick={() => void save()}>
              {t('save')}
            </Button>
          </>
        )}
      </div>
    </div>
  );
}

/** Whether what is left out would be another than it is. */
function areRulesNew(meant: PersonSettings | null, settings: PersonSettings): boolean {
  const said = (of: PersonSettings) => JSON.stringify([of.rules, of.withoutSuggestions]);
  return meant === null || said(meant) !== said(settings);
}
