import { useEffect, useRef, useState } from 'react';
import type { ShotId } from '../../../core/ids.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { Button } from '../../parts/controls/button.tsx';
import { timeText } from '../../parts/formats.ts';
import { CrossMark } from '../../parts/timeline/marks.tsx';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tToday as t } from '../messages.ts';
import { DeleteShot } from './delete-shot.tsx';

const shownMs = 20_000;

interface Props {
  readonly client: EmployeeClient;
  readonly status: EmployeeStatus;
  readonly onCover: (id: ShotId) => void;
  readonly onDone: () => void;
}

/**
 * Tells of a picture that was just taken. It never takes the focus, goes away by itself after twenty seconds without pointer or focus on it,
 * and says nothing of a picture that was there when the page came.
 */
export function ShotToast({ client, status, onCover, onDone }: Props) {
  const { lastShot, zone } = status;
  const id = lastShot?.id ?? null;
  const seen = useRef(id);
  const [shown, setShown] = useState<{ id: ShotId; at: number } | null>(null);
  const [isHeld, setHeld] = useState(false);
  // By the id: the same picture comes with every status as a new object.
  useEffect(() => {
    if (id === seen.current) return;
    seen.current = id;
    setShown(lastShot);
  }, [id]);
  useEffect(() => {
    if (shown === null || isHeld) return;
    const timer = setTimeout(() => setShown(null), shownMs);
    return () => clearTimeout(timer);
  }, [shown, isHeld]);
  const close = () => {
    setShown(null);
    setHeld(false);
  };
  return (
    // The region is there from the start: what is put into it is then read out.
    <section className="toasts" aria-label={t('shot-notice')}>
      <div role="status">
        {shown !== null && <p className="only-heard">{t('shot-taken', { time: timeText(shown.at, zone) })}</p>}
      </div>
      {shown !== null && (
        // biome-ignore lint/a11y/noStaticElementInteractions: it only waits while somebody is at it
        <div
          className="toast"
          data-testid="shot-toast"
          onPointerEnter={() => setHeld(true)}
          onPointerLeave={() => setHeld(false)}
          onFocus={() => setHeld(true)}
          onBlur={(event) => {
            if (!event.currentTarget.contains(event.relatedTarget)) setHeld(false);
          }}
          onKeyDown={(event) => event.key === 'Escape' && close()}
        >
          <p aria-hidden="true">{t('shot-taken', { time: timeText(shown.at, zone) })}</p>
          <Button className="bare toast-close" aria-label={t('dismiss')} onClick={close}>
            <CrossMark />
          </Button>
          <div className="row wrap toast-acts">
            <DeleteShot
              client={client}
              id={shown.id}
              onDone={() => {
                close();
                onDone();
              }}
            />
            <Button
              onClick={() => {
                close();
                onCover(shown.id);
              }}
            >
              {t('cover')}
            </Button>
          </div>
        </div>
      )}
    </section>
  );
}
