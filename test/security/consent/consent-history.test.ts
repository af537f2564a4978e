import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Purpose, recordedPurposes as purposes } from '../../../core/organisation/purpose.ts';
import { newLedgerPlace } from '../../fixtures/consent/ledgers.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { Computer, dayStart, history, purposesOf, runs, seed, start } from './consent-histories.ts';

/** No, yes and no again before anything of it has reached the disk, and a crash: the last word is the last on the disk too. */
const noYesNo: Parameters<typeof history.filter>[0] extends (value: infer Value) => boolean ? Value : never = {
  enrolAfter: 0,
  agreed: ['input-counts'],
  turns: [
    {
      steps: [{ do: 'no-to-all' }, { do: 'yes', purpose: 'apps', isStale: false }, { do: 'no-to-all' }],
      after: { do: 'crash', ms: 0 },
    },
    { steps: [{ do: 'focus' }], after: { do: 'pass', ms: 2_000 } },
  ],
};

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: start });
});
afterEach(() => {
  vi.useRealTimers();
});

it('keeps no record of a purpose and an instant that the ledger did not allow, over any history', {
  timeout: 900_000,
}, async () => {
  const seen = new Map<Purpose, number>(purposes.map((each) => [each, 0]));
  const keys = await newLedgerPlace(newFolder());
  await fc.assert(
    fc.asyncProperty(history, async ({ enrolAfter, agreed, turns }) => {
      vi.setSystemTime(start);
      const folder = newFolder();
      const computer = new Computer(keys.at(folder));
      const { account } = computer;
      for (const [index, { steps, after }] of turns.entries()) {
        if (index === enrolAfter) {
          await computer.start();
          // From a yes on, so that there is something to be taken away.
          for (const each of agreed) await computer.act({ do: 'yes', purpose: each, isStale: false });
        }
        const now = Date.now();
        account.pass(now, now);
        const done = steps.map((each) => {
          const acted = computer.act(each);
          account.pass(now, now);
          return acted;
        });
        await Promise.all(done);
        if (after.do === 'crash') {
          computer.crash();
          vi.setSystemTime(now + after.ms);
          if (index >= enrolAfter) await computer.start();
          account.pass(Date.now(), Date.now());
        } else if (after.do === 'jump') {
          const to = Math.max(dayStart, now + after.ms);
          // Forward, the time between passed as far as anybody can tell; what was allowed over all of it is allowed.
          if (to > now) account.pass(now, to);
          vi.setSystemTime(to);
          account.pass(to, to);
        } else {
          account.pass(now, now + after.ms);
          await vi.advanceTimersByTimeAsync(after.ms);
        }
      }
      await computer.stop();
      rmSync(folder, { recursive: true, force: true });
      for (const record of computer.kept) {
        const { start: from, end: to } = 'start' in record ? record : { start: record.at, end: record.at };
        for (const which of purposesOf(record)) {
          seen.set(which, (seen.get(which) ?? 0) + 1);
          const told = `${which} ${JSON.stringify(record)} is in none of ${JSON.stringify(account.stretchesOf(which))}`;
          expect(account.covers(which, from, to), told).toBe(true);
        }
      }
    }),
    { seed, numRuns: runs, endOnFailure: true, examples: [[noYesNo]] },
  );
  // The property is about something: records were made for every purpose.
  for (const each of purposes) expect(seen.get(each), each).toBeGreaterThan(runs / 150);
});
