import { useEffect, useMemo, useState } from 'react';
import { dayBounds, zoneSchema } from '../../core/calendar.ts';

import type { Interval } from '../../core/interval.ts';
import type { EmployeeContract, EmployeeStatus } from '../../ipc/employee.ts';
import { dayText } from '../parts/formats.ts';
import { Notice } from '../parts/notice.tsx';
import { PictureStore } from '../parts/picture-store.ts';
import { momentsOf, shotNote } from '../parts/shot-moments.ts';
import { ShotViewer } from '../parts/shot-viewer.tsx';
import { Timeline, type TimelineShot } from '../parts/timeline.tsx';
import { type Asked, useCall } from '../parts/use-call.ts';
import type { Connection } from '../transport.ts';
import { AnswerCard } from './answer-card.tsx';
import { DeleteShot } from './delete-shot.tsx';
import { Purposes } from './purposes.tsx';
import { SelectionLine } from './selection-line.tsx';
import { ShotsCard } from './shots-card.tsx';
import { TodaySkeletonCard } from './today-skeleton.tsx';
import { TodayTables } from './today-tables.tsx';
import { TopBar } from './top-bar.tsx';
import { UploadsCard } from './uploads-card.tsx';
import { ViewsCard } from './views-card.tsx';

interface Props {
  readonly connection: Connection<EmployeeContract>;
  readonly status: Asked<EmployeeStatus>;
  readonly known: EmployeeStatus;
  readonly now: number;
}

/** "What is being recorded, and is that all right?" */
export function TodayPage({ connection, status, known, now }: Props) {
  const { client, onChange } = connection;
  const today = useCall('today', () => client.today({}), onChange, 2000);
  const shots = useCall('shots', () => client.shots({}), onChange);
  const store = useMemo(() => new PictureStore((id) => client.picture({ id })), [client]);
  useEffect(() => () => store.close(), [store]);
  const [selection, setSelection] = useState<Interval | null>(null);
  const [opened, setOpened] = useState<string | null>(null);
  const [choosing, setChoosing] = useState<'not-yet' | 'open' | 'done'>('not-yet');
  // The first yes must not carry the list away from under the person's hand: it stays until they are done.
  if (choosing === 'not-yet' && known.recording === 'off' && known.consentGiven === 'none') setChoosing('open');

  const moments = useMemo(
    () =>
      momentsOf((shots.value ?? []).map((shot) => ({ ...shot, source: shot.id, note: shotNote(shot.covered, false) }))),
    [shots.value],
  );
  const marks = useMemo(
    (): TimelineShot[] =>
      (shots.value ?? []).map(({ id, at, place }) => ({ id, at, look: looks[place] })).sort((a, b) => a.at - b.at),
    [shots.value],
  );
  const openedIndex = moments.findIndex(({ shots: each }) => each.some(({ id }) => id === opened));
  const refresh = () => {
    status.again();
    shots.again();
    today.again();
  };
  const bounds = today.value === null ? null : dayBounds(today.value.day, zoneSchema.parse(today.value.zone));
  const isToday = bounds !== null && bounds.start <= now && now < bounds.end;

  return (
    <div className="today" data-recording={status.problem === null ? known.recording : 'not-known'}>
      <TopBar
        day={today.value?.day ?? null}
        zone={known.zone}
        recording={status.problem === null ? known.recording : null}
      />
      <main className="stack">
        <h1 className="only-heard">Today{today.value === null ? '' : `, ${dayText(today.value.day)}`}</h1>
        {status.problem !== null && <Notice problem={status.problem} tone="danger" onRetry={status.again} />}
        {known.problems.map((each) => (
          <Notice key={each.code + each.what} problem={each} />
        ))}
        <AnswerCard client={client} status={known} now={now} isKnown={status.problem === null} onDone={refresh} />
        {choosing === 'open' && (
          <Purposes client={client} status={known} onDone={refresh} onClose={() => setChoosing('done')} />
        )}
        <section className="card" aria-label="Timeline">
          {today.problem !== null && status.problem === null && (
            <Notice problem={today.problem} onRetry={today.again} />
          )}
          {today.value === null && today.problem === null && <TodaySkeletonCard isSlow={today.isSlow} />}
          {today.value !== null && today.value.first === null && <p className="quiet">Nothing was recorded today.</p>}
          {today.value !== null && today.value.first !== null && (
            <Timeline
              day={today.value}
              shots={marks}
              tall={false}
              now={isToday ? now : null}
              selection={selection}
              onSelect={setSelection}
              onOpenShot={setOpened}
            />
          )}
          {today.value !== null && selection !== null && (
            <SelectionLine day={today.value} selection={selection} onClear={() => setSelection(null)} />
          )}
        </section>
        <div className="columns">
          <div className="stack">
            <ShotsCard
              client={client}
              shots={status.problem === null ? shots : { ...shots, problem: null }}
              store={store}
              now={now}
              zone={known.zone}
              onOpen={setOpened}
              onDone={refresh}
            />
            {today.value !== null && today.value.first !== null && <TodayTables day={today.value} />}
            <ViewsCard client={client} now={now} zone={known.zone} />
          </div>
          <div className="stack">
            {choosing !== 'open' && (
              <Purposes client={client} status={known} onDone={refresh} hasFocus={choosing === 'done'} />
            )}
            <UploadsCard
              client={client}
              onDone={refresh}
              status={known}
              now={now}
              sensors={today.value?.sensors ?? (today.problem === null ? null : 'unknown')}
            />
          </div>
        </div>
      </main>
      {openedIndex >= 0 && (
        <ShotViewer
          moments={moments}
          index={openedIndex}
          zone={known.zone}
          store={store}
          onMove={(index) => setOpened(moments[index]?.shots[0]?.id ?? null)}
          onClose={() => setOpened(null)}
          actions={(id) =>
            shots.value?.some((shot) => shot.id === id && shot.place === 'hold') ? (
              <DeleteShot client={client} id={id} onDone={refresh} />
            ) : null
          }
        />
      )}
    </div>
  );
}

const looks = { hold: 'held', waiting: 'open', uploaded: 'solid' } as const;
