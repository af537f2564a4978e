import fc from 'fast-check';
import { expect, vi } from 'vitest';
import { ConsentDecisions } from '../../../agent/consent/consent-decisions.ts';
import { readPause, writePause } from '../../../agent/policy/pause.ts';
import type { Vault } from '../../../agent/vault/vault.ts';
import { hashOfTerms, termsOf } from '../../../core/consent/terms.ts';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import type { Organisation } from '../../../core/organisation/organisation.ts';
import { type Purpose, recordedPurposes as purposes } from '../../../core/organisation/purpose.ts';
import { unwrap } from '../../../core/result.ts';
import { minuteMs } from '../../../core/time/calendar.ts';
import { type WorkingHours, weekdays } from '../../../core/time/working-hours.ts';
import { taken } from '../../fixtures/agent/signs.ts';
import { type Asked, ConsentAccount } from '../../fixtures/consent/consent-account.ts';
import type { LedgerPlace } from '../../fixtures/consent/ledgers.ts';
import { Recording } from '../../fixtures/day/recordings.ts';
import { bucket } from '../../fixtures/organisation/offices.ts';

/**
 * No record exists for a purpose and an instant that the ledger did not allow at that instant, over any history of enrolling, notices that
 * change, yes and no, pauses, working hours, locks, sleep, a sign that is taken away or tells of less, a clock that jumps, and crashes. Gate,
 * conductor, recorder, sign keeper, ledger and vault are the real ones; what is allowed is judged by an account that shares nothing with them.
 */
export const storage = { host: 'bucket.example', bucket: 'plainsight' };
export const dayStart = Date.parse('2026-06-01T00:00:00Z');
export const start = dayStart + 8 * 60 * minuteMs;

/** Working hours from least to most: none, all of the day in which a history plays, always. */
export const hoursBy: readonly (WorkingHours | null)[] = [
  weekdays.map((weekday) => ({ weekday, spans: [] })),
  weekdays.map((weekday) => ({ weekday, spans: [{ from: 0, to: 1380 }] })),
  null,
];
export const workingTimes = [() => false, null, null];

export type Step =
  | { readonly do: 'yes'; readonly purpose: Purpose; readonly isStale: boolean }
  | { readonly do: 'no'; readonly purpose: Purpose }
  | { readonly do: 'ask'; readonly purpose: Purpose; readonly asked: Omit<Asked, 'hours'> | null }
  | { readonly do: 'hours'; readonly level: number }
  | { readonly do: 'pause'; readonly ms: number | null }
  | { readonly do: 'lock' | 'suspend'; readonly on: boolean }
  | { readonly do: 'sign'; readonly tells: 'nothing' | 'all' | readonly Purpose[] }
  | { readonly do: 'no-to-all' | 'resume' | 'focus' | 'type' }
  | { readonly do: 'idle'; readonly ms: number };

export const purpose = fc.constantFrom(...purposes);
export const on = fc.boolean();
export const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('yes' as const),
      purpose,
      isStale: fc.integer({ min: 0, max: 9 }).map((n) => n === 0),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('no' as const), purpose }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      purpose,
      asked: fc.option(
        fc.record({
          basis: fc.constantFrom('consent' as const, 'consent' as const, 'legitimate-interests' as const),
          why: fc.constantFrom(0, 0, 0, 1),
          kept: fc.integer({ min: 1, max: 4 }),
        }),
        { freq: 6 },
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('hours' as const), level: fc.constantFrom(0, 1, 2, 2) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pause' as const), ms: fc.option(fc.nat(120_000)) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('lock' as const, 'suspend' as const), on }) },
  {
    weight: 7,
    arbitrary: fc.record({
      do: fc.constantFrom('resume', 'resume', 'focus', 'focus', 'type', 'type', 'type', 'no-to-all'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('sign' as const),
      tells: fc.oneof(
        fc.constantFrom('nothing' as const, 'all' as const, 'all' as const),
        fc.subarray([...purposes], { minLength: 1 }),
      ),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('idle' as const), ms: fc.nat(200_000) }) },
);

/** What is done in one turn, and what time does after it. */
export const turn = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 3 }),
  after: fc.oneof(
    { weight: 8, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.nat(40_000) }) },
    {
      weight: 1,
      arbitrary: fc.record({ do: fc.constant('jump' as const), ms: fc.integer({ min: -600_000, max: 600_000 }) }),
    },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('crash' as const), ms: fc.nat(60_000) }) },
  ),
});
export const history = fc.record({
  enrolAfter: fc.nat(2),
  agreed: fc.subarray([...purposes], { minLength: 1, maxLength: 3 }),
  turns: fc.array(turn, { minLength: 4, maxLength: 10 }),
});

/** A person's computer: what runs on it, what it keeps, and what is asked of it. */
export class Computer {
  readonly kept: ActivityRecord[] = [];
  readonly account = new ConsentAccount(workingTimes);
  readonly #place: LedgerPlace;
  #organisation: Organisation;
  #hours = 2;
  #running: { vault: Vault; recording: Recording; decisions: ConsentDecisions } | null = null;
  #serial = 0;

  constructor(place: LedgerPlace) {
    this.#place = place;
    this.#organisation = place.document;
    const asked: Asked = { basis: 'consent', why: 0, kept: 3, hours: this.#hours };
    for (const each of purposes) {
      this.account.asked.set(each, asked);
      this.#publish(each, asked);
    }
  }

  async start(): Promise<void> {
    const { vault, ledger } = await this.#place.open();
    expect(ledger.problem).toBeNull();
    const recording = new Recording({
      ledger: () => ledger.records,
      terms: (each) => termsOf(this.#organisation, each, storage),
      hours: () => this.#organisation.settings.hours,
    });
    const decisions = new ConsentDecisions({
      ledger,
      organisation: () => this.#organisation,
      enrolment: { ...this.#place.enrolment, bucket },
      storage,
      prefix: '',
      publicKey: this.#place.signing.publicKey,
      vault,
      clock: { now: () => Date.now() },
      change: (mutate) => recording.conductor.change(mutate),
      onWritten: () => {},
    });
    recording.gate.setPause(readPause(vault));
    await recording.conductor.start();
    await decisions.followOrganisation();
    this.#running = { vault, recording, decisions };
    Object.assign(this.account, { isEnrolled: true, isLocked: false, isSuspended: false, signTells: 'all' });
  }

  /** Power is lost: what is in memory is gone, what is on the disk stays. */
  crash(): void {
    if (this.#running === null) return;
    const { vault, recording } = this.#running;
    vi.clearAllTimers();
    this.kept.push(...recording.kept.map(({ record }) => record));
    vault.close();
    this.#running = null;
    this.account.isEnrolled = false;
  }

  async stop(): Promise<void> {
    await this.#running?.recording.conductor.stop();
    expect(this.#running?.recording.errors ?? []).toEqual([]);
    this.crash();
  }

  async act(what: Step): Promise<void> {
    const now = Date.now();
    if (this.#running === null) {
      // Nobody is asked before they are enrolled; the organisation may change its mind all the same.
      if (what.do === 'ask' || what.do === 'hours') this.#change(what, now);
      return;
    }
    const { recording, decisions } = this.#running;
    const { platform, conductor, gate } = recording;
    switch (what.do) {
      case 'yes': {
        const terms = termsOf(this.#organisation, what.purpose, storage);
        const notice = terms === null || what.isStale ? '0'.repeat(64) : hashOfTerms(terms);
        const said = decisions.set(what.purpose, true, 'page', notice);
        if (!what.isStale) this.account.say(what.purpose, true, now);
        expect((await said).ok).toBe(terms !== null && !what.isStale);
        return;
      }
      case 'no':
        this.account.say(what.purpose, false, now);
        unwrap(await decisions.set(what.purpose, false, 'page'));
        return;
      case 'no-to-all':
        for (const each of purposes) this.account.say(each, false, now);
        unwrap(await decisions.withdrawAll('page'));
        return;
      case 'ask':
      case 'hours': {
        let noted: Promise<unknown> | null = null;
        await conductor.change(() => {
          this.#change(what, now);
          noted = decisions.followOrganisation().then(unwrap);
        });
        await noted;
        return;
      }
      case 'pause':
        return this.#pause({ since: now, until: what.ms === null ? null : now + what.ms });
      case 'resume':
        return this.#pause(null);
      case 'lock':
        this.account.isLocked = what.on;
        return conductor.change(() => gate.setLocked(what.on));
      case 'suspend':
        this.account.isSuspended = what.on;
        return conductor.change(() => gate.setSuspended(what.on));
      case 'sign':
        this.account.signTells = what.tells;
        recording.sign.hinder(
          what.tells === 'all' ? null : what.tells === 'nothing' ? taken : { kind: 'shown', purposes: what.tells },
        );
        return;
      case 'focus':
        return platform.focus(`title ${this.#serial++}`, `app ${this.#serial % 3}`, 'https://example.com/');
      case 'type':
        return platform.type(1);
      case 'idle':
        platform.idleMs = what.ms;
        return;
    }
  }

  async #pause(pause: { since: number; until: number | null } | null): Promise<void> {
    this.account.pausedUntil = pause === null ? null : (pause.until ?? Number.POSITIVE_INFINITY);
    await this.#running?.recording.conductor.change(() => {
      this.#running?.recording.gate.setPause(pause);
      if (this.#running !== null) unwrap(writePause(this.#running.vault, pause));
    });
  }

  #change(what: Extract<Step, { do: 'ask' | 'hours' }>, now: number): void {
    if (what.do === 'hours') this.#hours = what.level;
    const changed = what.do === 'hours' ? purposes : [what.purpose];
    for (const each of changed) {
      const asked = what.do === 'ask' ? what.asked : (this.account.asked.get(each) ?? null);
      const whole = asked === null ? null : { ...asked, hours: this.#hours };
      this.account.ask(each, whole, now);
      this.#publish(each, whole);
    }
  }

  #publish(which: Purpose, asked: Asked | null): void {
    const { document } = this.#place;
    const before = document.purposes.find((each) => each.purpose === which);
    const others = this.#organisation.purposes.filter((each) => each.purpose !== which);
    const notice =
      asked === null || before === undefined
        ? []
        : [
            {
              ...before,
              basis: asked.basis,
              why: `Reason ${asked.why}.`,
              keptDays: { least: asked.kept, most: asked.kept + 5 },
            },
          ];
    const settings = { ...this.#organisation.settings, hours: hoursBy[this.#hours] ?? null };
    this.#organisation = { ...this.#organisation, settings, purposes: [...others, ...notice] };
  }
}

export function purposesOf(record: ActivityRecord): Purpose[] {
  if (record.kind === 'window')
    return [
      'apps',
      ...(record.title === null ? [] : (['titles'] as const)),
      ...(record.site === null ? [] : (['websites'] as const)),
    ];
  if (record.kind === 'counts') return ['input-counts'];
  if (record.kind === 'shot') return ['screenshots'];
  // That it was paused, locked or asleep is the one thing that is told of such a time.
  if (record.kind === 'state' && ['active', 'idle', 'unknown', 'call'].includes(record.state)) return ['presence'];
  return [];
}

export const runs = 300;
/** The same histories for everybody, so that what fails can be looked at again. Another number is a search for new ones. */
export const seed = 20_260_601;
