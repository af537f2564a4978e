import { beforeEach, describe, expect, it } from 'vitest';
import { erasingOf } from '../../agent/erasures.ts';
import { daySchema, recordIdSchema } from '../../core/ids.ts';
import type { Access } from '../../core/organisation/access.ts';
import type { Erasure } from '../../core/organisation/erasure.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { minuteMs } from '../../core/time/calendar.ts';
import { codeOf } from '../bucket/contract.ts';
import { MemoryStore, unreachable } from '../fixtures/memory-store.ts';

const began = Date.parse('2026-06-01T08:00:00Z');
const order: Erasure = {
  ...{ id: recordIdSchema.parse('1'.repeat(26)), at: began, from: null, to: daySchema.parse('2026-03-31') },
  classes: ['days'],
};

let now: number;
/** What was done, in its order. */
let done: string[];
let current: Access;
let answered: Result<void>;
/** What an answer brings. */
let published: Erasure[];

beforeEach(() => {
  now = began;
  done = [];
  current = { erasures: [] as Erasure[] } as Access;
  answered = ok(undefined);
  published = [];
});

/** An agent that was answered when it began, and has something to send. */
function agent() {
  let answeredAt = began;
  const erasing = erasingOf({
    access: {
      get current() {
        return current;
      },
      get answered() {
        return answered;
      },
      get answeredAt() {
        return answeredAt;
      },
      async refresh() {
        done.push('asked');
        if (answered.ok) {
          answeredAt = now;
          if (published.length > 0) current = { ...current, erasures: published };
        }
        return answered.ok;
      },
    },
    clock: { now: () => now },
    keeper: {
      eraseOrdered: async () => {
        done.push(`erased ${current.erasures?.length ?? 0}`);
        return ok(undefined);
      },
    },
    ...{ weeks: { erase: () => ok(undefined) }, store: new MemoryStore(), isAnyQueued: () => true, log: () => {} },
  });
  const admission = erasing.before({
    isOwed: false,
    admit: async () => {
      done.push('sent');
      return ok(undefined);
    },
  });
  return async () => codeOf(await admission.admit(new AbortController().signal));
}

describe('an order that is published while the agent runs', () => {
  it('is asked for before anything is sent once the last answer is old, as after the computer slept', async () => {
    const send = agent();
    await send();
    expect(done).toEqual(['erased 0', 'sent']);
    now += 48 * 60 * minuteMs;
    published = [order];
    await send();
    expect(done.slice(2)).toEqual(['asked', 'erased 1', 'sent']);
  });

  it('is not asked for by this while a computer that is awake asks anyway', async () => {
    const send = agent();
    await send();
    now += 15 * minuteMs;
    await send();
    expect(done).toEqual(['erased 0', 'sent', 'sent']);
  });

  it('is asked for where the clock was set back: it does not say how old the answer is', async () => {
    const send = agent();
    now -= 1;
    await send();
    expect(done[0]).toBe('asked');
  });

  it('is gone here before more is sent, whoever asked for it', async () => {
    const send = agent();
    await send();
    current = { ...current, erasures: [order] };
    await send();
    expect(done.slice(2)).toEqual(['erased 1', 'sent']);
  });

  it('holds back what waits while nobody answers that', async () => {
    const send = agent();
    await send();
    now += 48 * 60 * minuteMs;
    answered = fail(unreachable);
    expect(await send()).toBe('store-unreachable');
    expect(done.slice(2)).toEqual(['asked']);
  });
});
