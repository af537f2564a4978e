import { type ReactNode, useDeferredValue, useMemo, useState } from 'react';
import { categorySums } from '../../../core/day/summary.ts';
import type { DayView } from '../../../core/day/view.ts';
import type { Category } from '../../../core/rules/categories.ts';
import type { Interval } from '../../../core/time/interval.ts';
import type { Sheet } from '../../../ipc/manager-day.ts';
import { SensorList } from '../../parts/controls/sensor-list.tsx';
import { durationText } from '../../parts/formats.ts';
import { Card } from '../../parts/layout/card.tsx';
import type { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { momentsOf, shotNote } from '../../parts/screenshots/shot-moments.ts';
import { ShotViewer } from '../../parts/screenshots/shot-viewer.tsx';
import { Timeline, type TimelineShot } from '../../parts/timeline/timeline.tsx';
import { appShares, siteShares } from '../../parts/totals/app-shares.ts';
import { categoryShares } from '../../parts/totals/category-shares.ts';
import { SharesCard } from '../../parts/totals/shares-card.tsx';
import { Totals } from '../../parts/totals/totals.tsx';
import { tDay as t } from '../messages.ts';
import { SumsPanel } from '../person/sums-panel.tsx';
import { Filmstrip } from './filmstrip.tsx';
import { StatesTable } from './states-table.tsx';
import { WindowsTable } from './windows-table.tsx';

interface Props {
  readonly day: DayView;
  readonly categories: readonly Category[];
  /** The hours' sheets of thumbnails. */
  readonly film: readonly Sheet[];
  readonly sheets: PictureStore;
  readonly pictures: PictureStore;
  /** What the address points to: selected and in sight from the start. */
  readonly span: Interval | null;
  /** What stands between the timeline and the tables. */
  readonly children: ReactNode;
}

/** One device's day: the timeline with its pictures, and below it the same as tables. */
export function DeviceDaySection({ day, categories, film, sheets, pictures, span, children }: Props) {
  const [selection, setSelection] = useState<Interval | null>(span);
  // The long table follows once there is time for it, so that a drag stays under the pointer.
  const settled = useDeferredValue(selection);
  const [opened, setOpened] = useState<number | null>(null);
  const marks = useMemo(
    (): TimelineShot[] => day.shots.map(({ id, at, sameAs }) => ({ id, at, look: sameAs === null ? 'solid' : 'open' })),
    [day.shots],
  );
  const moments = useMemo(
    () =>
      momentsOf(
        day.shots.map((shot) => ({
          ...shot,
          source: shot.sameAs ?? shot.id,
          note: shotNote(shot.covered, shot.sameAs !== null),
        })),
      ),
    [day.shots],
  );
  return (
    <>
      <section className="card timeline-card" aria-label={t('timeline')}>
        <div className="timeline-side">
          <Timeline
            day={day}
            shots={marks}
            tall
            now={null}
            opensAt={span}
            selection={selection}
            onSelect={setSelection}
            onOpenShot={(id) => setOpened(moments.findIndex(({ shots }) => shots.some((shot) => shot.id === id)))}
          />
          <section className="film-card" aria-labelledby="film-title">
            <div className="card-head">
              <h2 id="film-title">{t('screenshots')}</h2>
              <span className="quiet small">
                {day.removedShots > 0
                  ? t('pictures-removed', { count: day.shots.length, removed: day.removedShots })
                  : t('pictures', { count: day.shots.length })}
              </span>
            </div>
            <Filmstrip
              moments={moments}
              zone={day.zone}
              film={film}
              sheets={sheets}
              pictures={pictures}
              onOpen={setOpened}
            />
          </section>
        </div>
        <SumsPanel day={day} categories={categories} selection={selection} onClear={() => setSelection(null)} />
      </section>
      {children}
      <DayCards day={day} categories={categories} />
      <div className="day-tables">
        <WindowsTable day={day} selection={settled} />
        <StatesTable day={day} />
      </div>
      <DayFacts day={day} />
      {opened !== null && opened >= 0 && (
        <ShotViewer
          moments={moments}
          index={opened}
          zone={day.zone}
          store={pictures}
          onMove={setOpened}
          onClose={() => setOpened(null)}
        />
      )}
    </>
  );
}

/** Apps, sites and the organisation's categories by time, counts, and what the sensors said. */
function DayCards({ day, categories }: Pick<Props, 'day' | 'categories'>) {
  const inCategories = useMemo(
    () => categoryShares(categorySums(day.windows, categories), categories),
    [day.windows, categories],
  );
  return (
    <div className="day-columns">
      <SharesCard of="app" shares={appShares(day)} />
      <SharesCard of="site" shares={siteShares(day)} />
      {categories.length > 0 && <SharesCard of="category" shares={inCategories} about={t('categories-about')} />}
      <Card id="counts" title={t('counts')} about={t('never-which')}>
        <Totals {...day.totals} />
      </Card>
      <Card id="sensors" title={t('sensors')}>
        <SensorList sensors={day.sensors} />
      </Card>
    </div>
  );
}

/** Under which settings the records were made; of the last run that day. */
function DayFacts({ day }: { readonly day: DayView }) {
  const header = day.headers.at(-1);
  if (header === undefined) return null;
  const facts = [
    `${header.os.name} ${header.os.version}`,
    t('monitors', { count: header.monitors.length }),
    `Plainsight ${header.appVersion}`,
    t('shot-every', { length: durationText(header.shotIntervalMs) }),
    t('idle-after', { length: durationText(header.idleAfterMs) }),
  ];
  return <p className="quiet small">{facts.join(' · ')}</p>;
}
