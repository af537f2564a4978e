import type { SuggestionGroup } from '../../../core/consent/suggestions.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Table } from '../../parts/layout/table.tsx';
import { appName } from '../../parts/state-words.ts';
import { CrossMark, TickMark } from '../../parts/timeline/marks.tsx';
import { useTried } from '../../parts/use-tried.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { type LeaveOut, LeaveOutMenu } from '../leave-out/leave-out.tsx';
import { choicesOf } from '../leave-out/leave-out-choices.ts';
import { tSettings as t } from '../messages.ts';
import { effectText, windowsNowOf } from './tried-words.ts';

interface Props {
  readonly client: EmployeeClient;
  /** Null while one of them cannot be understood. */
  readonly rules: readonly Rule[] | null;
  readonly withoutSuggestions: readonly SuggestionGroup[];
  readonly status: EmployeeStatus;
  readonly isKnown: boolean;
  readonly leaveOut: LeaveOut;
  /** Whether these rules are the ones in force. */
  readonly isSaved: boolean;
}

/** What the rules would make of the windows that are open now, a moment after each change. */
export function TriedWindows({ client, rules, withoutSuggestions, status, isKnown, leaveOut, isSaved }: Props) {
  const tried = useTried(rules === null ? null : { rules: [...rules], withoutSuggestions }, (trial) =>
    client.tryRules({ ...trial, withoutSuggestions: [...trial.withoutSuggestions] }),
  );
  const { value: windows, problem } = tried;
  const now = windowsNowOf(status, isKnown);
  return (
    <section className="card tried" aria-labelledby="tried-title">
      <h2 id="tried-title">{t('tried-title')}</h2>
      <p className="quiet small">{t('tried-about')}</p>
      <p className="tried-now" data-testid="tried-now" data-recorded={now.recorded} role="status">
        {now.why !== null ? now.why : isSaved ? '' : t('tried-not-saved')}
      </p>
      <ProblemNotice problem={problem} />
      {rules === null && <p role="status">{t('tried-wrong')}</p>}
      {rules !== null && windows === null && problem === null && (
        <p className="quiet" role="status">
          {t('tried-waiting')}
        </p>
      )}
      {windows?.length === 0 && <p className="quiet">{t('tried-none')}</p>}
      <Table columns={[t('tried-window'), t('tried-effect')]} isHeadHeard aria-busy={rules === null}>
        <tr data-testid="tried-own" data-effect="exclude">
          <td className="tried-window">Plainsight</td>
          <td className="tried-effect">
            <span className="row">
              <CrossMark /> {t('tried-never')}
            </span>
          </td>
        </tr>
        {windows?.map(({ appId, appName: name, title, site, effect }, index) => (
          // Two windows may be the same in every word.
          <tr key={index} data-testid="tried" data-effect={effect}>
            <td className="tried-window">
              {appName(appId, name)} <span className="quiet">{site ?? title}</span>
            </td>
            <td className="tried-effect">
              <span className="row">
                {effect === 'exclude' ? <CrossMark /> : <TickMark />} {effectText(effect, now, isSaved)}
              </span>
              {effect !== 'exclude' && (
                <LeaveOutMenu
                  choices={choicesOf({ appId, appName: name, title, site })}
                  leaveOut={leaveOut}
                  app={appName(appId, name)}
                />
              )}
            </td>
          </tr>
        ))}
      </Table>
    </section>
  );
}
