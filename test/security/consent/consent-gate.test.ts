import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Purpose, recordedPurposes as purposes } from '../../../core/organisation/purpose.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { taken } from '../../fixtures/agent/signs.ts';
import { Recording } from '../../fixtures/day/recordings.ts';
import { purposesOf } from './consent-histories.ts';

/**
 * Nothing is recorded for a purpose at an instant that the person had not agreed to at that instant, or had paused. The test keeps its
 * own account of what is allowed, by plain bookkeeping, and looks at every record that was kept.
 */
const start = Date.parse('2026-06-01T08:00:00Z');

type Step =
  | { readonly do: 'agree' | 'withdraw'; readonly purpose: Purpose }
  | {
      readonly do:
        | 'pause'
        | 'resume'
        | 'break-rules'
        | 'mend-rules'
        | 'suspend'
        | 'wake'
        | 'break-disk'
        | 'mend-disk'
        | 'take-sign'
        | 'leave-sign';
    }
  | { readonly do: 'focus' | 'type' }
  | { readonly do: 'pause-for' | 'idle' | 'sleep'; readonly ms: number };
const purpose = fc.constantFrom(...purposes);
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constantFrom('agree' as const, 'withdraw' as const), purpose }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constantFrom(
        'pause',
        'resume',
        'resume',
        'break-rules',
        'mend-rules',
        'suspend',
        'wake',
        'break-disk',
        'mend-disk',
        'take-sign',
        'leave-sign',
        'leave-sign',
      ),
    }),
  },
  { weight: 5, arbitrary: fc.record({ do: fc.constantFrom('focus' as const, 'type' as const) }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('pause-for' as const, 'idle' as const), ms: fc.nat(200_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('sleep' as const), ms: fc.integer({ min: 46_000, max: 400_000 }) }),
  },
);
/** `waits`: whether a change is awaited before the next step comes, or the next one comes in the same turn. */
const history = fc.array(fc.record({ step, afterMs: fc.nat(40_000), waits: fc.boolean() }), {
  minLength: 5,
  maxLength: 30,
});

/** For each purpose the time in which it was allowed; a span that is open ends at infinity. */
class Account {
  readonly allowed = new Map<Purpose, { start: number; end: number }[]>(purposes.map((each) => [each, []]));
  readonly #agreed = new Set<Purpose>();
  paused: number | null = null;
  rulesBroken = false;
  suspended = false;
  signTaken = false;

  decide(which: Purpose, agreed: boolean): void {
    if (agreed) this.#agreed.add(which);
    else this.#agreed.delete(which);
  }

  /** Opens and closes spans as it stands at `at`. */
  settle(at: number): void {
    for (const [which, spans] of this.allowed) {
      // A span that was to begin when a pause ends is judged anew.
      if ((spans.at(-1)?.start ?? 0) > at) spans.pop();
      const last = spans.at(-1);
      const from = Math.max(at, this.paused ?? at);
      const may = this.#agreed.has(which) && !this.rulesBroken && !this.suspended && !this.signTaken;
      const isOpen = last !== undefined && last.end === Number.POSITIVE_INFINITY;
      if (isOpen && (!may || from > at)) last.end = at;
      if (may && from < Number.POSITIVE_INFINITY && !(isOpen && from === at))
        spans.push({ start: from, end: Number.POSITIVE_INFINITY });
    }
  }

  covers(which: Purpose, span: Interval): boolean {
    const spans = this.allowed.get(which) ?? [];
    return spans.some((each) => each.start <= span.start && span.end <= each.end + 1);
  }
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

it('keeps no record of a time and purpose that were not allowed, over any history', async () => {
  let seen = 0;
  await fc.assert(
    fc.asyncProperty(history, async (steps) => {
      vi.setSystemTime(start);
      const recording = new Recording();
      const account = new Account();
      await recording.conductor.start();
      // From full consent on, so that there is much to be taken away.
      for (const each of purposes) account.decide(each, true);
      await recording.agree();
      account.settle(start);
      let serial = 0;
      for (const { step: what, afterMs, waits } of steps) {
        const now = Date.now();
        if (account.paused !== null && account.paused <= now) account.paused = null;
        const done = act(recording, account, what, now, () => serial++);
        account.settle(now);
        if (waits) await done;
        if (what.do === 'sleep') vi.setSystemTime(now + what.ms);
        await vi.advanceTimersByTimeAsync(waits ? afterMs : 0);
        await done;
      }
      recording.diskIsFull = false;
      await recording.conductor.stop();
      expect(recording.errors).toEqual([]);
      for (const { record } of recording.kept) {
        const span = 'start' in record ? record : { start: record.at, end: record.at };
        for (const which of purposesOf(record)) {
          seen++;
          expect(
            account.covers(which, span),
            `${which} ${JSON.stringify(record)} ${JSON.stringify(account.allowed.get(which))}`,
          ).toBe(true);
        }
      }
    }),
    { numRuns: 150 },
  );
  // The property is about something: records were made.
  expect(seen).toBeGreaterThan(500);
});

async function act(
  recording: Recording,
  account: Account,
  what: Step,
  now: number,
  serial: () => number,
): Promise<void> {
  const { platform, conductor, gate } = recording;
  switch (what.do) {
    case 'agree':
      account.decide(what.purpose, true);
      return recording.agree(what.purpose);
    case 'withdraw':
      account.decide(what.purpose, false);
      return recording.withdraw(what.purpose);
    case 'pause':
      account.paused = Number.POSITIVE_INFINITY;
      return recording.pause();
    case 'pause-for':
      account.paused = now + what.ms;
      return recording.pause(now + what.ms);
    case 'resume':
      account.paused = null;
      return recording.resume();
    case 'break-rules':
    case 'mend-rules':
      account.rulesBroken = what.do === 'break-rules';
      return conductor.change(() => gate.setSettingsValid(what.do === 'mend-rules'));
    case 'suspend':
    case 'wake':
      account.suspended = what.do === 'suspend';
      return conductor.change(() => gate.setSuspended(what.do === 'suspend'));
    case 'take-sign':
    case 'leave-sign':
      account.signTaken = what.do === 'take-sign';
      recording.sign.hinder(account.signTaken ? taken : null);
      return;
    case 'break-disk':
    case 'mend-disk':
      recording.diskIsFull = what.do === 'break-disk';
      return;
    case 'focus':
      return platform.focus(`title ${serial()}`, `app ${serial() % 3}`, 'https://example.com/');
    case 'type':
      return platform.type(1);
    case 'idle':
      platform.idleMs = what.ms;
      return;
    case 'sleep':
      return;
  }
}
