import { useState } from 'react';
import type { ShotId } from '../../../core/ids.ts';
import type { ShotStatus } from '../../../ipc/employee.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { timeText } from '../../parts/formats.ts';
import type { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { ShotImage } from '../../parts/screenshots/shot-image.tsx';
import type { Query } from '../../parts/use-query.ts';
import { tMyData as t } from '../messages.ts';

const shownFirst = 24;

interface Props {
  readonly shots: Query<ShotStatus[]>;
  readonly removed: number;
  readonly zone: string;
  readonly store: PictureStore;
  readonly onOpen: (id: ShotId) => void;
}

/** The day's pictures in order of time, each with where it is. */
export function DataPictures({ shots, removed, zone, store, onOpen }: Props) {
  const [isAll, setAll] = useState(false);
  const all = [...(shots.value ?? [])].sort((a, b) => a.at - b.at);
  const shown = isAll ? all : all.slice(0, shownFirst);
  return (
    <section className="card" aria-labelledby="pictures-title">
      <div className="card-head">
        <h2 id="pictures-title">{t('pictures')}</h2>
        {shots.value !== null && <span className="quiet small">{t('pictures-count', { count: all.length })}</span>}
      </div>
      {shots.problem !== null && <ProblemNotice problem={shots.problem} onRetry={shots.again} />}
      {shots.value === null && shots.problem === null && <span className="skeleton shots-skeleton" />}
      {shots.value !== null && all.length === 0 && <p className="quiet">{t('pictures-none')}</p>}
      {removed > 0 && <p className="quiet small">{t('pictures-removed', { count: removed })}</p>}
      <ul className="left-shots">
        {shown.map((shot) => {
          const alt = t('picture-alt', { time: timeText(shot.at, zone), monitor: shot.monitor });
          return (
            <li key={shot.id}>
              <button
                type="button"
                className="open-shot"
                aria-label={t('picture-open', { picture: alt })}
                onClick={() => onOpen(shot.id)}
              >
                <ShotImage
                  store={store}
                  id={shot.id}
                  source={shot.id}
                  alt={alt}
                  width={shot.width}
                  height={shot.height}
                />
              </button>
              <p className="small">
                {timeText(shot.at, zone)} <span className="quiet">{t(`place-${shot.place}`)}</span>
              </p>
            </li>
          );
        })}
      </ul>
      {all.length > shown.length && (
        <button type="button" className="button" onClick={() => setAll(true)}>
          {t('pictures-all', { count: all.length })}
        </button>
      )}
    </section>
  );
}
