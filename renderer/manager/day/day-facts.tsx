import type { DayView } from '../../../core/day/view.ts';
import { durationText } from '../../parts/formats.ts';
import { tDay as t } from '../messages.ts';

/** Under which settings the records were made; of the last run that day. */
export function DayFacts({ day }: { readonly day: DayView }) {
  const header = day.headers.at(-1);
  if (header === undefined) return null;
  const facts = [
    `${header.os.name} ${header.os.version}`,
    t('monitors', { count: header.monitors.length }),
    `Plainsight ${header.appVersion}`,
    t('shot-every', { length: durationText(header.shotIntervalMs) }),
    t('idle-after', { length: durationText(header.idleAfterMs) }),
  ];
  return <p className="quiet small">{facts.join(' · ')}</p>;
}
