import { useEffect, useMemo, useRef, useState } from 'react';
import type { Day } from '../../../core/ids.ts';
import { dayBounds, zoneSchema } from '../../../core/time/calendar.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { addDays } from '../../parts/calendar/calendar-month.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { dayText } from '../../parts/formats.ts';
import type { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { momentsOf, shotNote } from '../../parts/screenshots/shot-moments.ts';
import { ShotViewer } from '../../parts/screenshots/shot-viewer.tsx';
import { ArrowMark } from '../../parts/timeline/marks.tsx';
import { Timeline, type TimelineShot } from '../../parts/timeline/timeline.tsx';
import { useQuery } from '../../parts/use-query.ts';
import { OwnEntriesCard } from '../entries/own-entries-card.tsx';
import type { EmployeeConnection } from '../frame/page-props.ts';
import { tMyData as t } from '../messages.ts';
import { DeleteShot } from '../today/delete-shot.tsx';
import { DataPictures } from './data-pictures.tsx';
import { DataSelection } from './data-selection.tsx';
import { DataTables } from './data-tables.tsx';

interface Props {
  readonly connection: EmployeeConnection;
  readonly day: Day;
  /** What the address points to within the day. */
  readonly span: Interval | null;
  readonly today: Day;
  readonly now: number;
  readonly store: PictureStore;
  readonly onGo: (day: Day, span?: Interval | null) => void;
}

/** One day as it was recorded: what Today shows of today, and what the person said about it. */
export function DataDay({ connection, day, span, today, now, store, onGo }: Props) {
  const { client, onChange } = connection;
  const view = useQuery(day, () => client.day({ day }), onChange, 5000);
  const shots = useQuery(day, () => client.shots({ day }), onChange, 5000);
  const [selection, setSelection] = useState<Interval | null>(span);
  const [opened, setOpened] = useState<string | null>(null);
  const title = useRef<HTMLHeadingElement>(null);
  const [start, end] = [span?.start, span?.end];
  // A hit of the search, or a link to a moment, leads to the day's title and selects what it is about.
  useEffect(() => {
    if (start === undefined || end === undefined) return;
    setSelection({ start, end });
    title.current?.focus();
    title.current?.scrollIntoView({ block: 'start' });
  }, [start, end]);

  const pictures = shots.value;
  const moments = useMemo(
    () =>
      momentsOf((pictures ?? []).map((shot) => ({ ...shot, source: shot.id, note: shotNote(shot.covered, false) }))),
    [pictures],
  );
  const marks = useMemo(
    (): TimelineShot[] =>
      (pictures ?? []).map(({ id, at, place }) => ({ id, at, look: looks[place] })).sort((a, b) => a.at - b.at),
    [pictures],
  );
  const openedIndex = moments.findIndex(({ shots: each }) => each.some(({ id }) => id === opened));
  const bounds = view.value === null ? null : dayBounds(day, zoneSchema.parse(view.value.zone));
  const isToday = bounds !== null && bounds.start <= now && now < bounds.end;
  const refresh = () => {
    view.again();
    shots.again();
  };

  return (
    <article className="stack data-day" aria-labelledby="day-title">
      <section className="card" aria-labelledby="day-title">
        <div className="day-head">
          <h2 id="day-title" ref={title} tabIndex={-1} data-testid="day-title">
            {dayText(day)}
          </h2>
          <span className="row">
            <button type="button" className="button" onClick={() => onGo(addDays(day, -1))}>
              <ArrowMark to="left" /> {t('day-before')}
            </button>
            <button type="button" className="button" disabled={day >= today} onClick={() => onGo(addDays(day, 1))}>
              {t('day-after')} <ArrowMark to="right" />
            </button>
          </span>
        </div>
        {view.problem !== null && <ProblemNotice problem={view.problem} onRetry={view.again} />}
        {view.value === null && view.problem === null && (
          <>
            <span className="skeleton taller" />
            <p className="only-heard" role="status">
              {t('day-asked')}
            </p>
            {view.isSlow && <p className="quiet">{t('day-slow')}</p>}
          </>
        )}
        {view.value !== null && view.value.first === null && <p className="quiet">{t('day-empty')}</p>}
        {view.value !== null && view.value.first !== null && (
          <Timeline
            day={view.value}
            shots={marks}
            tall={false}
            now={isToday ? now : null}
            selection={selection}
            onSelect={setSelection}
            onOpenShot={setOpened}
          />
        )}
        {view.value !== null && selection !== null && (
          <DataSelection day={view.value} selection={selection} onClear={() => setSelection(null)} />
        )}
      </section>
      {view.value !== null && (
        <>
          <OwnEntriesCard
            client={client}
            day={view.value}
            now={now}
            selection={selection}
            onSelect={setSelection}
            onDone={refresh}
          />
          {view.value.first !== null && <DataTables day={view.value} />}
          <DataPictures
            shots={shots}
            removed={view.value.removedShots}
            zone={view.value.zone}
            store={store}
            onOpen={setOpened}
          />
        </>
      )}
      {openedIndex >= 0 && view.value !== null && (
        <ShotViewer
          moments={moments}
          index={openedIndex}
          zone={view.value.zone}
          store={store}
          onMove={(index) => setOpened(moments[index]?.shots[0]?.id ?? null)}
          onClose={() => setOpened(null)}
          actions={(id) =>
            pictures?.some((shot) => shot.id === id && shot.place === 'hold') ? (
              <DeleteShot client={client} id={id} onDone={refresh} />
            ) : null
          }
        />
      )}
    </article>
  );
}

const looks = { hold: 'held', waiting: 'open', uploaded: 'solid' } as const;
