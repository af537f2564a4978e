import { type RefObject, useEffect, useRef, useState } from 'react';
import { contactSheetSize, thumbnailBox } from '../../../core/day/contact-sheet.ts';
import type { Sheet } from '../../../ipc/manager-day.ts';
import type { PictureStore } from '../screenshots/picture-store.ts';
import { ShotImage } from '../screenshots/shot-image.tsx';
import type { MomentShot } from '../screenshots/shot-moments.ts';
import { usePicture } from '../screenshots/use-picture.ts';

export interface Tile {
  readonly sheet: Sheet;
  readonly index: number;
}

interface Props {
  readonly shot: MomentShot;
  readonly alt: string;
  readonly height: number;
  /** Where its thumbnail is; null: no sheet has it yet, and the picture itself is fetched. */
  readonly cell: Tile | null;
  readonly sheets: PictureStore;
  readonly pictures: PictureStore;
}

/** A picture in little: its cell of the hour's sheet, or the picture itself where there is none or the sheet cannot be had. */
export function Thumbnail({ shot, alt, height, cell, sheets, pictures }: Props) {
  const place = useRef<HTMLSpanElement>(null);
  const isNear = useNear(place, 400);
  const [isMissing, setMissing] = useState(false);
  const name = cell?.sheet.name ?? null;

  // Its sheet may be released while it is out of sight.
  const { url, problem } = usePicture(sheets, isNear ? name : null);
  useEffect(() => {
    if (problem !== null) setMissing(true);
  }, [problem]);

  const width = Math.round((height * shot.width) / shot.height);
  if (cell === null || isMissing)
    return (
      <span style={{ width }}>
        <ShotImage
          store={pictures}
          id={shot.id}
          source={shot.source}
          alt={alt}
          width={shot.width}
          height={shot.height}
        />
      </span>
    );
  return (
    <span ref={place} className="thumbnail" style={{ width, height }}>
      {url === null ? (
        <span className="skeleton" />
      ) : (
        <span
          role="img"
          aria-label={alt}
          data-shot-id={shot.id}
          data-sheet={cell.sheet.name}
          style={{ backgroundImage: `url("${url}")`, ...cropOf(cell, shot, { width, height }) }}
        />
      )}
    </span>
  );
}

/** How far a sheet is scaled and moved behind a window of `shown` pixels, so that only one cell's picture is seen through it. */
export function cropOf(
  { sheet, index }: Tile,
  picture: { readonly width: number; readonly height: number },
  shown: { readonly width: number; readonly height: number },
): { readonly backgroundSize: string; readonly backgroundPosition: string } {
  const box = thumbnailBox(index, picture);
  const whole = contactSheetSize(sheet.cells.length);
  const [across, down] = [shown.width / box.width, shown.height / box.height];
  return {
    backgroundSize: `${whole.width * across}px ${whole.height * down}px`,
    backgroundPosition: `${-box.x * across}px ${-box.y * down}px`,
  };
}

/** Whether `element` is in the window or comes near it; false again once it is far. */
function useNear(element: RefObject<HTMLElement | null>, marginPx: number): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: `${marginPx}px`,
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, marginPx]);
  return isNear;
}
