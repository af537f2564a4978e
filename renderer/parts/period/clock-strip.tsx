import { type SummedDay, sumsByHour } from '../../../core/reports/period-sums.ts';
import { hourMs } from '../../../core/time/calendar.ts';
import { durationText } from '../formats.ts';
import { Card } from '../layout/card.tsx';
import { tPeriod as t } from '../messages.ts';

/** When in the day something was recorded: a cell an hour, filled the higher the more was recorded; in words for whoever points at it or hears it. */
export function ClockStrip({ days, zone }: { readonly days: readonly SummedDay[]; readonly zone: string }) {
  const hours = sumsByHour(days);
  const most = Math.max(hourMs / 60, ...hours.map(({ recordedMs }) => recordedMs));
  const clock = (hour: number) => `${String(hour).padStart(2, '0')}:00`;
  return (
    <Card id="clock" title={t('clock-title')} about={t('clock-about', { zone })}>
      <ol className="clock">
        {hours.map(({ hour, recordedMs }) => (
          <li
            key={hour}
            title={t('clock-cell', { from: clock(hour), to: clock(hour + 1), length: durationText(recordedMs) })}
          >
            <span className="only-heard">
              {t('clock-cell', { from: clock(hour), to: clock(hour + 1), length: durationText(recordedMs) })}
            </span>
            <span className="clock-cell" aria-hidden="true">
              <span className="clock-fill" style={{ blockSize: `${(recordedMs / most) * 100}%` }} />
            </span>
            <span className="quiet small clock-hour" aria-hidden="true">
              {hour % 3 === 0 ? String(hour).padStart(2, '0') : ''}
            </span>
          </li>
        ))}
      </ol>
    </Card>
  );
}
