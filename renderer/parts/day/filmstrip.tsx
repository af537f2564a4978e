import { type KeyboardEvent, memo, useRef, useState } from 'react';
import { tileOf } from '../../../core/day/contact-sheet.ts';
import type { Sheet } from '../../../ipc/manager-day.ts';
import { timeText } from '../formats.ts';
import { tDay as t, tParts as tPart } from '../messages.ts';
import type { PictureStore } from '../screenshots/picture-store.ts';
import type { ShotMoment } from '../screenshots/shot-moments.ts';
import { Thumbnail } from './thumbnail.tsx';

interface Props {
  readonly moments: readonly ShotMoment[];
  readonly zone: string;
  readonly film: readonly Sheet[];
  readonly sheets: PictureStore;
  readonly pictures: PictureStore;
  readonly onOpen: (moment: ShotMoment) => void;
  /** Whether the moments are those of a part of the day. */
  readonly isPart: boolean;
}

const heightPx = 90;

/** The day's pictures in a row: one stop for Tab, arrows go along, Enter opens. */
export const Filmstrip = memo(function Filmstrip({ moments, zone, film, sheets, pictures, isPart, onOpen }: Props) {
  const [current, setCurrent] = useState(0);
  const strip = useRef<HTMLUListElement>(null);
  if (moments.length === 0) return <p className="quiet">{t(isPart ? 'film-none-here' : 'film-none')}</p>;
  const stop = Math.min(current, moments.length - 1);
  const goTo = (event: KeyboardEvent) => {
    const to = { ArrowLeft: stop - 1, ArrowRight: stop + 1, Home: 0, End: moments.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = Math.min(Math.max(to, 0), moments.length - 1);
    setCurrent(next);
    strip.current?.querySelectorAll<HTMLButtonElement>('button')[next]?.focus();
  };
  return (
    <ul ref={strip} className="film" aria-label={t('film')} onKeyDown={goTo}>
      {moments.map((moment, index) => (
        <li key={moment.shots[0]?.id}>
          <button
            type="button"
            tabIndex={index === stop ? 0 : -1}
            data-opens={moment.shots[0]?.id}
            aria-label={t('film-open', { moment: momentText(moment, zone) })}
            onFocus={() => setCurrent(index)}
            onClick={() => onOpen(moment)}
          >
            <span className="film-pictures">
              {moment.shots.map((shot) => (
                <Thumbnail
                  key={shot.id}
                  shot={shot}
                  alt={tPart('shot-alt', { time: timeText(moment.at, zone), monitor: shot.monitor })}
                  height={heightPx}
                  cell={tileOf(film, shot.source)}
                  sheets={sheets}
                  pictures={pictures}
                />
              ))}
            </span>
            <span className="film-words small">{momentText(moment, zone)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
});

/** `08:46`, and what there is to say of one of its pictures. */
function momentText({ at, shots }: ShotMoment, zone: string): string {
  const note = shots.find(({ note }) => note !== '')?.note ?? '';
  return `${timeText(at, zone)} ${note}`.trimEnd();
}
