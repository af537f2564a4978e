import { entryWordOf, type KnownAnswer, standingIn } from '../../../core/day/day-time.ts';
import type { SummaryEntry } from '../../../core/day/summary.ts';
import type { Day } from '../../../core/ids.ts';
import { shortDayText, timeText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import { Table } from '../../parts/layout/table.tsx';
import { tDayTime } from '../../parts/messages.ts';
import type { SummedPeriod } from '../../parts/period/period-rows.ts';
import { tMyPeriod as t } from '../messages.ts';
import { dataHref } from './data-route.ts';

interface Props {
  readonly days: SummedPeriod['days'];
  /** Null while they are not known. */
  readonly answers: readonly KnownAnswer[] | null;
  /** Of a longer span only what waits for an answer. */
  readonly isOpenOnly: boolean;
}

interface Row {
  readonly day: Day;
  readonly zone: string;
  readonly entry: SummaryEntry;
  readonly standing: ReturnType<typeof standingIn>;
}

const mostShown = 40;

/** What the person added and corrected, each with how it stands. */
export function PeriodEntries({ days, answers, isOpenOnly }: Props) {
  const all = days.flatMap(({ day, zone, entries }) =>
    entries.map((entry): Row => ({ day, zone, entry, standing: standingIn(day, entry, answers) })),
  );
  const open = all.filter(({ standing }) => standing === 'waiting');
  const rows = isOpenOnly ? open : all;
  const isUnknown = all.some(({ standing }) => standing === 'unknown');
  return (
    <Card id="period-entries" title={t('entries')} about={!isUnknown && t('entries-about', { open: open.length })}>
      {isUnknown && <p className="quiet">{t('entries-unknown')}</p>}
      {rows.length === 0 ? (
        <p className="quiet">{t(isOpenOnly ? 'entries-none-open' : 'entries-none')}</p>
      ) : (
        <Table className="period-list" caption={t('entries')} columns={[t('when'), t('what'), t('standing')]}>
          {rows.slice(0, mostShown).map((row) => (
            <EntryRow key={`${row.day} ${row.entry.id}`} {...row} />
          ))}
        </Table>
      )}
      {rows.length > mostShown && <p className="quiet">{t('entries-more', { count: rows.length - mostShown })}</p>}
    </Card>
  );
}

function EntryRow({ day, zone, entry, standing }: Row) {
  const { source, start, end, label, adds = [] } = entry;
  return (
    <tr data-standing={standing}>
      <td>
        <a className="link" href={dataHref(day, { start, end })}>
          {shortDayText(day)}
        </a>{' '}
        {timeText(start, zone)}–{timeText(end, zone)}
      </td>
      <td className="words">{label ?? t('correction')}</td>
      <td>{standing === 'unknown' ? '' : tDayTime(`entry-${entryWordOf({ source, adds }, standing)}`)}</td>
    </tr>
  );
}
