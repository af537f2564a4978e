import { useEffect, useRef, useState } from 'react';
import type { Day } from '../../../core/ids.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { addDays } from '../../parts/calendar/calendar-month.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { dayText } from '../../parts/formats.ts';
import type { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { ArrowMark } from '../../parts/timeline/marks.tsx';
import { useQuery } from '../../parts/use-query.ts';
import { OwnEntriesCard } from '../entries/own-entries-card.tsx';
import type { EmployeeConnection } from '../frame/page-props.ts';
import { tMyData as t } from '../messages.ts';
import { DeleteShot } from '../today/delete-shot.tsx';
import { OwnShotViewer, OwnTimeline, useOwnShots } from '../today/own-shots.tsx';
import { DataPictures } from './data-pictures.tsx';
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
  const title = useRef<HTMLHeadingElement>(null);
  const [start, end] = [span?.start, span?.end];
  // A hit of the search, or a link to a moment, leads to the day's title and selects what it is about.
  useEffect(() => {
    if (start === undefined || end === undefined) return;
    setSelection({ start, end });
    title.current?.focus();
    title.current?.scrollIntoView({ block: 'start' });
  }, [start, end]);

  const own = useOwnShots(shots.value);
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
            <Button onClick={() => onGo(addDays(day, -1))}>
              <ArrowMark to="left" /> {t('day-before')}
            </Button>
            <Button disabled={day >= today} onClick={() => onGo(addDays(day, 1))}>
              {t('day-after')} <ArrowMark to="right" />
            </Button>
          </span>
        </div>
        <ProblemNotice problem={view.problem} onRetry={view.again} />
        {view.value === null && view.problem === null && (
          <>
            <span className="skeleton taller" />
            <p className="only-heard" role="status">
              {t('day-asked')}
            </p>
            {view.isSlow && <p className="quiet">{t('day-slow')}</p>}
          </>
        )}
        {view.value !== null && (
          <OwnTimeline
            day={view.value}
            own={own}
            now={now}
            selection={selection}
            onSelect={setSelection}
            empty={t('day-empty')}
          />
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
            onOpen={own.open}
          />
        </>
      )}
      {view.value !== null && (
        <OwnShotViewer
          own={own}
          zone={view.value.zone}
          store={store}
          actions={(id) => <DeleteShot client={client} id={id} onDone={refresh} />}
        />
      )}
    </article>
  );
}
