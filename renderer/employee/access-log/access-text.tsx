import type { AccessLogEntry } from '../../../ipc/employee-access-log.ts';
import { dayRangeText, dayText, shortDayText } from '../../parts/formats.ts';
import { tAccessLog as t } from '../messages.ts';
import { dataHref } from '../my-data/data-route.ts';

/** What was looked at, in a sentence; the day, where it is one, leads to it. */
export function AccessText({ entry }: { readonly entry: AccessLogEntry }) {
  const { day, to } = entry;
  if (day !== to) return <>{lookText(entry, dayRangeText(day, to))}</>;
  const [before, after] = lookText(entry, place).split(place);
  return (
    <>
      {before}
      <a className="link" href={dataHref(day)} title={t('open-day', { day: dayText(day) })}>
        {shortDayText(day)}
      </a>
      {after}
    </>
  );
}

// Where the day stands in the sentence differs by language; a viewer's words cannot hold this.
const place = '\u0000';

function lookText({ look, detail }: AccessLogEntry, days: string): string {
  const said = (detail ?? '').replaceAll(place, '');
  return t(`look-${look}`, { days, detail: look === 'export' ? said.toUpperCase() : said });
}
