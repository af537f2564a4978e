import { memo, type ReactNode, useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { DayView } from '../../../core/day/view.ts';
import type { ShotId } from '../../../core/ids.ts';
import type { Category } from '../../../core/rules/categories.ts';
import { contains, type Interval } from '../../../core/time/interval.ts';
import type { Sheet } from '../../../ipc/manager-day.ts';
import { SensorList } from '../controls/sensor-list.tsx';
import { durationText } from '../formats.ts';
import { Card } from '../layout/card.tsx';
import { tDay as t } from '../messages.ts';
import type { PictureStore } from '../screenshots/picture-store.ts';
import { momentsOf, type ShotMoment, shotNote } from '../screenshots/shot-moments.ts';
import { ShotViewer } from '../screenshots/shot-viewer.tsx';
import { Timeline, type TimelineShot } from '../timeline/timeline.tsx';
import { appShares, siteShares } from '../totals/app-shares.ts';
import { categoryShares } from '../totals/category-shares.ts';
import { SharesCard } from '../totals/shares-card.tsx';
import { type DayPart, partOfDay } from './day-part.ts';
import { partText } from './day-text.ts';
import { Filmstrip } from './filmstrip.tsx';
import { StatesTable } from './states-table.tsx';
import { SumsPanel } from './sums-panel.tsx';
import { WindowsTable } from './windows-table.tsx';

interface Props {
  readonly day: DayView;
  readonly categories: readonly Category[];
  /** The hours' sheets of thumbnails. */
  readonly film: readonly Sheet[];
  /** What stands in the place of the film; else it is the film. */
  readonly gone?: ReactNode;
  readonly sheets: PictureStore;
  readonly pictures: PictureStore;
  /** What the address points to: selected and in sight from the start. */
  readonly span: Interval | null;
  /** What stands between the timeline and the tables. */
  readonly children: ReactNode;
}

/**
 * One device's day: the timeline with its pictures, and below it the same as tables. What is
 * selected or zoomed to holds for all of it.
 */
export function DeviceDaySection({ day, categories, film, gone = null, sheets, pictures, span, children }: Props) {
  const [selection, setSelection] = useState<Interval | null>(span);
  const [view, setView] = useState<Interval | null>(null);
  // All else follows once there is time for it, so that a drag stays under the pointer.
  const settled = useDeferredValue(selection ?? view);
  const part = useMemo(() => partOfDay(day, settled, categories), [day, settled, categories]);
  const [opened, setOpened] = useState<ShotId | null>(null);
  const marks = useMemo(
    (): TimelineShot[] => day.shots.map(({ id, at, sameAs }) => ({ id, at, look: sameAs === null ? 'solid' : 'open' })),
    [day.shots],
  );
  const all = useMemo(
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
  const moments = useMemo(
    () => (settled === null ? all : all.filter(({ at }) => contains(settled, at))),
    [all, settled],
  );
  const open = useCallback(({ shots }: ShotMoment) => setOpened(shots[0]?.id ?? null), []);
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
            onView={setView}
            onOpenShot={setOpened}
          />
          <section className="film-card" aria-labelledby="film-title">
            <div className="card-head">
              <h2 id="film-title">{t('screenshots')}</h2>
              <span className="quiet small">{filmText(day, part)}</span>
            </div>
            {gone ?? (
              <Filmstrip
                moments={moments}
                zone={day.zone}
                film={film}
                sheets={sheets}
                pictures={pictures}
                isPart={settled !== null}
                onOpen={open}
              />
            )}
          </section>
        </div>
        <SumsPanel part={part} onClear={selection === null ? null : () => setSelection(null)} />
      </section>
      {children}
      <DayCards day={day} part={part} categories={categories} />
      <div className="day-tables">
        <WindowsTable part={part} />
        <StatesTable part={part} />
      </div>
      <DayFacts day={day} />
      <OpenedShot all={all} moments={moments} opened={opened} zone={day.zone} store={pictures} onOpen={setOpened} />
    </>
  );
}

/** `12 pictures, 2 removed by the person`; of a part of the day also which. */
function filmText({ shots, removedShots }: DayView, part: DayPart): string {
  const span = partText(part);
  if (span !== null) return `${t('pictures', { count: part.sums.shots })} · ${span}`;
  if (removedShots > 0) return t('pictures-removed', { count: shots.length, removed: removedShots });
  return t('pictures', { count: shots.length });
}

interface OpenedProps {
  readonly all: readonly ShotMoment[];
  readonly moments: readonly ShotMoment[];
  readonly opened: ShotId | null;
  readonly zone: string;
  readonly store: PictureStore;
  readonly onOpen: (id: ShotId | null) => void;
}

/**
 * The opened picture among those of the part that is looked at; among all where its mark on the
 * timeline lies outside of that.
 */
function OpenedShot({ all, moments, opened, zone, store, onOpen }: OpenedProps) {
  const placeIn = (some: readonly ShotMoment[]) =>
    opened === null ? -1 : some.findIndex(({ shots }) => shots.some(({ id }) => id === opened));
  const shown = placeIn(moments) < 0 ? all : moments;
  const index = placeIn(shown);
  if (index < 0) return null;
  return (
    <ShotViewer
      moments={shown}
      index={index}
      zone={zone}
      store={store}
      onMove={(to) => onOpen(shown[to]?.shots[0]?.id ?? null)}
      onClose={() => onOpen(null)}
    />
  );
}

type CardsProps = Pick<Props, 'day' | 'categories'> & { readonly part: DayPart };

/** Apps, sites and the organisation's categories by time, and what the sensors said. */
const DayCards = memo(function DayCards({ day, part, categories }: CardsProps) {
  const span = partText(part) ?? undefined;
  const about = [t('categories-about'), span].filter((each) => each !== undefined).join(' · ');
  return (
    <div className="day-columns">
      <SharesCard of="app" shares={appShares(part.sums)} about={span} />
      <SharesCard of="site" shares={siteShares(part.sums)} about={span} />
      {categories.length > 0 && (
        <SharesCard of="category" shares={categoryShares(part.sums.categories, categories)} about={about} />
      )}
      <Card id="sensors" title={t('sensors')}>
        <SensorList sensors={day.sensors} />
      </Card>
    </div>
  );
});

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
