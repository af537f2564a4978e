import { useEffect, useMemo, useState } from 'react';
import type { ShotId } from '../../../core/ids.ts';
import { dayBounds, dayOf, zoneSchema } from '../../../core/time/calendar.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { dayText } from '../../parts/formats.ts';
import { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { momentsOf, shotNote } from '../../parts/screenshots/shot-moments.ts';
import { ShotViewer } from '../../parts/screenshots/shot-viewer.tsx';
import { Timeline, type TimelineShot } from '../../parts/timeline/timeline.tsx';
import { useQuery } from '../../parts/use-query.ts';
import { DeviceNotice } from '../frame/device-notice.tsx';
import { PageHead } from '../frame/page-head.tsx';
import type { PageProps } from '../frame/page-props.ts';
import { MaskDialog } from '../mask/mask-dialog.tsx';
import { tToday as t, tShell } from '../messages.ts';
import { AnswerCard } from './answer-card.tsx';
import { DeleteShot } from './delete-shot.tsx';
import { DeleteSpan } from './delete-span.tsx';
import { IdleQuestion } from './idle-question.tsx';
import { SelectionLine } from './selection-line.tsx';
import { ShotToast } from './shot-toast.tsx';
import { ShotsCard } from './shots-card.tsx';
import { TodaySkeletonCard } from './today-skeleton.tsx';
import { TodayTables } from './today-tables.tsx';

/** "What is being recorded, and is that all right?" */
export function TodayPage(page: PageProps) {
  const { connection, status, now, isKnown } = page;
  const { client, onChange } = connection;
  const today = useQuery('today', () => client.today({}), onChange, 2000);
  const shots = useQuery('shots', () => client.shots({}), onChange);
  const store = useMemo(() => new PictureStore((id) => client.picture({ id })), [client]);
  useEffect(() => () => store.close(), [store]);
  const [selection, setSelection] = useState<Interval | null>(null);
  const [deleting, setDeleting] = useState<Interval | null>(null);
  const [covering, setCovering] = useState<ShotId | null>(null);
  const [pictures, setPictures] = useState(0);
  const [opened, setOpened] = useState<string | null>(null);

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
    page.refresh();
    shots.again();
    today.again();
  };
  const bounds = today.value === null ? null : dayBounds(today.value.day, zoneSchema.parse(today.value.zone));
  const isToday = bounds !== null && bounds.start <= now && now < bounds.end;

  return (
    <>
      <PageHead title={tShell('page-today')}>
        {dayText(dayOf(now, zoneSchema.parse(status.zone)))} · {status.zone}
      </PageHead>
      {status.problems.map((each) => (
        <ProblemNotice key={JSON.stringify(each)} problem={each} />
      ))}
      <DeviceNotice device={status.device} />
      <AnswerCard {...page} refresh={refresh} />
      <IdleQuestion client={client} status={status} now={now} onDone={refresh} />
      <section className="card" aria-label={t('timeline')}>
        {today.problem !== null && isKnown && <ProblemNotice problem={today.problem} onRetry={today.again} />}
        {today.value === null && today.problem === null && <TodaySkeletonCard isSlow={today.isSlow} />}
        {today.value !== null && today.value.first === null && <p className="quiet">{t('nothing-today')}</p>}
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
          <SelectionLine
            day={today.value}
            selection={selection}
            onDelete={() => setDeleting(selection)}
            onClear={() => setSelection(null)}
          />
        )}
        {deleting !== null && (
          <DeleteSpan
            key={deleting.start}
            client={client}
            status={status}
            span={deleting}
            now={now}
            onDone={refresh}
            onClose={() => {
              setDeleting(null);
              setSelection(null);
            }}
          />
        )}
      </section>
      <div className="columns">
        <ShotsCard
          // Pictures that were covered are asked for again.
          key={pictures}
          client={client}
          shots={isKnown ? shots : { ...shots, problem: null }}
          store={store}
          now={now}
          zone={status.zone}
          heldFrom={status.idleQuestion?.start ?? null}
          onOpen={setOpened}
          onCover={setCovering}
          onDone={refresh}
        />
        {today.value !== null && today.value.first !== null && <TodayTables day={today.value} />}
      </div>
      <ShotToast client={client} status={status} onCover={setCovering} onDone={refresh} />
      {covering !== null && (
        <MaskDialog
          client={client}
          store={store}
          id={covering}
          at={shots.value?.find(({ id }) => id === covering)?.at ?? status.lastShot?.at ?? now}
          zone={status.zone}
          onClose={() => setCovering(null)}
          onCovered={(id) => {
            store.drop(id);
            setPictures(pictures + 1);
            setCovering(null);
            refresh();
          }}
        />
      )}
      {openedIndex >= 0 && (
        <ShotViewer
          moments={moments}
          index={openedIndex}
          zone={status.zone}
          store={store}
          onMove={(index) => setOpened(moments[index]?.shots[0]?.id ?? null)}
          onClose={() => setOpened(null)}
          actions={(id) =>
            shots.value?.some((shot) => shot.id === id && shot.place === 'hold') ? (
              <span className="row wrap">
                <DeleteShot client={client} id={id} onDone={refresh} />
                <button
                  type="button"
                  className="button"
                  onClick={() => {
                    setOpened(null);
                    setCovering(id);
                  }}
                >
                  {t('cover')}
                </button>
              </span>
            ) : null
          }
        />
      )}
    </>
  );
}

const looks = { hold: 'held', waiting: 'open', uploaded: 'solid' } as const;
