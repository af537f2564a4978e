import { useDeferredValue, useMemo, useState } from 'react';
import type { Category } from '../../core/categories.ts';
import { categorySums } from '../../core/day-summary.ts';
import type { DayView } from '../../core/day-view.ts';
import type { Interval } from '../../core/interval.ts';
import { managerDayWords } from '../../core/words/manager-day.ts';
import type { Sheet } from '../../ipc/manager-day.ts';
import { appColour } from '../parts/app-colour.ts';
import { appShares } from '../parts/app-shares.ts';
import { categoryShares } from '../parts/category-shares.ts';
import { durationText } from '../parts/formats.ts';
import { wordsOf } from '../parts/language.ts';
import type { PictureStore } from '../parts/picture-store.ts';
import { SensorList } from '../parts/sensor-list.tsx';
import { SharesTable } from '../parts/shares-table.tsx';
import { momentsOf, shotNote } from '../parts/shot-moments.ts';
import { ShotViewer } from '../parts/shot-viewer.tsx';
import { Timeline, type TimelineShot } from '../parts/timeline.tsx';
import { Totals } from '../parts/totals.tsx';
import { Filmstrip } from './filmstrip.tsx';
import { StatesTable } from './states-table.tsx';
import { SumsPanel } from './sums-panel.tsx';
import { WindowsTable } from './windows-table.tsx';

const say = wordsOf(managerDayWords);

interface Props {
  readonly day: DayView;
  readonly categories: readonly Category[];
  /** The hours' sheets of thumbnails. */
  readonly film: readonly Sheet[];
  readonly sheets: PictureStore;
  readonly pictures: PictureStore;
}

/** One device's day: the timeline, and below it the same as pictures and tables. */
export function DeviceDay({ day, categories, film, sheets, pictures }: Props) {
  const [selection, setSelection] = useState<Interval | null>(null);
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
  const inCategories = useMemo(
    () => categoryShares(categorySums(day.windows, categories), categories),
    [day.windows, categories],
  );
  const sites = day.sites.map(({ site, ms }) => ({ key: site, name: site, colour: appColour(site), ms }));
  return (
    <>
      <section className="card timeline-card" aria-label={say('timeline')}>
        <div>
          <Timeline
            day={day}
            shots={marks}
            tall
            now={null}
            selection={selection}
            onSelect={setSelection}
            onOpenShot={(id) => setOpened(moments.findIndex(({ shots }) => shots.some((shot) => shot.id === id)))}
          />
        </div>
        <SumsPanel day={day} categories={categories} selection={selection} onClear={() => setSelection(null)} />
      </section>
      <section className="card" aria-labelledby="film-title">
        <div className="card-head">
          <h2 id="film-title">{say('screenshots')}</h2>
          <span className="quiet small">
            {day.removedShots > 0
              ? say('pictures-removed', { count: day.shots.length, removed: day.removedShots })
              : say('pictures', { count: day.shots.length })}
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
      <div className="day-columns">
        <section className="card" aria-labelledby="apps-title">
          <div className="card-head">
            <h2 id="apps-title">{say('apps')}</h2>
          </div>
          <SharesTable
            caption={say('apps-caption')}
            what={say('app')}
            shares={appShares(day)}
            empty={say('apps-none')}
          />
        </section>
        <section className="card" aria-labelledby="sites-title">
          <div className="card-head">
            <h2 id="sites-title">{say('sites')}</h2>
          </div>
          <SharesTable caption={say('sites-caption')} what={say('site')} shares={sites} empty={say('sites-none')} />
        </section>
        {categories.length > 0 && (
          <section className="card" aria-labelledby="categories-title">
            <div className="card-head">
              <h2 id="categories-title">{say('categories')}</h2>
              <span className="quiet small">{say('categories-about')}</span>
            </div>
            <SharesTable
              caption={say('categories-caption')}
              what={say('category')}
              shares={inCategories}
              empty={say('categories-none')}
            />
          </section>
        )}
        <div className="stack">
          <section className="card" aria-labelledby="counts-title">
            <div className="card-head">
              <h2 id="counts-title">{say('counts')}</h2>
              <span className="quiet small">{say('never-which')}</span>
            </div>
            <Totals {...day.totals} />
          </section>
          <section className="card" aria-labelledby="sensors-title">
            <div className="card-head">
              <h2 id="sensors-title">{say('sensors')}</h2>
            </div>
            <SensorList sensors={day.sensors} />
          </section>
        </div>
      </div>
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

/** Under which settings the records were made; of the last run that day. */
function DayFacts({ day }: { readonly day: DayView }) {
  const header = day.headers.at(-1);
  if (header === undefined) return null;
  const facts = [
    `${header.os.name} ${header.os.version}`,
    say('monitors', { count: header.monitors.length }),
    `Plainsight ${header.appVersion}`,
    say('shot-every', { length: durationText(header.shotIntervalMs) }),
    say('idle-after', { length: durationText(header.idleAfterMs) }),
    ...(header.consentGiven === 'tour' ? [say('by-tour')] : []),
  ];
  return <p className="quiet small">{facts.join(' · ')}</p>;
}
