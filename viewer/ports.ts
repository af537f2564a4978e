import type { PrefixedStore } from '../bucket/object-store.ts';
import type { ActivityRecord } from '../core/day/activity.ts';
import type { ChainReport } from '../core/day/chain-report.ts';
import type { DaySummary, DeviceStatus } from '../core/day/summary.ts';
import type { DayView } from '../core/day/view.ts';
import type { Day, DeviceId, PersonId, RecordId } from '../core/ids.ts';
import type { Directory, DirectoryPerson } from '../core/organisation/access.ts';
import type { Answer, Answers, Reply } from '../core/organisation/answer.ts';
import type { ConfirmedDevice } from '../core/organisation/devices.ts';
import type { Organisation } from '../core/organisation/organisation.ts';
import type { AccessKind } from '../core/organisation/view-receipt.ts';
import type { Problem } from '../core/problem.ts';
import type { MonthTexts } from '../core/reports/month-texts.ts';
import type { Result } from '../core/result.ts';
import type { Instant } from '../core/time/interval.ts';
import type { IsoWeek } from '../core/time/iso-week.ts';
import type { Month } from '../core/time/month.ts';
import type { Timesheet } from '../core/timesheet/timesheet.ts';

/** What a receipt says beside who looks, at whom and when. */
export interface Look {
  readonly look: AccessKind;
  readonly day: Day;
  readonly to: Day;
  readonly reason: string;
  readonly detail: string | null;
}

/** A viewer's answer to a record of `day`. */
export type GivenAnswer = Pick<Answer, 'request' | 'day' | 'approved' | 'note'>;

/** A viewer's reply to a question in the records of `day`. */
export type GivenReply = Pick<Reply, 'request' | 'day' | 'text'>;

/** One device's day, checked before anything of it is shown. */
export interface DeviceDay {
  readonly device: DeviceId;
  readonly report: ChainReport;
  /** Null: it does not open, or cannot be read; `problem` says why. With both it is a part. */
  readonly records: readonly ActivityRecord[] | null;
  readonly view: DayView | null;
  readonly problem: Problem | null;
}

/** Devices with objects in the bucket: confirmed ones whose day it is, and the ids of all others. */
export interface RecordedOn {
  readonly devices: readonly ConfirmedDevice[];
  /** Their last day is before it. */
  readonly revoked: readonly DeviceId[];
  readonly unconfirmed: readonly DeviceId[];
}

export interface ReadDay {
  readonly devices: readonly DeviceDay[];
  /** Devices whose last day is before it. Nothing of theirs was fetched. */
  readonly revoked: readonly DeviceId[];
  /** Unconfirmed devices with objects in the day's folder. Nothing of theirs was fetched. */
  readonly unconfirmed: readonly DeviceId[];
}

export interface ReadDeviceStatuses {
  readonly statuses: readonly DeviceStatus[];
  /** Devices that wrote something of a day after their last one. */
  readonly revoked: readonly DeviceId[];
  readonly unconfirmed: readonly DeviceId[];
  /** Of devices whose status is altered, too large or gone: not among `statuses`. */
  readonly problems: readonly Problem[];
}

/** What a device laid together of a month. */
export interface ReadMonth {
  readonly days: readonly DaySummary[];
  /** Days that the organisation ordered to be erased and that stand in it all the same: nothing of them is told. */
  readonly notErased: readonly Day[];
}

/** A week that was handed in, checked, and what an answer to it names. */
export interface ReadTimesheet {
  readonly sheet: Timesheet;
  readonly ref: RecordId;
}

export interface ReadTimesheets {
  readonly sheets: readonly ReadTimesheet[];
  /** Of weeks that are altered, too large or older than was read before: not among `sheets`. */
  readonly problems: readonly Problem[];
}

/**
 * A viewer whose key is open: what the services of the manager's pages share. Whoever reads
 * anything of a person leaves a receipt with them first (`writeReceipt`), and reads nothing when
 * that fails. The two readers below do not check that it was done.
 */
export interface OpenViewer extends PrefixedStore {
  readonly now: () => Instant;
  /** What receipts call this viewer. */
  readonly name: string;
  /** The signed document of the organisation; read once while the key is open. */
  organisation(): Promise<Result<Organisation>>;
  /** Whose days may be opened; read once while the key is open. */
  directory(): Promise<Result<Directory>>;
  /** Problem code `no-access` for somebody who is not in the directory. */
  person(person: PersonId): Promise<Result<DirectoryPerson>>;
  /**
   * Seals a receipt to the person's devices; answers its time (UTC ms). Problem codes: `device-
   * none`, `receipt-refused`.
   */
  writeReceipt(person: DirectoryPerson, look: Look): Promise<Result<Instant>>;
  /** The days of which something is in the bucket and which this viewer may open, oldest first. */
  days(person: DirectoryPerson): Promise<Result<readonly Day[]>>;
  /**
   * Which devices have a key in the bucket of each day from the first to the last, both within: one listing a year. A day
   * without any is none.
   */
  recordedBetween(person: DirectoryPerson, from: Day, to: Day): Promise<Result<ReadonlyMap<Day, RecordedOn>>>;
  /** Every confirmed device's day, without pictures, and which others there are. */
  readDay(person: DirectoryPerson, day: Day): Promise<Result<ReadDay>>;
  /**
   * The summary that `device` wrote of `day`, or null when there is no key of it for that day (it
   * recorded nothing). Problem codes: `no-access`, `summary-missing` (a key and no summary),
   * `summary-altered`, those of the store.
   */
  summary(person: DirectoryPerson, device: ConfirmedDevice, day: Day): Promise<Result<DaySummary | null>>;
  /**
   * The summaries of closed days that `device` laid together of `month`: one request. None where nothing is there that
   * this viewer opens, where it is altered, or older than what was read before: the days themselves say the same. Fails
   * where the bucket does not answer at all.
   */
  monthSummaries(person: DirectoryPerson, device: ConfirmedDevice, month: Month): Promise<Result<ReadMonth>>;
  /**
   * What a search looks at of closed days, as `device` laid it together of `month`: one request. Null as `monthSummaries` has
   * none; the days are opened then. Nothing of a day that this viewer may not open, or that was erased.
   */
  monthTexts(person: DirectoryPerson, device: ConfirmedDevice, month: Month): Promise<Result<MonthTexts | null>>;
  /**
   * What each of the person's confirmed devices wrote last, its signature checked: one listing and
   * one request a device. One that was altered is named among `problems` and hides no other; a
   * store that cannot be asked fails the whole. One that is sealed to others alone, such as a
   * device's that was put away before access was given, is left out where another opens. Problem
   * codes: `no-access`, those of the store.
   */
  deviceStatuses(person: DirectoryPerson): Promise<Result<ReadDeviceStatuses>>;
  /**
   * The weeks that the person handed in and this viewer may read, of those that are listed at
   * `today`: the week of tomorrow and those before it (`weeksListed`). Problem codes: those of the
   * store.
   */
  timesheets(person: DirectoryPerson, today: Day): Promise<Result<ReadTimesheets>>;
  /**
   * The week as it was handed in last on that device. Problem codes: `timesheet-missing`,
   * `timesheet-altered`, `timesheet-outdated`, `timesheet-closed`, `timesheet-project-unknown`,
   * `device-unconfirmed`, those of the store.
   */
  timesheet(person: DirectoryPerson, device: DeviceId, week: IsoWeek): Promise<Result<ReadTimesheet>>;
  /** Answers of viewers to the person. What was opened once is cached while the key is open. */
  answers(person: DirectoryPerson): Promise<Result<Answers>>;
  /**
   * Signs an answer and seals it to the person's devices and to who may open its day. Problem
   * codes: `no-access`, `organisation-signature`, `answer-refused`, those of the store.
   */
  writeAnswer(person: DirectoryPerson, given: GivenAnswer): Promise<Result<Answer>>;
  /** The same for a reply in words. */
  writeReply(person: DirectoryPerson, given: GivenReply): Promise<Result<Reply>>;
}
