import { type ReactNode, useMemo, useState } from 'react';
import type { DayView } from '../../../core/day/view.ts';
import type { ShotId } from '../../../core/ids.ts';
import { dayBounds, zoneSchema } from '../../../core/time/calendar.ts';
import type { Interval } from '../../../core/time/interval.ts';
import type { ShotStatus } from '../../../ipc/employee.ts';
import { Button } from '../../parts/controls/button.tsx';
import { durationText, preciseTimeText } from '../../parts/formats.ts';
import type { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { momentsOf, type ShotMoment, shotNote } from '../../parts/screenshots/shot-moments.ts';
import { ShotViewer } from '../../parts/screenshots/shot-viewer.tsx';
import { sumsOf } from '../../parts/timeline/day-lookup.ts';
import { Timeline, type TimelineShot } from '../../parts/timeline/timeline.tsx';
import { inputFiguresOf } from '../../parts/totals/input-figures.ts';
import { type LeaveOut, LeaveOutMenu } from '../leave-out/leave-out.tsx';
import { choicesIn } from '../leave-out/leave-out-choices.ts';
import { tToday as t } from '../messages.ts';
import { LeavingLine } from './leaving-line.tsx';

/** The person's pictures of a day as its timeline and the viewer take them, and which of them is open. */
export interface OwnShots {
  readonly all: readonly ShotStatus[];
  readonly moments: readonly ShotMoment[];
  readonly marks: readonly TimelineShot[];
  /** The place of the open one among the moments; -1 for none. */
  readonly index: number;
  readonly open: (id: string | null) => void;
}

const none: readonly ShotStatus[] = [];
const looks = { hold: 'held', waiting: 'open', uploaded: 'solid', here: 'held' } as const;

export function useOwnShots(known: readonly ShotStatus[] | null): OwnShots {
  const all = known ?? none;
  const [opened, open] = useState<string | null>(null);
  const moments = useMemo(
    () => momentsOf(all.map((shot) => ({ ...shot, source: shot.id, note: shotNote(shot.covered, false) }))),
    [all],
  );
  const marks = useMemo(
    () => all.map(({ id, at, place }) => ({ id, at, look: looks[place] })).sort((a, b) => a.at - b.at),
    [all],
  );
  return { all, moments, marks, open, index: moments.findIndex(({ shots }) => shots.some(({ id }) => id === opened)) };
}

interface TimelineProps {
  readonly day: DayView;
  readonly own: OwnShots;
  readonly now: number;
  readonly selection: Interval | null;
  readonly onSelect: (span: Interval | null) => void;
  /** Given where what is selected may still be taken back. */
  readonly onDelete?: (span: Interval) => void;
  /** Since when all is still on this computer alone; null: nothing is. */
  readonly yoursFrom?: number | null;
  readonly leaveOut?: LeaveOut;
  /** What is said of a day without records. */
  readonly empty: string;
}

/** A day of the person's: its timeline, and the sums of what is selected on it. */
export function OwnTimeline(props: TimelineProps) {
  const { day, own, now, selection, onSelect, onDelete, yoursFrom = null, leaveOut, empty } = props;
  const { start, end } = dayBounds(day.day, zoneSchema.parse(day.zone));
  return (
    <>
      {day.first === null ? (
        <p className="quiet">{empty}</p>
      ) : (
        <Timeline
          day={day}
          shots={own.marks}
          tall={false}
          now={start <= now && now < end ? now : null}
          selection={selection}
          onSelect={onSelect}
          onOpenShot={own.open}
          over={
            yoursFrom === null
              ? undefined
              : (scale) => <LeavingLine at={yoursFrom} now={now} zone={day.zone} scale={scale} onSelect={onSelect} />
          }
        />
      )}
      {selection !== null && (
        <SelectionLine
          day={day}
          selection={selection}
          onDelete={onDelete && (() => onDelete(selection))}
          onClear={() => onSelect(null)}
          leaveOut={leaveOut}
        />
      )}
    </>
  );
}

interface SelectionProps {
  readonly day: DayView;
  readonly selection: Interval;
  /** Given where what is selected may still be taken back. */
  readonly onDelete: (() => void) | undefined;
  readonly onClear: () => void;
  /** Given where something of the selection can be left out from now on. */
  readonly leaveOut: LeaveOut | undefined;
}

/** The sums of what is selected on the timeline, in one line. */
function SelectionLine({ day, selection, onDelete, onClear, leaveOut }: SelectionProps) {
  const sums = sumsOf(day, selection);
  const has = inputFiguresOf(day);
  const input = durationText(sums.inputSeconds * 1_000);
  const time = (at: number) => preciseTimeText(at, day.zone);
  return (
    <div className="selection-line row wrap" data-testid="selection" aria-live="polite">
      <strong>
        {time(selection.start)}–{time(selection.end)}
      </strong>
      <span>
        {t(has.counts ? 'selection-sums' : 'selection-sums-input', {
          length: durationText(selection.end - selection.start),
          recorded: durationText(sums.recordedMs),
          keys: sums.keys,
          clicks: sums.clicks,
          input,
          shots: sums.shots,
        })}
        {has.counts && has.seconds && ` · ${t('selection-input', { input })}`}
      </span>
      <span className="row selection-acts">
        {onDelete !== undefined && <Button onClick={onDelete}>{t('delete-span')}</Button>}
        {leaveOut !== undefined && <LeaveOutMenu choices={choicesIn(day, selection)} leaveOut={leaveOut} />}
        <Button kind="bare" onClick={onClear}>
          {t('clear')}
        </Button>
      </span>
    </div>
  );
}

interface ViewerProps {
  readonly own: OwnShots;
  readonly zone: string;
  readonly store: PictureStore;
  /** What can be done about a picture that is on hold. */
  readonly actions: (id: ShotId) => ReactNode;
}

/** The open picture, if one is. */
export function OwnShotViewer({ own, zone, store, actions }: ViewerProps) {
  if (own.index < 0) return null;
  return (
    <ShotViewer
      moments={own.moments}
      index={own.index}
      zone={zone}
      store={store}
      onMove={(index) => own.open(own.moments[index]?.shots[0]?.id ?? null)}
      onClose={() => own.open(null)}
      actions={(id) => own.all.some((shot) => shot.id === id && shot.place === 'hold') && actions(id)}
    />
  );
}
