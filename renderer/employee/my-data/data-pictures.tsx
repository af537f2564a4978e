import type { ShotId } from '../../../core/ids.ts';
import type { ShotStatus } from '../../../ipc/employee.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Card } from '../../parts/layout/card.tsx';
import type { PictureStore } from '../../parts/screenshots/picture-store.ts';
import type { Query } from '../../parts/use-query.ts';
import { tMyData as t } from '../messages.ts';
import { ShotList } from '../today/shot-list.tsx';

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
  const all = [...(shots.value ?? [])].sort((a, b) => a.at - b.at);
  return (
    <Card
      id="pictures"
      title={t('pictures')}
      about={shots.value !== null && t('pictures-count', { count: all.length })}
    >
      <ProblemNotice problem={shots.problem} onRetry={shots.again} />
      {shots.value === null && shots.problem === null && <span className="skeleton shots-skeleton" />}
      {shots.value !== null && all.length === 0 && <p className="quiet">{t('pictures-none')}</p>}
      {removed > 0 && <p className="quiet small">{t('pictures-removed', { count: removed })}</p>}
      <ShotList
        shots={all}
        most={shownFirst}
        store={store}
        zone={zone}
        placeText={(place) => t(`place-${place}`)}
        onOpen={onOpen}
      />
    </Card>
  );
}
