import { useId } from 'react';
import { daySchema } from '../../../core/ids.ts';
import { lookKinds } from '../../../core/organisation/view-receipt.ts';
import type { AccessLogAnswer, AccessLogEntry, AccessLogFilter } from '../../../ipc/employee-access-log.ts';
import { viewReasonIn } from '../../../messages/manager/frame.ts';
import { DayInput } from '../../parts/calendar/typed-field.tsx';
import { Button } from '../../parts/controls/button.tsx';
import { Select } from '../../parts/controls/select.tsx';
import { whenText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { Table } from '../../parts/layout/table.tsx';
import { AskWhy } from '../looks/ask-why.tsx';
import { lookKey, type Questions } from '../looks/use-questions.ts';
import { tAccessLog as t, tLooks } from '../messages.ts';
import { AccessText } from './access-text.tsx';
import { hasUnread, UnreadReceipts } from './unread-receipts.tsx';
import { type AccessLog, firstFilter } from './use-access-log.ts';

/** A viewer's clock that is this far from the bucket's is shown beside it. */
const clocksDiffer = 3_600_000;

interface Props {
  readonly looks: AccessLog;
  readonly seen: AccessLogAnswer;
  /** By `lookKey`, those that the person had not been shown before. */
  readonly unseen: ReadonlySet<string>;
  readonly questions: Questions;
  readonly now: number;
  readonly zone: string;
}

/** Each look: when, who, what and why; of everybody, every day and kind, or of those that are asked for; and what is no look or cannot be read. */
export function AccessCard({ looks: { filter, setFilter, more }, seen, unseen, questions, now, zone }: Props) {
  const { entries, next, found, kinds, viewers } = seen;
  const day = useId();
  const all = Object.values(kinds).reduce((sum, each) => sum + each, 0);
  const isFiltered = filter.look !== firstFilter.look || filter.viewer !== null || filter.day !== null;
  if (all === 0 && !hasUnread(seen)) return null;
  const counted = (name: string, count: number) => t('kind-count', { name, count });
  return (
    <section className="card" aria-label={t('caption')}>
      {all > 0 && (
        <div className="row wrap access-filters">
          <Filter
            name={t('filter-kind')}
            all={counted(t('every-kind'), all)}
            value={filter.look ?? ''}
            onChange={(look) => setFilter({ ...filter, look: look === '' ? null : (look as AccessLogFilter['look']) })}
            options={[
              ['looks', counted(t('kind-looks'), all - (kinds.presence ?? 0))],
              ...lookKinds
                .filter((each) => (kinds[each] ?? 0) > 0)
                .map((each) => [each, counted(t(`kind-${each}`), kinds[each] ?? 0)] as const),
            ]}
          />
          <Filter
            name={t('filter-who')}
            all={t('everyone')}
            value={filter.viewer ?? ''}
            onChange={(viewer) =>
              setFilter({ ...filter, viewer: viewers.find((each) => each.viewer === viewer)?.viewer ?? null })
            }
            options={viewers.map(({ viewer, name }) => [viewer, name])}
          />
          <div className="row">
            <label htmlFor={day}>{t('filter-day')}</label>
            <DayInput
              id={day}
              className="input select"
              value={filter.day ?? ''}
              onValue={(value) => {
                const chosen = daySchema.safeParse(value);
                setFilter({ ...filter, day: chosen.success ? chosen.data : null });
              }}
            />
          </div>
          <p className="quiet small" role="status">
            {isFiltered && t('filtered', { count: found, all })}
          </p>
        </div>
      )}
      {entries.length > 0 && (
        <EntriesTable entries={entries} unseen={unseen} questions={questions} now={now} zone={zone} />
      )}
      {next !== null && (
        <Button className="views-all" onClick={more}>
          {t('more', { count: found - entries.length })}
        </Button>
      )}
      <UnreadReceipts seen={seen} />
    </section>
  );
}

function isOff({ at, arrivedAt }: AccessLogEntry): boolean {
  return arrivedAt !== null && Math.abs(arrivedAt - at) > clocksDiffer;
}

/** With its year, which may be any. */
function clockText(at: number): string {
  return new Date(at)
    .toISOString()
    .replace('T', ' ')
    .replace(/:\d\d\.\d+Z$/, ' UTC');
}

interface TableProps extends Pick<Props, 'unseen' | 'questions' | 'now' | 'zone'> {
  readonly entries: readonly AccessLogEntry[];
}

function EntriesTable({ entries, unseen, questions, now, zone }: TableProps) {
  return (
    <div className="table-wide">
      <Table className="views" caption={t('caption')} columns={[t('when'), t('who'), t('what'), t('why')]}>
        {entries.map((entry) => (
          <tr key={lookKey(entry)} data-testid="view" data-look={entry.look}>
            <td>
              {whenText(isOff(entry) ? (entry.arrivedAt ?? entry.at) : entry.at, now, zone)}
              {isOff(entry) && (
                <span className="quiet small view-arrived">{t('clock', { when: clockText(entry.at) })}</span>
              )}
              {unseen.has(lookKey(entry)) && <span className="new-tag">{tLooks('new')}</span>}
            </td>
            <td className="words">{entry.viewer}</td>
            <td className="words">
              <AccessText entry={entry} />
            </td>
            <td className="words">
              {entry.reason === '' ? (
                <span className="quiet">{t(entry.look === 'presence' ? 'no-reason-asked' : 'no-reason')}</span>
              ) : (
                viewReasonIn(pageLanguage(), entry.reason)
              )}
              <div>
                <AskWhy look={entry} questions={questions} now={now} zone={zone} />
              </div>
            </td>
          </tr>
        ))}
      </Table>
    </div>
  );
}

interface FilterProps {
  readonly name: string;
  readonly all: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly options: readonly (readonly [string, string])[];
}

function Filter({ name, all, value, onChange, options }: FilterProps) {
  const id = useId();
  return (
    <div className="row">
      <label htmlFor={id}>{name}</label>
      <Select id={id} className="select" value={value} options={[['', all], ...options]} onChange={onChange} />
    </div>
  );
}
