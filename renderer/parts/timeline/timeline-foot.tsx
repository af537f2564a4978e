import { presenceStates } from '../../../core/day/activity.ts';
import type { DayView } from '../../../core/day/view.ts';
import { type Interval, intersection } from '../../../core/time/interval.ts';
import { Button } from '../controls/button.tsx';
import { Swatch } from '../controls/swatch.tsx';
import { listText, preciseTimeText } from '../formats.ts';
import { tParts as t } from '../messages.ts';
import { appName, reasonText, stateWords } from '../state-words.ts';
import { Dot } from '../totals/dot.tsx';
import { momentOf } from './day-lookup.ts';
import { type Gap, type GapSpans, gapOf, sensorGap } from './gap.ts';
import type { TimeLook } from './pattern.ts';
import type { TimelineView } from './use-view.ts';

interface Props {
  readonly day: DayView;
  readonly timeline: TimelineView;
  readonly gaps: GapSpans;
  /** The whole day, as the timeline opens. */
  readonly shown: Interval;
}

/** Under the timeline: what is known of the pointed-to moment, the zoom buttons, and the legend of what occurs. */
export function TimelineFoot({ day, timeline, gaps, shown }: Props) {
  const { cursor, isFitted } = timeline;
  return (
    <>
      <div className="timeline-foot">
        <p className="readout" aria-live="polite" data-testid="readout">
          {cursor === null ? (
            <span className="quiet">{t(hasFingers() ? 'timeline-touch' : 'timeline-point')}</span>
          ) : (
            momentText(day, cursor)
          )}
        </p>
        <div className="row">
          <Button kind="bare" aria-label={t('zoom-out')} onClick={() => timeline.zoom(1.5)}>
            −
          </Button>
          <Button kind="bare" aria-label={t('zoom-in')} onClick={() => timeline.zoom(1 / 1.5)}>
            +
          </Button>
          <Button kind="bare" disabled={isFitted} onClick={timeline.fit}>
            {t('whole-day')}
          </Button>
        </div>
      </div>
      <Legend day={day} gaps={gaps} shown={shown} />
      {day.notShown !== null && (
        <p className="quiet small" data-testid="not-shown">
          {notShownText(day.notShown)}
        </p>
      )}
    </>
  );
}

/** Whether what points here is a finger rather than a mouse. */
function hasFingers(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

/** `More happened than this page can show. Not shown one by one: 12,000 short windows, …` */
function notShownText(notShown: NonNullable<DayView['notShown']>): string {
  const parts = (['windows', 'states', 'shots', 'entries'] as const)
    .filter((kind) => notShown[kind] > 0)
    .map((kind) => t(`not-shown-${kind}`, { count: notShown[kind] }));
  return t('not-shown', { parts: listText(parts) });
}

function momentText(day: DayView, at: number): string {
  const { state, window, minute, inputMinute } = momentOf(day, at);
  const parts = [preciseTimeText(at, day.zone)];
  if (state !== null) parts.push(stateWords[state.state]);
  if (state?.reason) parts.push(reasonText(state.reason));
  if (state === null && window === null) parts.push(t('nothing-recorded'), ...gapWords(gapOf(day, at)));
  if (window !== null) {
    const site = window.site === null ? null : window.site + (window.path ?? '');
    const title = window.title ?? site;
    parts.push(appName(window.appId, window.appName) + (title === null ? '' : `: ${title}`));
    if (window.title !== null && site !== null) parts.push(site);
  } else if (state?.state === 'active' || state?.state === 'call') {
    parts.push(...gapWords(sensorGap(day, 'active-window', at)));
  }
  for (const entry of day.entries)
    if (!entry.isTakenBack && entry.start <= at && at < entry.end && entry.label)
      parts.push(t('entry-at', { label: entry.label }));
  if (minute !== null) parts.push(t('counts-minute', { keys: minute.keys, clicks: minute.clicks }));
  if (inputMinute !== null) parts.push(t('input-minute', { seconds: inputMinute.seconds }));
  return parts.join(' · ');
}

function gapWords(gap: Gap): string[] {
  if (gap === null) return [];
  return [gap.kind === 'sensor' ? reasonText(gap.reason) : t(`gap-${gap.kind}`)];
}

function Legend({ day, gaps, shown }: Omit<Props, 'timeline'>) {
  const isDrawn = (look: keyof GapSpans) => gaps[look].some((span) => intersection(span, shown) !== null);
  const present: TimeLook[] = presenceStates.filter(
    (state) => (day.totals.stateMs[state] ?? 0) > 0 || (state === 'off-hours' && isDrawn(state)),
  );
  if (isDrawn('removed')) present.push('removed');
  if (present.length === 0 && day.minutes.length === 0) return null;
  return (
    <ul className="legend" aria-label={t('legend')}>
      {present.map((state) => (
        <li key={state}>
          <Swatch state={state} />
          {state === 'removed' ? t('removed-time') : stateWords[state]}
        </li>
      ))}
      {day.minutes.length > 0 && (
        <>
          <li>
            <Dot colour="keys" />
            {t('keys')}
          </li>
          <li>
            <Dot colour="clicks" />
            {t('clicks')}
          </li>
        </>
      )}
    </ul>
  );
}
