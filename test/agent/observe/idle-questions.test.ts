import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { IdleQuestions } from '../../../agent/observe/idle-questions.ts';
import { daySchema } from '../../../core/ids.ts';
import { ok } from '../../../core/result.ts';
import { hourMs, minuteMs } from '../../../core/time/calendar.ts';
import { Recording } from '../../fixtures/day/recordings.ts';

const noon = Date.parse('2026-06-01T12:00:00Z');
const midnight = Date.parse('2026-06-02T00:00:00Z');

/** Facts that outlive the questions, as in a vault. */
function newFacts() {
  const facts = new Map<string, string>();
  const vault = {
    fact: (name: string) => facts.get(name) ?? null,
    setFact: (name: string, value: string) => {
      facts.set(name, value);
      return ok(undefined);
    },
  };
  return {
    facts,
    open: (lastKnown: number | null = null) =>
      new IdleQuestions({ vault, endOfDay: (at) => (at < midnight ? midnight : midnight + 24 * hourMs), lastKnown }),
  };
}

describe('idle time', () => {
  it('asks from the last input on, until now while it goes on, and until the return after', () => {
    const questions = newFacts().open();
    expect(questions.current(noon)).toBeNull();
    questions.idle(noon, noon + 5 * minuteMs);
    questions.idle(noon + 3, noon + 6 * minuteMs);
    expect(questions.current(noon + 7 * minuteMs)).toEqual({ start: noon, end: noon + 7 * minuteMs });
    questions.end(noon + 8 * minuteMs, true);
    expect(questions.current(noon + 20 * minuteMs)).toEqual({ start: noon, end: noon + 8 * minuteMs });
    expect(questions.heldFrom(noon + 20 * minuteMs)).toBe(noon);
  });

  it('is kept as it is an hour after the return', () => {
    const questions = newFacts().open();
    questions.idle(noon, noon + 5 * minuteMs);
    questions.end(noon + 5 * hourMs, true);
    expect(questions.heldFrom(noon + 6 * hourMs - 1)).toBe(noon);
    expect(questions.heldFrom(noon + 6 * hourMs)).toBeNull();
  });

  it('waits for the return, not for the lock that ended it, and no longer than the day', () => {
    const questions = newFacts().open();
    questions.idle(noon, noon + 5 * minuteMs);
    questions.end(noon + 10 * minuteMs, false);
    expect(questions.current(noon + 5 * hourMs)).toEqual({ start: noon, end: noon + 10 * minuteMs });
    questions.end(noon + 6 * hourMs, true);
    expect(questions.current(noon + 7 * hourMs - 1)).not.toBeNull();
    expect(questions.current(noon + 7 * hourMs)).toBeNull();
    questions.idle(midnight - hourMs, midnight - 1);
    expect(questions.heldFrom(midnight - 1)).toBe(midnight - hourMs);
    expect(questions.heldFrom(midnight)).toBeNull();
  });

  it('that is answered while it goes on is not asked about again before it ended', () => {
    const questions = newFacts().open();
    questions.idle(noon, noon + 5 * minuteMs);
    questions.answer(noon);
    questions.idle(noon, noon + 6 * minuteMs);
    expect(questions.current(noon + 6 * minuteMs)).toBeNull();
    questions.end(noon + 7 * minuteMs, true);
    questions.idle(noon + 7 * minuteMs, noon + 20 * minuteMs);
    expect(questions.current(noon + 20 * minuteMs)?.start).toBe(noon + 7 * minuteMs);
  });

  it('is asked about one after the other, the oldest first', () => {
    const questions = newFacts().open();
    for (const start of [noon, noon + hourMs / 2]) {
      questions.idle(start, start + 5 * minuteMs);
      questions.end(start + 10 * minuteMs, true);
    }
    expect(questions.current(noon + hourMs)?.start).toBe(noon);
    questions.answer(noon);
    expect(questions.current(noon + hourMs)?.start).toBe(noon + hourMs / 2);
  });

  it('is not asked about where the person does not want to be, nor what was asked before', () => {
    const questions = newFacts().open();
    questions.idle(noon, noon + 5 * minuteMs);
    questions.setAsked(false);
    questions.idle(noon + hourMs, noon + 2 * hourMs);
    expect(questions.heldFrom(noon + 2 * hourMs)).toBeNull();
  });

  it('survives a restart, and a crash in its middle ends it where something was last kept', () => {
    const facts = newFacts();
    facts.open().idle(noon, noon + 5 * minuteMs);
    expect(facts.open(noon + 9 * minuteMs).current(noon + hourMs)).toEqual({ start: noon, end: noon + 9 * minuteMs });
    expect(facts.open(null).current(noon + hourMs)).toBeNull();
  });

  it('is kept as it is where the fact cannot be read', () => {
    const facts = newFacts();
    facts.facts.set('idle-questions', '{');
    expect(facts.open(noon).current(noon)).toBeNull();
  });
});

describe('a recording', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'], now: noon });
  });
  afterEach(() => {
    vi.useRealTimers();
  });
  const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
  const day = daySchema.parse('2026-06-01');

  async function working() {
    const recording = new Recording();
    await recording.conductor.start();
    await recording.agree('presence');
    await pass(120_000);
    return recording;
  }
  /** The person leaves their place for `ms`. */
  async function away(recording: Recording, ms: number) {
    for (let gone = 10_000; gone <= ms; gone += 10_000) {
      recording.platform.idleMs = gone;
      await pass(10_000);
    }
  }

  it('asks after idle time of the length that counts as idle, and not before', async () => {
    const recording = await working();
    await away(recording, 50_000);
    expect(recording.idle.current(Date.now())).toBeNull();
    await away(recording, 180_000);
    const question = recording.idle.current(Date.now());
    expect(question?.end).toBe(Date.now());
    expect(question?.start).toBeLessThanOrEqual(Date.now() - 180_000);
    recording.platform.idleMs = 0;
    await pass(30_000);
    expect(recording.idle.current(Date.now())?.end).toBe(Date.now() - 20_000);
    const [idle] = recording.view(day).states.filter(({ state }) => state === 'idle');
    await recording.conductor.stop();
    expect(recording.idle.current(Date.now())?.start).toBe(idle?.start);
  });

  it('asks nothing without consent to presence', async () => {
    const recording = await working();
    await recording.withdraw('presence');
    await away(recording, 300_000);
    expect(recording.idle.current(Date.now())).toBeNull();
    await recording.conductor.stop();
  });

  it('tells a call as a call, however long nobody types, and no idle time back into it', async () => {
    const recording = await working();
    recording.platform.inCall = true;
    const start = Date.now();
    await away(recording, 300_000);
    recording.platform.inCall = false;
    const end = Date.now();
    recording.platform.idleMs = 310_000;
    await pass(10_000);
    await away(recording, 300_000);
    await recording.conductor.stop();
    const { states } = recording.view(day);
    const call = states.find(({ state }) => state === 'call');
    expect(call?.start).toBeLessThanOrEqual(start + 10_000);
    expect(call?.end).toBeGreaterThanOrEqual(end);
    for (const idle of states.filter(({ state }) => state === 'idle')) expect(idle.start).toBeGreaterThanOrEqual(end);
    expect(states.some(({ state }) => state === 'idle')).toBe(true);
  });

  it('does not look for calls where presence may not be recorded', async () => {
    const recording = await working();
    const asked: boolean[] = [];
    recording.platform.presence.read = async (what?: { calls: boolean }) => {
      asked.push(what?.calls ?? false);
      return { idleMs: 0, locked: null, inCall: null };
    };
    recording.gate.setLocked(true);
    await recording.withdraw('presence');
    await pass(60_000);
    expect(asked.length).toBeGreaterThan(0);
    expect(new Set(asked)).toEqual(new Set([false]));
    await recording.conductor.stop();
  });
});
