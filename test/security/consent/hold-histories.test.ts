import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { DayKeeper } from '../../../agent/day/day-keeper.ts';
import { HoldTerms } from '../../../agent/policy/hold-terms.ts';
import type { Vault } from '../../../agent/vault/vault.ts';
import type { ConsentRecord } from '../../../core/consent/consent.ts';
import { type Terms, widens } from '../../../core/consent/terms.ts';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import type { ShotId } from '../../../core/ids.ts';
import type { Purpose } from '../../../core/organisation/purpose.ts';
import { reason } from '../../../core/reason.ts';
import { unwrap } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { type KeyPair, newKeyPair } from '../../../seal/age.ts';
import { keeperOf } from '../../fixtures/agent/keepers.ts';
import { countsAt, openVault, sheetsOf, shotId } from '../../fixtures/agent/vaults.ts';
import { decision, termsFor } from '../../fixtures/consent/consents.ts';
import { manualAt } from '../../fixtures/day/entries.ts';
import { noon, purpose } from './hold-scene.ts';

/** What is on hold leaves when the terms under which it was recorded say so, whatever is published later. */

type Step =
  | { readonly do: 'publish'; readonly hold: number }
  | { readonly do: 'read'; readonly purpose: Purpose }
  | { readonly do: 'record'; readonly purpose: Purpose; readonly count: number }
  | { readonly do: 'pass' | 'jump'; readonly ms: number }
  | { readonly do: 'remove'; readonly ms: number }
  | { readonly do: 'cut' | 'shoot' | 'enter' | 'restart' | 'advance' };
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('publish' as const), hold: fc.constantFrom(0, 1, 10, 60, 300) }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('read' as const), purpose }) },
  {
    weight: 6,
    arbitrary: fc.record({ do: fc.constant('record' as const), purpose, count: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(40 * minuteMs) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('jump' as const),
      ms: fc.integer({ min: -3 * hourMs, max: 3 * hourMs }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('remove' as const), ms: fc.nat(20 * minuteMs) }) },
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constantFrom('cut', 'cut', 'shoot', 'shoot', 'enter', 'restart', 'advance', 'advance', 'advance'),
    }),
  },
);

/** A computer without sensors: its ledger, what is published, what waits in memory, and the real keeper on a real vault. */
class Machine {
  readonly #folder: string;
  readonly #employee: KeyPair;
  #vault: Vault;
  #keeper: DayKeeper;
  #hold: HoldTerms;
  #now = noon;
  #holdMs = 10 * minuteMs;
  #ledger: ConsentRecord[] = [];
  #memory: ActivityRecord[] = [];
  #serial = 0;
  #question: number | null = null;
  /** Until when each record and picture has to stay, by an account of its own. */
  readonly #due = new Map<string, number>();
  readonly #seen = new Set<number>();
  left = 0;

  private constructor(vault: Vault, keeper: DayKeeper, employee: KeyPair) {
    this.#vault = vault;
    this.#folder = vault.folder;
    this.#keeper = keeper;
    this.#employee = employee;
    this.#hold = this.#newHold();
  }

  static async make(): Promise<Machine> {
    const vault = openVault();
    const employee = await newKeyPair();
    const machine = new Machine(vault, await keeperOf(vault, { employee }), employee);
    await machine.#open(vault);
    return machine;
  }

  #newHold(): HoldTerms {
    return new HoldTerms({
      ledger: () => this.#ledger,
      terms: (each) => this.#asked(each),
      holdMs: () => this.#holdMs,
    });
  }

  async #open(vault: Vault): Promise<void> {
    this.#vault = vault;
    this.#hold = this.#newHold();
    this.#keeper = await keeperOf(vault, {
      employee: this.#employee,
      holdMs: () => this.#hold.of([], this.#now),
      heldFrom: () => this.#question,
    });
  }

  #asked(each: Purpose): Terms {
    return termsFor(each, { holdMs: this.#holdMs });
  }

  #read(each: Purpose): Terms | null {
    return this.#ledger.findLast((entry) => entry.purpose === each)?.terms ?? null;
  }

  #mayRecord(each: Purpose): boolean {
    const read = this.#read(each);
    return read !== null && !widens(read, this.#asked(each));
  }

  /** What was published takes effect only after what is in memory has noted what held. */
  #change(mutate: () => void): void {
    this.#hold.note(this.#now);
    mutate();
  }

  async act(what: Step): Promise<void> {
    const at = this.#now;
    switch (what.do) {
      case 'publish':
        this.#change(() => {
          this.#holdMs = what.hold * minuteMs;
          for (const each of ['apps', 'presence', 'input-counts', 'screenshots'] as const)
            if (this.#mayRecord(each)) this.#say(each);
        });
        return;
      case 'read':
        this.#change(() => this.#say(what.purpose));
        return;
      case 'record':
        if (this.#mayRecord(what.purpose))
          for (let count = 0; count < what.count; count++) this.#record(what.purpose, this.#read(what.purpose));
        return;
      case 'pass':
      case 'jump':
        this.#now = Math.max(noon - 6 * hourMs, this.#now + what.ms);
        return;
      case 'cut':
        return this.#cut();
      case 'shoot':
        if (this.#mayRecord('screenshots')) await this.#shoot();
        return;
      case 'enter': {
        const entry = manualAt(at, at + 1 + this.#serial++, { at });
        this.#due.set(nameOf(entry), at + this.#holdMs);
        unwrap(await this.#keeper.keepEntry(this.#keeper.dayOf(noon), entry, at));
        return;
      }
      case 'remove':
        unwrap(await this.#keeper.removeSpan({ start: at - what.ms, end: at }, at));
        return;
      case 'restart':
        this.#memory = [];
        this.#vault.close();
        await this.#open(openVault(this.#folder));
        return;
      case 'advance':
        return this.advance();
    }
  }

  #say(each: Purpose): void {
    this.#ledger = [...this.#ledger, { ...decision(each, true, this.#now), terms: this.#asked(each) }];
  }

  #record(each: Purpose, read: Terms | null): void {
    const serial = ++this.#serial;
    const start = this.#now;
    const record: ActivityRecord =
      each === 'apps'
        ? {
            kind: 'window',
            start,
            end: start + 1,
            appId: `app ${serial}`,
            appName: null,
            title: null,
            site: null,
            withheld: null,
          }
        : each === 'presence'
          ? {
              kind: 'state',
              start,
              end: start + 1,
              state: 'active',
              reason: reason('x-server-no-screen', { number: serial }),
            }
          : countsAt(start, serial);
    this.#due.set(nameOf(record), start + (read?.holdMs ?? 0));
    this.#memory.push(record);
  }

  async #cut(): Promise<void> {
    const at = this.#now;
    const batch = this.#memory;
    this.#memory = [];
    const releaseAt = at + this.#hold.ofRecords(batch, at);
    this.#hold.forget();
    this.#hold.note(at);
    unwrap(await this.#keeper.keep(this.#keeper.dayOf(noon), batch, at, releaseAt));
  }

  async #shoot(): Promise<void> {
    const at = this.#now;
    const id: ShotId = shotId(++this.#serial);
    const holdMs = this.#hold.of(['screenshots'], at);
    this.#due.set(id, at + (this.#read('screenshots')?.holdMs ?? 0));
    const shot = { at, id, monitor: 'one', width: 4, height: 4, sameAs: null, covered: 0, webp: new Uint8Array([1]) };
    unwrap(await this.#keeper.keepShot({ ...shot, holdMs }));
  }

  /** What may leave now does, and nothing of it is early. */
  async advance(): Promise<void> {
    unwrap(await this.#keeper.advance(this.#now, 0));
    await sheetsOf(this.#vault, this.#keeper, () => this.#now).make();
    unwrap(await this.#keeper.advance(this.#now, 0));
    for (const { day } of this.#vault.openDays()) {
      for (const segment of this.#vault.segments(day)) {
        if (this.#seen.has(segment.id)) continue;
        this.#seen.add(segment.id);
        for (const record of unwrap(await this.#keeper.recordsIn(day, [segment]))) this.#check(nameOf(record));
      }
      for (const { id, linked, shot_id } of this.#vault.shots(day)) {
        if (linked === 0 || this.#seen.has(id)) continue;
        this.#seen.add(id);
        this.#check(String(shot_id));
      }
    }
  }

  #check(name: string): void {
    const due = this.#due.get(name);
    if (due === undefined) return;
    this.left++;
    expect(this.#now).toBeGreaterThanOrEqual(due);
  }
}

function nameOf(record: ActivityRecord): string {
  switch (record.kind) {
    case 'window':
      return `window ${record.appId}`;
    case 'state':
      return `state ${record.reason}`;
    case 'counts':
      return `counts ${record.keys}`;
    case 'manual':
      return `manual ${record.start} ${record.end}`;
    default:
      return record.kind;
  }
}

it('leaves never before the terms of its recording say so, over any history of published holds, readings, clocks, deletions and crashes', async () => {
  let left = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 40 }), async (steps) => {
      const machine = await Machine.make();
      for (const each of ['apps', 'presence', 'input-counts', 'screenshots'] as const)
        await machine.act({ do: 'read', purpose: each });
      for (const each of steps) await machine.act(each);
      await machine.advance();
      left += machine.left;
    }),
    { numRuns: 60, seed: 4, interruptAfterTimeLimit: 90_000 },
  );
  // The histories are worth something only where things do leave.
  expect(left).toBeGreaterThan(50);
});
