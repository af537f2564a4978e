import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { asksForAnswers } from '../../../core/day/day-time.ts';
import type { DayView } from '../../../core/day/view.ts';
import type { Day } from '../../../core/ids.ts';
import type { Interval } from '../../../core/time/interval.ts';
import type { ErasedSpan, KnownDay } from '../../../ipc/employee-data.ts';
import { addDays } from '../../parts/calendar/calendar-month.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { partOfDay } from '../../parts/day/day-part.ts';
import { StatesTable } from '../../parts/day/states-table.tsx';
import { WindowsTable } from '../../parts/day/windows-table.tsx';
import { dayText } from '../../parts/formats.ts';
import type { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { ArrowMark } from '../../parts/timeline/marks.tsx';
import { useQuery } from '../../parts/use-query.ts';
import { OwnEntriesCard } from '../entries/own-entries-card.tsx';
import type { EmployeeConnection } from '../frame/page-props.ts';
import { tMyData as t } from '../messages.ts';
import { SwitchRow } from '../settings/switch-row.tsx';
import { DeleteShot } from '../today/delete-shot.tsx';
import { OwnShotViewer, OwnTimeline, useOwnShots } from '../today/own-shots.tsx';
import { DataPictures } from './data-pictures.tsx';
import { DataTables } from './data-tables.tsx';
import { ErasedDayNote } from './keeping/erased-note.tsx';
import { KeptNote } from './keeping/kept-note.tsx';
import { SharedDayView } from './shared-day.tsx';

interface Props {
  readonly connection: EmployeeConnection;
  readonly day: Day;
  /** What the address points to within the day. */
  readonly span: Interval | null;
  readonly today: Day;
  readonly now: number;
  readonly store: PictureStore;
  readonly erased: readonly ErasedSpan[];
  /** Null: nothing of the day is on this computer. */
  readonly known: KnownDay | null;
  readonly onGo: (day: Day, span?: Interval | null) => void;
}

/** One day as it was recorded: what Today shows of today, and what the person said about it. */
export function DataDay({ connection, day, span, today, now, store, erased, known, onGo }: Props) {
  const { client, onChange } = connection;
  const view = useQuery(day, () => client.day({ day }), onChange, 5000);
  const shots = useQuery(day, () => client.shots({ day }), onChange, 5000);
  const asks = view.value !== null && asksForAnswers(view.value.entries);
  // The answers lie in the bucket: nothing is asked of it for a day of which nobody has to approve anything.
  const answers = useQuery(asks ? 'answers' : null, () => client.answers({}), null);
  const [selection, setSelection] = useState<Interval | null>(span);
  // The long table follows once there is time for it.
  const settled = useDeferredValue(selection);
  const [isShared, setShared] = useState(false);
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
        <div className="data-head">
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
        <ErasedDayNote day={day} erased={erased} />
        {known !== null && <KeptNote known={known} today={today} />}
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
        {view.value !== null && <SwitchRow label={t('as-manager')} isOn={isShared} onChange={setShared} />}
        {view.value !== null && !isShared && (
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
      {view.value !== null && isShared && (
        <SharedDayView connection={connection} day={day} answers={answers} store={store} />
      )}
      {view.value !== null && !isShared && (
        <>
          <OwnEntriesCard
            client={client}
            day={view.value}
            answers={answers}
            now={now}
            selection={selection}
            onSelect={setSelection}
            onDone={refresh}
          />
          {view.value.first !== null && <WindowsAndStates day={view.value} selection={settled} />}
          {view.value.first !== null && (
            <DataTables day={view.value} answers={asks ? (answers.value?.answers ?? null) : []} />
          )}
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

interface TablesProps {
  readonly day: DayView;
  readonly selection: Interval | null;
}

/** The manager's tables of the day, or of what is selected. */
function WindowsAndStates({ day, selection }: TablesProps) {
  const part = useMemo(() => partOfDay(day, selection, []), [day, selection]);
  return (
    <div className="day-tables">
      <WindowsTable part={part} />
      <StatesTable part={part} />
    </div>
  );
}
