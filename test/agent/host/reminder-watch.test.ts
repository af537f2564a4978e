import { describe, expect, it, vi } from 'vitest';
import { watchReminders } from '../../../agent/host/reminder-watch.ts';
import { type Problem, problem } from '../../../core/problem.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { minuteMs } from '../../../core/time/calendar.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { statusOf } from '../../renderer/fixtures/employee/employee-statuses.ts';

const six = Date.parse('2026-11-17T17:00:00Z');
const sums = { totals: { recordedMs: 24_480_000, stateMs: { active: 20_000_000, call: 2_460_000 } } };

function watched(change: Partial<EmployeeStatus> = {}, kept: { text: string | null } = { text: null }) {
  const state = {
    status: statusOf({ now: six, reminders: { evening: 18 * 60, pauseEnd: true, needsYou: true }, ...change }),
    sums: ok(sums) as Result<unknown>,
    looks: 0,
    replies: 0,
    asked: 0,
    problem: null as Problem | null,
  };
  const told: { title: string; body: string; onChosen?: () => void }[] = [];
  const opened: string[] = [];
  let tick = () => {};
  let looked = 0;
  const stop = watchReminders({
    employee: {
      service: {
        status: async () => {
          looked += 1;
          return ok(state.status);
        },
        daySums: async () => state.sums as never,
        newLooks: async () => ok({ count: state.looks, looks: [], reading: { read: 0, total: 0 }, problem: null }),
        questions: async () => {
          state.asked += 1;
          const question = { id: 'q', replies: Array.from({ length: state.replies }), seen: 0 };
          const questions = state.problem === null ? [question] : [{ ...question, replies: [] }];
          return ok({ questions: questions as never, isWhole: true, problem: state.problem });
        },
      },
    },
    memory: {
      read: () => kept.text,
      write: (text) => {
        kept.text = text;
      },
    },
    tell: (notice) => told.push(notice),
    openPage: (page) => opened.push(page),
    language: 'en',
    every: (_ms, listener) => {
      tick = listener;
      return () => {};
    },
  });
  /** Something changed, and it was looked at to the end. */
  const look = async (next: Partial<EmployeeStatus> = {}) => {
    state.status = { ...state.status, ...next };
    const before = looked;
    tick();
    await vi.waitFor(() => expect(looked).toBeGreaterThan(before));
    // A further look begins only once the one before is over.
    const after = looked;
    tick();
    await vi.waitFor(() => expect(looked).toBeGreaterThan(after));
  };
  return { state, told, opened, look, stop, kept };
}

describe('reminders', () => {
  it('sum up the day in counts and times, with looks that were not seen, and lead to Today', async () => {
    const { state, told, opened, look } = watched();
    state.looks = 2;
    await look();
    expect(told.map(({ title, body }) => [title, body])).toEqual([
      [
        'Your day until 18:00',
        '6 h 48 min recorded, of which 41 min in calls. 2 looks at your days that you have not seen.',
      ],
    ]);
    told[0]?.onChosen?.();
    expect(opened).toEqual(['today']);
  });

  it('speak the person’s language', async () => {
    const { told, look } = watched({ language: 'de' });
    await look();
    expect(told[0]?.title).toBe('Ihr Tag bis 18:00');
  });

  it.each([
    ['nothing was recorded', ok({ totals: { recordedMs: 0, stateMs: {} } })],
    ['the day cannot be read', fail(problem('vault-unreadable', { part: 'key' }))],
  ])('say nothing of a day of which %s', async (_, answer) => {
    const { state, told, look } = watched();
    state.sums = answer;
    await look();
    expect(told).toEqual([]);
  });

  it.each([
    ['locked', { phase: 'locked' }],
    ['not set up', { phase: 'new' }],
    ['left', { phase: 'unenrolled' }],
  ] as const)('say nothing while Plainsight is %s', async (_, change) => {
    const { told, look } = watched(change);
    await look();
    expect(told).toEqual([]);
  });

  it('tell of a pause’s end how long it is until then', async () => {
    const { told, look } = watched({ pause: { since: six - minuteMs, until: six + 100_000 } });
    await look();
    await look({ now: six + 50_000 });
    expect(told.map(({ title }) => title)).toEqual(['Your pause ends in 2 minutes']);
  });

  it('tell of terms and of replies, and ask the bucket for these now and then only', async () => {
    const [first, ...rest] = statusOf().purposes;
    if (first === undefined) throw new Error('no purpose');
    const quiet = { evening: null, pauseEnd: true, needsYou: true };
    const { state, told, opened, look } = watched({ reminders: quiet });
    await look();
    expect(told).toEqual([]);
    await look({ purposes: [{ ...first, state: 'changed' }, ...rest] });
    state.replies = 1;
    await look({ now: six + 14 * minuteMs });
    expect([told.length, state.asked]).toEqual([1, 1]);
    await look({ now: six + 15 * minuteMs, purposes: [first, ...rest] });
    expect(told.map(({ body }) => body)).toEqual([
      'Your organisation asks for something that you have not read yet.',
      'Somebody replied to your question about a look.',
    ]);
    for (const { onChosen } of told) onChosen?.();
    expect(opened).toEqual(['consent', 'access-log']);
  });

  it('are not told once more after a start', async () => {
    const [first, ...rest] = statusOf().purposes;
    if (first === undefined) throw new Error('no purpose');
    const change = { purposes: [{ ...first, state: 'changed' as const }, ...rest] };
    const before = watched(change);
    before.state.replies = 1;
    await before.look({ now: six + 15 * minuteMs });
    expect(before.told.length).toBeGreaterThan(0);
    before.stop();
    const after = watched(change, before.kept);
    after.state.replies = 1;
    await after.look();
    expect(after.told).toEqual([]);
    // What is new is told all the same.
    after.state.replies = 2;
    await after.look({ now: six + 16 * minuteMs });
    expect(after.told).toHaveLength(1);
  });

  it('are not told once more where the bucket was away in between, or what was kept is damaged', async () => {
    const { state, told, look, stop, kept } = watched({
      reminders: { evening: null, pauseEnd: false, needsYou: true },
    });
    state.replies = 1;
    await look({ now: six + 15 * minuteMs });
    expect(told).toHaveLength(1);
    state.problem = problem('answers-denied');
    await look({ now: six + 30 * minuteMs });
    state.problem = null;
    await look({ now: six + 45 * minuteMs });
    expect(told).toHaveLength(1);
    stop();
    const offline = watched({ reminders: { evening: null, pauseEnd: false, needsYou: true } }, kept);
    offline.state.problem = problem('answers-denied');
    await offline.look();
    offline.state.problem = null;
    offline.state.replies = 1;
    await offline.look({ now: six + 20 * minuteMs });
    expect(offline.told).toEqual([]);
    offline.stop();
    kept.text = '{"evening":';
    const damaged = watched({ reminders: { evening: null, pauseEnd: false, needsYou: true } }, kept);
    damaged.state.replies = 1;
    await damaged.look();
    expect(damaged.told).toHaveLength(1);
  });

  it('are over when they are stopped', async () => {
    const { told, stop } = watched();
    stop();
    await Promise.resolve();
    expect(told).toEqual([]);
  });
});
