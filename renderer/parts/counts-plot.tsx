import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { DayView } from '../../core/day-view.ts';
import type { Interval } from '../../core/interval.ts';
import { type CountBar, countBins, countedTime } from './count-bins.ts';
import type { TimeScale } from './scale.ts';
import type { Theme } from './theme.ts';

interface Props {
  readonly day: DayView;
  /** From the first record to the last. */
  readonly known: Interval;
  readonly scale: TimeScale;
  readonly height: number;
  readonly theme: Theme;
}

/** Keys and clicks a minute, stacked, on the timeline's own scale. The numbers themselves are in the tables beside it. */
export function CountsPlot({ day, known, scale, height, theme }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { view, width } = scale;
  const time = useMemo(() => countedTime(day, known), [day, known]);
  const { bars } = useMemo(() => countBins(day.minutes, { view, width }, time), [day, view, width, time]);
  const drawn = useRef(bars);
  drawn.current = bars;
  const data = useMemo<uPlot.AlignedData>(
    () => [bars.map(({ start }) => start), bars.map(({ keys, clicks }) => keys + clicks), bars.map(({ keys }) => keys)],
    [bars],
  );

  useEffect(() => {
    if (holder.current === null || width === 0) return;
    const made = new uPlot(
      optionsOf(width, height, theme, () => drawn.current),
      [[], [], []],
      holder.current,
    );
    plot.current = made;
    return () => {
      plot.current = null;
      made.destroy();
    };
  }, [width, height, theme]);

  // Also after a new plot was made (another size or theme): it starts without data.
  useEffect(() => {
    plot.current?.batch(() => {
      plot.current?.setData(data, false);
      plot.current?.setScale('x', { min: view.start, max: view.end });
      plot.current?.setScale('y', { min: 0, max: Math.max(20, ...(data[1] as number[])) * 1.05 });
    });
  }, [data, view, width, height, theme]);

  return <div ref={holder} className="counts-plot" aria-hidden="true" />;
}

function optionsOf(width: number, height: number, theme: Theme, bars: () => readonly CountBar[]): uPlot.Options {
  // uPlot's own bars are all equally wide; these end where their minute was not recorded.
  const paths: uPlot.Series.PathBuilder = (plot, series) => {
    const fill = new Path2D();
    const bottom = plot.valToPos(0, 'y', true);
    for (const [index, { start, end }] of bars().entries()) {
      const value = plot.data[series]?.[index] ?? 0;
      if (value <= 0) continue;
      const [left, right] = [plot.valToPos(start, 'x', true), plot.valToPos(end, 'x', true)];
      const top = plot.valToPos(value, 'y', true);
      fill.rect(left, top, right - left, bottom - top);
    }
    return { fill };
  };
  const series = (name: string): uPlot.Series => ({
    fill: theme(name),
    stroke: theme(name),
    width: 0,
    points: { show: false },
    paths,
  });
  return {
    width,
    height,
    padding: [0, 0, 0, 0],
    legend: { show: false },
    cursor: { show: false },
    scales: { x: { time: false, auto: false }, y: { auto: false } },
    axes: [{ show: false }, { show: false }],
    series: [{}, series('clicks'), series('keys')],
  };
}
