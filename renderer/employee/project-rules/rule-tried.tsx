import type { ProjectRuleText } from '../../../core/timesheet/project-rules.ts';
import type { OwnProjectRule } from '../../../ipc/employee-project-rules.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { durationText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { Table } from '../../parts/layout/table.tsx';
import { TickMark } from '../../parts/timeline/marks.tsx';
import { useTried } from '../../parts/use-tried.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tProjectRules as t } from '../messages.ts';

interface Props {
  readonly client: EmployeeClient;
  readonly id: OwnProjectRule['id'] | null;
  readonly place: number;
  /** Null while there is nothing to try; `isWrong` says which it is. */
  readonly lookedFor: Pick<ProjectRuleText, 'app' | 'title' | 'site'> | null;
  readonly isWrong: boolean;
}

/** What the rule would match of today's record, a moment after each change. */
export function TriedTimes({ client, id, place, lookedFor, isWrong }: Props) {
  const { value, problem } = useTried(lookedFor === null ? null : { id, place, lookedFor }, client.tryProjectRule);
  const shown = lookedFor === null ? null : value;
  return (
    <Card id="rule-tried" className="tried" title={t('tried-title')}>
      <p className="quiet small">{t('tried-about')}</p>
      <p role="status" data-testid="tried-sum">
        {lookedFor === null
          ? t(isWrong ? 'tried-wrong' : 'tried-empty')
          : shown === null
            ? problem === null && t('tried-waiting')
            : shown.times.length === 0
              ? t('tried-nothing')
              : shown.ms === 0
                ? t('tried-none')
                : t('tried-sum', { time: durationText(shown.ms) })}
      </p>
      <ProblemNotice problem={problem} />
      {shown !== null && shown.times.length > 0 && (
        <Table columns={[t('tried-window'), ['number', t('tried-time')], t('tried-effect')]}>
          {shown.times.map((each, index) => (
            // Two kinds may read the same once they are cut.
            <tr key={index} data-testid="tried-time" data-own={each.place === place}>
              <td className="tried-window">
                {each.appName} <span className="quiet">{each.site ?? each.title}</span>
              </td>
              <td className="number">{durationText(each.ms)}</td>
              <td>
                {each.place === place ? (
                  <span className="row">
                    <TickMark /> {t('tried-this')}
                  </span>
                ) : each.place === null ? (
                  <span className="quiet">{t('tried-no')}</span>
                ) : (
                  t('tried-other', { number: each.place + 1 })
                )}
              </td>
            </tr>
          ))}
        </Table>
      )}
      {shown !== null && shown.others > 0 && (
        <p className="quiet small">{t('tried-others', { count: shown.others })}</p>
      )}
    </Card>
  );
}
