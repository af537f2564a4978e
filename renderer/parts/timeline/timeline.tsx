import { type ReactNode, useEffect, useId, useLayoutEffect, useMemo, useRef } from 'react';
import type { DayView } from '../../../core/day/view.ts';
import type { ShotId } from '../../../core/ids.ts';
import { dayBounds, zoneSchema } from '../../../core/time/calendar.ts';
import type { Instant, Interval } from '../../../core/time/interval.ts';
import { usePrinting } from '../controls/printing.ts';
import { useTheme } from '../controls/theme.ts';
import { countText } from '../formats.ts';
import { tParts as t } from '../messages.ts';
import { inputFiguresOf } from '../totals/input-figures.ts';
import { binsOf, type ScaledCounts, scaledCounts } from './count-bins.ts';
import { instantAt, onPixel, openingView, type TimeScale } from './scale.ts';
import './timeline.css';
import { type Band, type Bands, bandsOf, lanesOf } from './timeline-bands.ts';
import { drawTimeline, type ShotMark, shotMarkPx } from './timeline-draw.ts';
import { TimelineFoot } from './timeline-foot.tsx';
import { usePointers } from './use-pointers.ts';
import { shotNear, type TimelineView, useView } from './use-view.ts';
import { useWidth } from './use-width.ts';

export interface TimelineShot extends ShotMark {
  readonly id: ShotId;
}

/** As wide as a page of A4 leaves room beside the bands' names; `print.css` lays the lanes out at the same width. */
const paperWidthPx = 590;
/** The rest of a page follows a zoom once it is over, so that each frame of it stays cheap. */
const settledMs = 150;

interface Props {
  readonly day: DayView;
  readonly shots: readonly TimelineShot[];
  readonly tall: boolean;
  /** Set while the day goes on: the view then reaches to it and a line marks it. */
  readonly now: Instant | null;
  /**
   * What is in sight from the start and has the focus, where something of the day was asked for.
   */
  readonly opensAt?: Interval | null;
  readonly selection: Interval | null;
  readonly onSelect: (selection: Interval | null) => void;
  readonly onOpenShot: (id: ShotId) => void;
  /** What lies over the lanes, on their scale. */
  readonly over?: ((scale: TimeScale) => ReactNode) | undefined;
  /** Told what part of the day is in view once nobody zooms or pans any more; null for all of it. */
  readonly onView?: (view: Interval | null) => void;
}

/** The day on one time scale: states, apps, sites, entries, counts, shots. What it shows stands in the tables of the page as text. */
export function Timeline(props: Props) {
  const { day, shots, tall, now, opensAt = null, selection, onSelect, onOpenShot, onView, over } = props;
  const place = useRef<HTMLDivElement>(null);
  const isPrinting = usePrinting();
  const shownWidth = useWidth(place);
  const width = isPrinting ? paperWidthPx : shownWidth;
  const theme = useTheme();
  const hint = useId();
  const entries = useMemo(() => day.entries.filter(({ isTakenBack }) => !isTakenBack), [day.entries]);
  const has = { sites: day.sites.length > 0, entries: entries.length > 0, input: inputFiguresOf(day) };
  const bands = useMemo(() => bandsOf(tall, has), [tall, has.sites, has.entries, has.input.counts, has.input.seconds]);
  const lanes = useMemo(() => lanesOf(day), [day]);
  const limits = useMemo(() => dayBounds(day.day, zoneSchema.parse(day.zone)), [day.day, day.zone]);
  // Rounded out, so it is the same for most seconds: only then is it another object.
  const opening = openingView(day.first, now ?? day.last, limits);
  const fitted = useMemo(() => ({ start: opening.start, end: opening.end }), [opening.start, opening.end]);
  const timeline = useView({ fitted, limits, opensAt, selection, onSelect });
  const { cursor } = timeline;
  // On paper nobody can zoom: it has the whole day.
  const view = isPrinting ? fitted : timeline.view;
  const scale = useMemo(() => ({ view, width }), [view, width]);
  const counts = useMemo(() => scaledCounts(lanes.minutes, scale, lanes.counted), [lanes, scale]);
  const input = useMemo(() => binsOf(lanes.inputMinutes, ['seconds'], scale, lanes.counted), [lanes, scale]);
  const drawnNow = now === null ? null : onPixel(scale, now);
  const model = useMemo(
    () => ({
      scale,
      bands,
      zone: day.zone,
      lanes,
      counts,
      input,
      entries,
      shots,
      cursor: isPrinting ? null : cursor,
      selection,
      now: drawnNow,
      theme,
    }),
    [scale, bands, lanes, counts, input, day.zone, entries, shots, cursor, selection, drawnNow, theme, isPrinting],
  );
  const canvas = useRef<HTMLCanvasElement>(null);

  // Before the browser paints: otherwise a new width would show the old picture stretched for a frame.
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (pen === null || pen === undefined || width === 0) return;
    const ratio = Math.max(1, devicePixelRatio);
    sized(canvas.current, width * ratio, bands.height * ratio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    drawTimeline(pen, model);
  }, [model, width, bands]);

  const zoomed = timeline.isFitted ? null : timeline.view;
  useEffect(() => {
    if (onView === undefined) return;
    const timer = setTimeout(() => onView(zoomed), settledMs);
    return () => clearTimeout(timer);
  }, [onView, zoomed]);

  const isAsked = useRef(opensAt !== null);
  useEffect(() => {
    if (!isAsked.current) return;
    place.current?.focus();
    place.current?.scrollIntoView({ block: 'center' });
  }, []);

  useWheel(place, timeline, width);
  const pointers = usePointers(timeline, width, (x, y) => {
    const shot = shotNear(shots, scale, x, shotMarkPx);
    // Only in the lowest band, where the marks are, a picture opens; elsewhere pressing clears the selection.
    if (shot !== null && y > bands.shots.y) onOpenShot(shot.id);
    else timeline.select(null);
  });

  return (
    <>
      <div className="timeline">
        <BandLabels bands={bands} counts={counts} />
        <div
          ref={place}
          className="timeline-lanes"
          role="application"
          aria-label={t('timeline')}
          aria-describedby={hint}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys that its description names
          tabIndex={0}
          onKeyDown={(event) => {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            if (timeline.press(event.key, event.shiftKey)) event.preventDefault();
          }}
          {...pointers}
          style={{ height: bands.height }}
        >
          <span aria-hidden="true">
            <canvas ref={canvas} className="timeline-canvas" style={{ height: bands.height }} />
          </span>
          {over?.(scale)}
        </div>
      </div>
      <p id={hint} className="only-heard">
        {t('timeline-hint')}
      </p>
      <TimelineFoot day={day} timeline={timeline} gaps={lanes.gaps} shown={fitted} />
    </>
  );
}

function BandLabels({ bands, counts }: { readonly bands: Bands; readonly counts: ScaledCounts }) {
  return (
    <div className="timeline-labels" aria-hidden="true">
      {(['states', 'apps', 'sites', 'entries', 'counts', 'input', 'shots'] as const).map((name) => {
        const band = bands[name];
        return (
          band !== null && (
            <span key={name} style={{ top: band.y, height: band.height }}>
              {t(`band-${name}`)}
            </span>
          )
        );
      })}
      {bands.counts !== null && counts.bars.length > 0 && <BandScale band={bands.counts} most={counts.most} />}
      {bands.input !== null && <BandScale band={bands.input} most={60} />}
    </div>
  );
}

function BandScale({ band, most }: { readonly band: Band; readonly most: number }) {
  return (
    <span className="counts-scale" style={{ top: band.y, height: band.height }}>
      {[most, 0].map((count) => (
        <span key={count}>{countText(count)}</span>
      ))}
    </span>
  );
}

function sized(canvas: HTMLCanvasElement | null, width: number, height: number): void {
  if (canvas === null || (canvas.width === Math.round(width) && canvas.height === Math.round(height))) return;
  canvas.width = Math.round(width);
  canvas.height = Math.round(height);
}

/** The wheel zooms with Ctrl (which is also what a pinch sends) or once the timeline has the focus; else the page scrolls. */
function useWheel(lanes: React.RefObject<HTMLDivElement | null>, timeline: TimelineView, width: number): void {
  const latest = useRef(timeline);
  latest.current = timeline;
  useEffect(() => {
    const element = lanes.current;
    if (element === null || width === 0) return;
    const turn = (event: WheelEvent) => {
      const { view, zoom, pan } = latest.current;
      const x = event.clientX - element.getBoundingClientRect().left;
      const sideways = Math.abs(event.deltaX) > Math.abs(event.deltaY) || event.shiftKey;
      if (sideways) pan(((event.deltaX || event.deltaY) / width) * (view.end - view.start));
      else if (event.ctrlKey || document.activeElement === element)
        zoom(1.0015 ** event.deltaY, instantAt({ view, width }, x));
      else return;
      event.preventDefault();
    };
    element.addEventListener('wheel', turn, { passive: false });
    return () => element.removeEventListener('wheel', turn);
  }, [lanes, width]);
}
