import { useId, useState } from 'react';
import type { Rectangle, Size } from '../../../core/rectangle.ts';
import { tToday as t } from '../messages.ts';
import { between, firstDraft, moved, resized } from './mask-draft.ts';

interface Props {
  readonly url: string;
  /** Of the picture, in its own pixels: what rectangles are in. */
  readonly size: Size;
  readonly parts: readonly Rectangle[];
  readonly onAdd: (part: Rectangle) => void;
  readonly onRemoveLast: () => void;
}

const leastDragPx = 3;

/** The picture to draw rectangles on, by pointer or by keys. */
export function MaskArea({ url, size, parts, onAdd, onRemoveLast }: Props) {
  const hint = useId();
  const [draft, setDraft] = useState<Rectangle | null>(null);
  const [drag, setDrag] = useState<{ x: number; y: number } | null>(null);
  const pointIn = (event: React.PointerEvent<HTMLElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * size.width,
      y: ((event.clientY - box.top) / box.height) * size.height,
    };
  };
  const press = (key: string, isResizing: boolean): boolean => {
    const arrow = arrows[key];
    const now = draft ?? firstDraft(size);
    if (arrow !== undefined) {
      const step = Math.max(1, Math.round(size.width / 96));
      // The first arrow shows where the rectangle is; from then on they act.
      const act = isResizing ? resized : moved;
      setDraft(draft === null ? now : act(now, arrow[0] * step, arrow[1] * step, size));
    } else if (key === 'Enter' && draft !== null) {
      onAdd(draft);
      setDraft(null);
    } else if (key === 'Delete' || key === 'Backspace') {
      if (draft === null) onRemoveLast();
      else setDraft(null);
    } else return false;
    return true;
  };
  return (
    <>
      <div
        className="cover-area"
        role="application"
        aria-label={t('cover-area')}
        aria-describedby={hint}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it takes the keys that its description names
        tabIndex={0}
        style={{
          aspectRatio: `${size.width} / ${size.height}`,
          width: `min(100%, ${Math.round((60 * size.width) / size.height)}vh)`,
        }}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey) return;
          if (press(event.key, event.shiftKey)) event.preventDefault();
        }}
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          setDrag(pointIn(event));
        }}
        onPointerMove={(event) => drag !== null && setDraft(between(drag, pointIn(event), size))}
        onPointerUp={(event) => {
          if (drag === null) return;
          const part = between(drag, pointIn(event), size);
          const least = (leastDragPx / event.currentTarget.clientWidth) * size.width;
          if (part.width > least && part.height > least) onAdd(part);
          setDrag(null);
          setDraft(null);
        }}
        onPointerCancel={() => {
          setDrag(null);
          setDraft(null);
        }}
      >
        <img src={url} alt="" draggable={false} />
        {parts.map((part, index) => (
          // The same rectangle may stand there twice; only its place in the list tells it apart.
          <span key={index} className="cover-part" style={placeOf(part, size)} />
        ))}
        {draft !== null && <span className="cover-part draft" style={placeOf(draft, size)} />}
      </div>
      <p id={hint} className="quiet small">
        {t('cover-keys')}
      </p>
      <p className="only-heard" aria-live="polite">
        {draft !== null && drag === null && t('cover-draft', { ...draft })}
      </p>
    </>
  );
}

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Physical sides on purpose: a picture is the same in every direction of writing. */
function placeOf({ x, y, width, height }: Rectangle, size: Size): React.CSSProperties {
  const share = (part: number, whole: number) => `${(part / whole) * 100}%`;
  return {
    left: share(x, size.width),
    top: share(y, size.height),
    width: share(width, size.width),
    height: share(height, size.height),
  };
}
