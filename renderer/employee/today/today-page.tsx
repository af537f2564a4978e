import { useEffect, useMemo, useState } from 'react';
import type { ShotId } from '../../../core/ids.ts';
import { dayOf, zoneSchema } from '../../../core/time/calendar.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { dayText } from '../../parts/formats.ts';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { useQuery } from '../../parts/use-query.ts';
import { DeviceNotice } from '../frame/device-notice.tsx';
import { LastDayNotice } from '../frame/last-day-notice.tsx';
import { LeaveOutNotice, useLeaveOut } from '../leave-out/leave-out.tsx';
import type { LookProps } from '../looks/look-props.ts';
import { NewLooksCard } from '../looks/new-looks-card.tsx';
import { MaskDialog } from '../mask/mask-dialog.tsx';
import { tToday as t, tShell } from '../messages.ts';
import { WorkCard } from '../timesheet/work-card.tsx';
import { AnswerCard } from './answer-card.tsx';
import { DeleteShot } from './delete-shot.tsx';
import { DeleteSpan } from './delete-span.tsx';
import { IdleQuestion } from './idle-question.tsx';
import { OwnShotViewer, OwnTimeline, useOwnShots } from './own-shots.tsx';
import { ShotToast } from './shot-toast.tsx';
import { ShotsCard } from './shots-card.tsx';
import { TodaySkeletonCard } from './today-skeleton.tsx';
import { TodayTables } from './today-tables.tsx';

const growEveryMs = 15_000;

/** While something is recorded a day grows without any change to tell of: one window stays in use. */
function useGrowing(isRecording: boolean, again: () => void): void {
  useEffect(() => {
    if (!isRecording) return;
    const timer = setInterval(() => document.visibilityState === 'visible' && again(), growEveryMs);
    return () => clearInterval(timer);
  }, [isRecording, again]);
}

/** "What is being recorded, and is that all right?" */
export function TodayPage(page: LookProps) {
  const { connection, status, now, isKnown } = page;
  const { client, onChange } = connection;
  const today = useQuery('today', () => client.today({}), onChange, 2000);
  const shots = useQuery('shots', () => client.shots({}), onChange);
  const isRecording = status.recording === 'on' || status.recording === 'partly';
  useGrowing(isRecording, today.again);
  const isCounting = status.purposes.some(({ purpose, state }) => purpose === 'input-counts' && state === 'recording');
  const work = useQuery(status.timesheets === 'none' ? null : 'work', () => client.work({}), onChange);
  const store = useMemo(() => new PictureStore((id) => client.picture({ id })), [client]);
  useEffect(() => () => store.close(), [store]);
  const [selection, setSelection] = useState<Interval | null>(null);
  const [deleting, setDeleting] = useState<Interval | null>(null);
  const [covering, setCovering] = useState<ShotId | null>(null);
  const [pictures, setPictures] = useState(0);
  const own = useOwnShots(shots.value);
  const refresh = () => {
    page.refresh();
    shots.again();
    today.again();
  };

  const leaveOut = useLeaveOut(client, refresh);

  return (
    <>
      <PageHead
        title={tShell('page-today')}
        about={`${dayText(dayOf(now, zoneSchema.parse(status.zone)))} · ${status.zone}`}
      />
      {status.problems.map((each) => (
        <ProblemNotice key={JSON.stringify(each)} problem={each} />
      ))}
      <LastDayNotice status={status} />
      <DeviceNotice device={status.device} />
      <AnswerCard {...page} refresh={refresh} />
      <NewLooksCard {...page} />
      {work.value !== null && (
        <WorkCard client={client} work={work.value} zone={status.zone} now={now} span={selection} onDone={work.again} />
      )}
      <IdleQuestion client={client} status={status} shots={shots.value ?? []} now={now} onDone={refresh} />
      <section className="card" aria-label={t('timeline')}>
        {today.problem !== null && isKnown && <ProblemNotice problem={today.problem} onRetry={today.again} />}
        {today.value === null && today.problem === null && <TodaySkeletonCard isSlow={today.isSlow} />}
        {today.value !== null && (
          <OwnTimeline
            day={today.value}
            own={own}
            now={now}
            selection={selection}
            onSelect={setSelection}
            onDelete={setDeleting}
            yoursFrom={status.deletableFrom}
            leaveOut={leaveOut}
            empty={t('nothing-today')}
          />
        )}
        <LeaveOutNotice leaveOut={leaveOut} />
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
          onOpen={own.open}
          onCover={setCovering}
          onDone={refresh}
        />
        {today.value !== null && today.value.first !== null && (
          <TodayTables client={client} day={today.value} isCounting={isCounting} />
        )}
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
      <OwnShotViewer
        own={own}
        zone={status.zone}
        store={store}
        actions={(id) => (
          <span className="row wrap">
            <DeleteShot client={client} id={id} onDone={refresh} />
            <Button
              onClick={() => {
                own.open(null);
                setCovering(id);
              }}
            >
              {t('cover')}
            </Button>
          </span>
        )}
      />
    </>
  );
}
