import { useLayoutEffect, useRef } from 'react';
import { useTheme } from '../controls/theme.ts';
import { drawState } from '../timeline/pattern.ts';
import { useWidth } from '../timeline/use-width.ts';
import type { BarPart } from './period-rows.ts';

interface Props {
  readonly parts: readonly BarPart[];
  /** What the whole width stands for. */
  readonly mostMs: number;
}

const height = 16;

/** Recorded time as one bar, each part in its state's colour and pattern. What it says stands beside it as text. */
export function StateBar({ parts, mostMs }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = useWidth(place);
  const theme = useTheme();
  // Before the page is painted: a canvas that takes another size is empty.
  useLayoutEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (pen === null || pen === undefined || width === 0) return;
    const ratio = Math.max(1, devicePixelRatio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    let x = 0;
    for (const { state, ms } of parts) {
      const wide = (ms / mostMs) * width;
      drawState(pen, state, { x, y: 0, width: wide, height }, theme);
      x += wide;
    }
  }, [parts, mostMs, width, theme]);
  const ratio = Math.max(1, devicePixelRatio);
  return (
    <div ref={place} className="state-bar" aria-hidden="true">
      <canvas ref={canvas} width={width * ratio} height={height * ratio} />
    </div>
  );
}
