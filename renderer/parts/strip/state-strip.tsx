import { useLayoutEffect, useRef } from 'react';
import { type StripSpan, stateOf } from '../../../core/day/strip/day-strip.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { type Theme, useTheme } from '../controls/theme.ts';
import { drawState } from '../timeline/pattern.ts';
import { useWidth } from '../timeline/use-width.ts';
import './strip.css';

interface Props {
  readonly strip: readonly StripSpan[];
  /** What the whole width stands for. */
  readonly scale: Interval;
  /** A span that is framed. */
  readonly framed?: Interval;
  /** What it shows, in words: for whoever hears it or points at it. */
  readonly words: string;
}

/** The same for all strips of a list, so that a list of a thousand measures once. */
export interface StripPaper {
  readonly width: number;
  readonly theme: Theme;
}

const height = 16;
/** Above and below, where the frame of a span is. */
const edge = 3;

/** States over time as a narrow strip, in the colours and patterns of the timeline. */
export function StateStrip(props: Props) {
  const place = useRef<HTMLDivElement>(null);
  const width = useWidth(place);
  const theme = useTheme();
  return (
    <div ref={place}>
      <StripOn {...props} width={width} theme={theme} />
    </div>
  );
}

/** A strip whose width and colours are known. */
export function StripOn({ strip, scale, framed, words, width, theme }: Props & StripPaper) {
  const canvas = useRef<HTMLCanvasElement>(null);
  // Before the page is painted: a canvas that takes another size is empty.
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (pen === null || pen === undefined || width === 0) return;
    const ratio = Math.max(1, devicePixelRatio);
    const xOf = (at: number) => Math.min(width, Math.max(0, ((at - scale.start) / (scale.end - scale.start)) * width));
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height + 2 * edge);
    for (const { start, end, state } of strip) {
      const x = xOf(start);
      if (xOf(end) > x) drawState(pen, stateOf(state), { x, y: edge, width: xOf(end) - x, height }, theme);
    }
    if (framed === undefined) return;
    pen.strokeStyle = theme('ink');
    pen.lineWidth = 2;
    const x = xOf(framed.start);
    pen.strokeRect(x + 1, 1, Math.max(2, xOf(framed.end) - x - 2), height + 2 * edge - 2);
  }, [strip, scale, framed, width, theme]);
  const ratio = Math.max(1, devicePixelRatio);
  return (
    <div className="strip" role="img" aria-label={words} title={words}>
      <canvas ref={canvas} width={width * ratio} height={(height + 2 * edge) * ratio} />
    </div>
  );
}
