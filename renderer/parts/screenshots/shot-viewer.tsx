import { Dialog } from 'radix-ui';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useState } from 'react';
import type { ShotId } from '../../../core/ids.ts';
import { Button } from '../controls/button.tsx';
import { DialogWindow } from '../controls/dialog-window.tsx';
import { preciseTimeText } from '../formats.ts';
import { tParts as t } from '../messages.ts';
import { ArrowMark, CrossMark } from '../timeline/marks.tsx';
import type { PictureStore } from './picture-store.ts';
import { ShotImage } from './shot-image.tsx';
import './shots.css';
import type { ShotMoment } from './shot-moments.ts';

interface Props {
  readonly moments: readonly ShotMoment[];
  readonly index: number;
  readonly zone: string;
  readonly store: PictureStore;
  readonly onMove: (index: number) => void;
  readonly onClose: () => void;
  readonly actions?: (id: ShotId) => ReactNode;
}

/** What on the page opens the moment: marked with `data-opens` and the id of its picture. Of several the one that opened it, else the first. */
function openerOf({ shots }: ShotMoment, openedFrom: Element | null): HTMLElement | null {
  const selectors = shots.map(({ id }) => `[data-opens="${CSS.escape(id)}"]`);
  const openers = [...document.querySelectorAll<HTMLElement>(selectors.join())];
  return openers.find((each) => each === openedFrom) ?? openers[0] ?? null;
}

/** One moment's pictures, every monitor side by side, or a pixel a pixel to scroll in; the arrow keys go on. */
export function ShotViewer({ moments, index, zone, store, onMove, onClose, actions }: Props) {
  const [isActual, setActual] = useState(false);
  const [openedFrom] = useState(() => document.activeElement);
  const moment = moments[index];
  const move = (by: 1 | -1) => {
    if (moments[index + by] !== undefined) onMove(index + by);
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    // Who scrolls in the pictures by keyboard needs the arrows for that.
    const isScrolling = event.target instanceof Element && event.target.classList.contains('actual');
    if (event.key === 'ArrowLeft' && !isScrolling) move(-1);
    else if (event.key === 'ArrowRight' && !isScrolling) move(1);
    else if (event.key === '1') setActual(!isActual);
    else return;
    event.preventDefault();
  };
  if (moment === undefined) return null;
  return (
    <DialogWindow
      className="viewer"
      aria-describedby={undefined}
      onKeyDown={press}
      onClose={onClose}
      onCloseAutoFocus={(event) => {
        const opener = openerOf(moment, openedFrom);
        if (opener === null) return;
        event.preventDefault();
        opener.focus();
      }}
    >
      <div className="viewer-head">
        <Dialog.Title>{preciseTimeText(moment.at, zone)}</Dialog.Title>
        <span className="quiet" aria-live="polite">
          {t('shot-index', { index: index + 1, count: moments.length })}
        </span>
        <div className="row viewer-buttons">
          <Button aria-pressed={isActual} onClick={() => setActual(!isActual)}>
            {t('actual-size')}
          </Button>
          <Button disabled={index === 0} onClick={() => move(-1)}>
            <ArrowMark to="left" /> {t('earlier')}
          </Button>
          <Button disabled={index === moments.length - 1} onClick={() => move(1)}>
            {t('later')} <ArrowMark to="right" />
          </Button>
          <Dialog.Close className="button" aria-label={t('close')}>
            <CrossMark />
          </Dialog.Close>
        </div>
      </div>
      <section
        className={isActual ? 'viewer-pictures actual' : 'viewer-pictures'}
        aria-label={isActual ? t('actual-pictures') : undefined}
        tabIndex={isActual ? 0 : undefined}
      >
        {moment.shots.map((shot) => (
          <figure
            key={shot.id}
            style={{ '--shape': shot.width / shot.height, ...(isActual && { width: shot.width }) } as CSSProperties}
          >
            <ShotImage
              store={store}
              id={shot.id}
              source={shot.source}
              alt={t('shot-alt', { time: preciseTimeText(moment.at, zone), monitor: shot.monitor })}
              width={shot.width}
              height={shot.height}
            />
            <figcaption className="row wrap">
              <span>{shot.monitor}</span>
              <span className="quiet">
                {shot.width} × {shot.height}
                {shot.note !== '' && ` · ${shot.note}`}
              </span>
              {actions?.(shot.id)}
            </figcaption>
          </figure>
        ))}
      </section>
    </DialogWindow>
  );
}
