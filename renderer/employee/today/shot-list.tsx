import { useState } from 'react';
import type { ShotId } from '../../../core/ids.ts';
import type { ShotStatus } from '../../../ipc/employee.ts';
import { Button } from '../../parts/controls/button.tsx';
import { timeText } from '../../parts/formats.ts';
import { tParts, tShares } from '../../parts/messages.ts';
import type { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { ShotImage } from '../../parts/screenshots/shot-image.tsx';

interface Props {
  readonly shots: readonly ShotStatus[];
  /** How many are shown until all are asked for. */
  readonly most: number;
  readonly store: PictureStore;
  readonly zone: string;
  readonly placeText: (place: ShotStatus['place']) => string;
  readonly onOpen: (id: ShotId) => void;
}

/** Pictures beside one another, each with its time and where it is. */
export function ShotList({ shots, most, placeText, ...of }: Props) {
  const [isAll, setAll] = useState(false);
  return (
    <>
      <ul className="left-shots">
        {(isAll ? shots : shots.slice(0, most)).map((shot) => (
          <li key={shot.id}>
            <OpenShot shot={shot} {...of} />
            <p className="small">
              {timeText(shot.at, of.zone)} <span className="quiet">{placeText(shot.place)}</span>
            </p>
          </li>
        ))}
      </ul>
      {shots.length > most && !isAll && (
        <Button onClick={() => setAll(true)}>{tShares('show-all', { count: shots.length })}</Button>
      )}
    </>
  );
}

interface OpenProps extends Pick<Props, 'store' | 'zone' | 'onOpen'> {
  readonly shot: ShotStatus;
}

/** A picture, which opens it. */
export function OpenShot({ shot, store, zone, onOpen }: OpenProps) {
  const { id, at, monitor, width, height } = shot;
  const about = { time: timeText(at, zone), monitor };
  return (
    <button
      type="button"
      className="open-shot"
      data-opens={id}
      aria-label={tParts('shot-open', about)}
      onClick={() => onOpen(id)}
    >
      <ShotImage store={store} id={id} source={id} alt={tParts('shot-alt', about)} width={width} height={height} />
    </button>
  );
}
