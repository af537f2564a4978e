import { useEffect, useRef, useState } from 'react';
import type { ShotId } from '../../../core/ids.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { pageLanguage } from '../language.ts';
import { tParts as t } from '../messages.ts';
import type { PictureStore } from './picture-store.ts';
import { usePicture } from './use-picture.ts';

interface Props {
  readonly store: PictureStore;
  readonly id: ShotId;
  /** The picture that is asked for, where it is another than `id` (a screen that had not changed). */
  readonly source: ShotId;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
}

/** A picture that is fetched once it comes near the window. Its place has the picture's shape from the start. */
export function ShotImage({ store, id, source, alt, width, height }: Props) {
  const holder = useRef<HTMLSpanElement>(null);
  const [isNear, setNear] = useState(false);
  const { url, problem } = usePicture(store, isNear ? source : null);

  useEffect(() => {
    if (holder.current === null) return;
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setNear(true),
      {
        rootMargin: '200px',
      },
    );
    observer.observe(holder.current);
    return () => observer.disconnect();
  }, []);

  return (
    <span ref={holder} className="shot-image" style={{ aspectRatio: `${width} / ${height}` }}>
      {url !== null && <img src={url} alt={alt} data-shot-id={id} draggable={false} />}
      {problem !== null && (
        <span
          className="shot-failed"
          role="img"
          aria-label={`${alt}: ${problemText(pageLanguage(), problem).what}`}
          title={problemText(pageLanguage(), problem).remedy}
        >
          {t('shot-failed')}
        </span>
      )}
      {url === null && problem === null && <span className="skeleton" />}
    </span>
  );
}
