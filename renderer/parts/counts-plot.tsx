import { useEffect, useMemo, useRef } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import type { DayView } from '../../core/day-view.ts';
import type { Interval } from '../../core/interval.ts';
import { barShare, countBins, widestBarPx } from './count-bins.ts';
import type { TimeScale } from './scale.ts';
import type { Theme } from './theme.ts';

interface Props {
  readonly minutes: DayView['minutes'];
  /** From the first record to the last. */
  readonly known: Interval;
  readonly scale: TimeScale;
  readonly height: number;
  readonly theme: Theme;
}

/** Keys and clicks a minute, stacked, on the timeline's own scale. The numbers themselves are in the tables beside it. */
export function CountsPlot({ minutes, known, scale, height, theme }: Props) {
  const holder = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot | null>(null);
  const { view, width } = scale;
  const bins = useMemo(() => countBins(minutes, { view, width }, known), [minutes, view, width, known]);
  const data = useMemo<uPlot.AlignedData>(
    () => [bins.at.slice(), bins.keys.map((keys, index) => keys + (bins.clicks[index] ?? 0)), bins.keys.slice()],
    [bins],
  );

  useEffect(() => {
    if (holder.current === null || width === 0) return;
    const made = new uPlot(optionsOf(width, height, theme), [[], [], []], holder.current);
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

function optionsOf(width: number, height: number, theme: Theme): uPlot.Options {
  const bars = uPlot.paths.bars?.({ size: [barShare, widestBarPx, 1], align: 0 });
  const series = (name: string): uPlot.Series => ({
    fill: theme(name),
    stroke: theme(name),
    width: 0,
    points: { show: false },
    ...(bars === undefined ? {} : { paths: bars }),
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
