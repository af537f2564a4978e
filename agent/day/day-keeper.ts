import { dayObjectKey, sheetName, shotName } from '../../bucket/layout.ts';
import type { ActivityRecord, OwnRecord, ShotRecord } from '../../core/day/activity.ts';
import type { Sign } from '../../core/day/chain.ts';
import type { Day, ShotId } from '../../core/ids.ts';
import type { KeyClass } from '../../core/organisation/retention.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { dayOf, nextDay, type Zone } from '../../core/time/calendar.ts';
import type { Instant, Interval } from '../../core/time/interval.ts';
import { Turns } from '../../core/turns.ts';
import { diskProblem } from '../../disk/durable-file.ts';
import { openWith, sealTo } from '../../seal/age.ts';
import { staleLink } from '../vault/object-addition.ts';
import { latestRelease, type ObjectRow } from '../vault/rows.ts';
import type { Vault } from '../vault/vault.ts';
import { DayChain } from './day-chain.ts';
import { DayKeys, type DayKeysOptions, sealBatch, unreadable } from './day-keys.ts';
import { recordsOfDay, recordsOfSegments } from './day-records.ts';
import { rollSegment } from './day-segment.ts';
import { deletableFrom, type RemovedSpan, removeSpan } from './span-removal.ts';

export interface DayKeeperOptions extends DayKeysOptions {
  readonly vault: Vault;
  readonly zone: Zone;
  readonly sign: Sign;
  /** The hold of what names none: the longest of any terms in force. */
  readonly holdMs: () => number;
  /** What was recorded since then stays: the person is being asked about it. Null: nothing. */
  readonly heldFrom?: (now: Instant) => Instant | null;
  /** Whether what is recorded of `day` stays on this computer for good. */
  readonly staysHere?: (day: Day) => boolean;
}

export interface TakenShot extends Omit<ShotRecord, 'kind'> {
  readonly webp: Uint8Array;
  /** How long it stays here alone, by the terms under which it was taken. */
  readonly holdMs?: number;
}

/**
 * Seals what the recorder and the camera deliver, day by day: makes each day's key, keeps the
 * journal, rolls it into segments, signs the chain, and closes days that are over. Its steps run
 * one after another.
 */
export class DayKeeper {
  readonly #options: DayKeeperOptions;
  readonly #keys: DayKeys;
  readonly #chain: DayChain;
  readonly #turns = new Turns();

  constructor(options: DayKeeperOptions) {
    this.#options = options;
    this.#keys = new DayKeys(options);
    this.#chain = new DayChain(options);
  }

  dayOf(at: Instant): Day {
    return dayOf(at, this.#options.zone);
  }

  get zone(): Zone {
    return this.#options.zone;
  }

  /**
   * Makes records durable, which stay here until `releaseAt`. When this answers ok they survive a
   * crash; when not, the caller still has them.
   */
  keep(
    day: Day,
    records: readonly ActivityRecord[],
    at: Instant,
    releaseAt: Instant = at + this.#options.holdMs(),
  ): Promise<Result<void>> {
    return this.#inTurn(async () => {
      if (records.length === 0) return ok(undefined);
      const open = this.#openDay(day);
      const key = await this.#keys.of(open, at);
      if (!key.ok) return key;
      const kept = this.#keepHere(open, day);
      if (!kept.ok) return kept;
      return this.#options.vault.appendJournal(open, at, releaseAt, await sealBatch(key.value, records));
    });
  }

  /**
   * Makes the person's own words about `day` durable, in that day and no other: a day that was
   * closed is opened again, by a link that vouches for nothing yet.
   */
  keepEntry(day: Day, record: OwnRecord, at: Instant, releaseAt = at + this.#options.holdMs()): Promise<Result<void>> {
    return this.#inTurn(async () => {
      const { vault, erasedOn } = this.#options;
      const on = erasedOn?.(day, 'days') ?? null;
      if (on !== null) return fail(problem('day-erased', { day, on }));
      const key = await this.#keys.of(day, at);
      if (!key.ok) return key;
      const kept = this.#keepHere(day, day);
      if (!kept.ok) return kept;
      const reopened = await this.#chain.reopen(day, at);
      if (!reopened.ok) return reopened;
      return vault.appendJournal(day, at, releaseAt, await sealBatch(key.value, [record]));
    });
  }

  /** Makes a picture durable. It stays on hold until its time is up. */
  keepShot(shot: TakenShot): Promise<Result<void>> {
    // Before its turn comes: terms that change meanwhile are not those under which it was taken.
    const releaseAt = shot.at + (shot.holdMs ?? this.#options.holdMs());
    return this.#inTurn(async () => {
      const day = this.#openDay(this.dayOf(shot.at), 'shots');
      const key = await this.#keys.ofPictures(day, shot.at);
      if (!key.ok) return key;
      const kept = this.#keepHere(day, this.dayOf(shot.at));
      if (!kept.ok) return kept;
      const { id, monitor, width, height, covered, at } = shot;
      return this.#options.vault.addObject({
        day,
        kind: 'shot',
        name: shotName(id),
        key: this.#keyOf(day, shotName(id)),
        sealed: await sealTo([key.value.recipient], shot.webp),
        at,
        releaseAt,
        shot: { id, monitor, width, height, covered },
      });
    });
  }

  /** Removes a picture that is still on hold. False when it is not there, or no longer on hold. */
  discardShot(id: ShotId): Promise<boolean> {
    return this.#options.vault.removeShot(id);
  }

  /** Makes the contact sheet of these pictures durable. The next link vouches for it. */
  keepSheet(day: Day, pictures: readonly ObjectRow[], webp: Uint8Array, at: Instant): Promise<Result<void>> {
    return this.#inTurn(async () => {
      const { vault } = this.#options;
      const key = await this.#keys.ofPictures(day, at);
      if (!key.ok) return key;
      const sheet = vault.day(day)?.next_sheet ?? 0;
      const name = sheetName(sheet);
      const sealed = await sealTo([key.value.recipient], webp);
      const object = {
        day,
        kind: 'sheet',
        name,
        key: this.#keyOf(day, name),
        sealed,
        at,
        releaseAt: latestRelease(at, pictures),
        sheet,
      } as const;
      return vault.sheets.add(object, pictures);
    });
  }

  /**
   * Moves days along at `now`: once the journal holds `segmentMs` of records that are past their
   * hold, these become a segment; what is past its hold gets a link, and days that are over are
   * closed. `all` makes a segment of everything that is past its hold, as at the end of a run; what
   * is not stays in the journal.
   */
  advance(now: Instant, segmentMs: number, all = false): Promise<Result<void>> {
    return this.#inTurn(async () => {
      const today = this.dayOf(now);
      let outcome: Result<void> = ok(undefined);
      for (const { day } of this.#options.vault.staying.moving()) {
        // A day that cannot be moved along does not stand in the way of the others.
        const moved = await this.#moveAlong(day, now, day < today, all ? 0 : segmentMs).catch((error) =>
          fail(this.#failed(error)),
        );
        if (outcome.ok && !moved.ok) outcome = moved;
      }
      return outcome;
    });
  }

  /** All records of a day that are on this machine, in the order in which they were written. */
  records(day: Day): Promise<Result<ActivityRecord[]>> {
    return this.#inTurn(async () => {
      const { vault } = this.#options;
      if (vault.day(day) === null) return ok([]);
      const key = await this.#keys.of(day, 0);
      return key.ok ? recordsOfDay(vault, day, key.value.identity) : key;
    });
  }

  /** The records of these segments, in order. Nothing waits: segments do not change. */
  async recordsIn(day: Day, segments: readonly ObjectRow[]): Promise<Result<ActivityRecord[]>> {
    const { vault } = this.#options;
    const key = await this.#inTurn(() => this.#keys.of(day, 0));
    if (!key.ok) return key;
    return recordsOfSegments(vault, segments, key.value.identity).catch((error) => fail(this.#failed(error)));
  }

  /** A picture as WebP, from this machine. */
  picture(day: Day, read: () => Promise<Uint8Array>): Promise<Result<Uint8Array>> {
    return this.#inTurn(async () => {
      const key = await this.#keys.ofKeptPictures(day);
      if (!key.ok) return key;
      const webp = await openWith(key.value.identity, await read());
      return webp === null ? fail(unreadable('picture')) : ok(webp);
    });
  }

  /** Puts what `edit` makes of a picture in its place, while it is on hold. */
  editPicture(
    day: Day,
    row: ObjectRow,
    edit: (webp: Uint8Array) => Promise<Result<Uint8Array>>,
  ): Promise<Result<null>> {
    return this.#inTurn(async () => {
      const key = await this.#keys.ofKeptPictures(day);
      if (!key.ok) return key;
      const webp = await openWith(key.value.identity, await this.#options.vault.read(row));
      if (webp === null) return fail(unreadable('picture'));
      const edited = await edit(webp);
      if (!edited.ok) return edited;
      return this.#options.vault.hold.replacePicture(row, await sealTo([key.value.recipient], edited.value));
    });
  }

  async #moveAlong(day: Day, now: Instant, over: boolean, segmentMs: number): Promise<Result<void>> {
    const { vault, heldFrom } = this.#options;
    const parts = {
      vault,
      keys: this.#keys,
      keyOf: (name: string) => this.#keyOf(day, name),
      heldFrom: heldFrom?.(now) ?? null,
    };
    const rolled = await rollSegment(parts, day, now, over ? 0 : segmentMs);
    if (!rolled.ok) return rolled;
    const linked = await this.#chain.extend(day, now, over);
    // A picture deleted in between: the next round signs anew.
    return !linked.ok && linked.problem.code === staleLink.code ? ok(undefined) : linked;
  }

  /** Erases on this computer what the organisation ordered to be erased. It can be asked again at any time. */
  eraseOrdered(): Promise<Result<void>> {
    return this.#inTurn(async () => {
      const { vault, erasedOn = () => null } = this.#options;
      this.#keys.forgetErased();
      return vault.erased.erase((day, keyClass) => erasedOn(day, keyClass) !== null);
    });
  }

  /** `day`, or the next that is neither closed nor erased: what comes late must not follow a final link. */
  #openDay(day: Day, keyClass: KeyClass = 'days'): Day {
    const { vault, erasedOn = () => null } = this.#options;
    let open = day;
    while (vault.day(open)?.closed === 1 || erasedOn(open, keyClass) !== null) open = nextDay(open);
    return open;
  }

  /** What an exception inside the vault means. */
  #failed(error: unknown) {
    const isSystems = error instanceof Error && 'code' in error && !(error instanceof RangeError);
    return isSystems ? diskProblem(error, this.#options.vault.folder) : unreadable('content');
  }

  /** Since when everything that was recorded is still here alone; null while nothing is. */
  deletableFrom(now: Instant): Instant | null {
    return deletableFrom(this.#options.vault, this.#options.zone, now);
  }

  /** Takes a span out of all that is on hold. What was in memory of it is durable already. */
  removeSpan(span: Interval, at: Instant): Promise<Result<RemovedSpan>> {
    const { vault, zone, holdMs } = this.#options;
    const releaseAt = at + holdMs();
    return this.#inTurn(() =>
      removeSpan({ vault, zone, keys: this.#keys, openDay: (day) => this.#openDay(day), releaseAt }, span, at),
    );
  }

  /** Before anything is written into `open` that is of `day`: a crash after it keeps too much here. */
  #keepHere(open: Day, day: Day): Result<void> {
    return this.#options.staysHere?.(day) === true ? this.#options.vault.staying.keep(open) : ok(undefined);
  }

  #keyOf(day: Day, name: string): string {
    const { prefix, person, device } = this.#options;
    return dayObjectKey(prefix, { person, day, device }, name);
  }

  #inTurn<T>(step: () => Promise<Result<T>>): Promise<Result<T>> {
    return this.#turns.take(step).catch((error) => fail(this.#failed(error)));
  }
}
