import { useEffect, useRef } from 'react';
import { drawState, type TimeLook } from '../timeline/pattern.ts';
import { useTheme } from './theme.ts';

const width = 22;
const height = 14;

/** A state, or removed time, as it looks on the timeline, for legends and tables. Always stands beside the state's word. */
export function Swatch({ state }: { readonly state: TimeLook }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const theme = useTheme();
  useEffect(() => {
    const pen = canvas.current?.getContext('2d');
    if (pen === null || pen === undefined) return;
    const ratio = Math.max(1, devicePixelRatio);
    pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    pen.clearRect(0, 0, width, height);
    drawState(pen, state, { x: 0, y: 0, width, height }, theme);
  }, [state, theme]);
  const ratio = Math.max(1, devicePixelRatio);
  return (
    <span className="swatch" aria-hidden="true">
      <canvas ref={canvas} width={width * ratio} height={height * ratio} />
    </span>
  );
}
