import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../../../core/problem.ts';
import { fail, ok, type Result } from '../../../../core/result.ts';
import type { WaitingEntry } from '../../../../ipc/manager-reports.ts';
import { Decisions, undoMs } from '../../../../renderer/manager/approvals/decisions.ts';
import { waitingOf } from '../../fixtures/manager/people-scenes.ts';

const entries = waitingOf(9);
const gone = problem('store-unreachable', { host: 'store.example.org', why: 'ECONNREFUSED' });

/** Decisions, and what of them was written. */
function opened(write: (entry: WaitingEntry) => Promise<Result<unknown>> = async () => ok(null)) {
  const written: { readonly entry: WaitingEntry; readonly approved: boolean; readonly note: string }[] = [];
  const decisions = new Decisions((entry, approved, note) => {
    written.push({ entry, approved, note });
    return write(entry);
  });
  const steps = () => entries.map((entry) => decisions.of(entry)?.step);
  return { decisions, written, steps };
}

const some = entries.slice(0, 3);
const yes = { entries: some, approved: true, note: 'Seen' };
const settled = () => vi.advanceTimersByTimeAsync(0);

describe('decisions on what waits', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it('are written ten seconds later and not before, each with the note', async () => {
    const { decisions, written, steps } = opened();
    decisions.decide(yes);
    await vi.advanceTimersByTimeAsync(undoMs - 1);
    expect(written).toEqual([]);
    expect(steps().slice(0, 4)).toEqual(['held', 'held', 'held', undefined]);
    await vi.advanceTimersByTimeAsync(1);
    expect(written).toEqual(some.map((entry) => ({ entry, approved: true, note: 'Seen' })));
    expect(steps().slice(0, 4)).toEqual(['sent', 'sent', 'sent', undefined]);
    expect(decisions.held).toBeNull();
  });

  it('are nowhere once they were taken back', async () => {
    const { decisions, written, steps } = opened();
    decisions.decide(yes);
    expect(decisions.undo()).toBe(yes);
    await vi.advanceTimersByTimeAsync(undoMs * 2);
    expect(written).toEqual([]);
    expect(steps().every((step) => step === undefined)).toBe(true);
    expect(decisions.undo()).toBeNull();
  });

  it('are written at once by the next one, which alone can then be taken back', async () => {
    const { decisions, written } = opened();
    decisions.decide(yes);
    const no = { entries: entries.slice(5, 6), approved: false, note: 'No' };
    decisions.decide(no);
    await settled();
    expect(written.map(({ entry }) => entry)).toEqual(some);
    expect(decisions.undo()).toBe(no);
    await vi.advanceTimersByTimeAsync(undoMs * 2);
    expect(written).toHaveLength(3);
  });

  it('are written at once when the page is left, and not at all when it is closed', async () => {
    const left = opened();
    left.decisions.decide(yes);
    left.decisions.flush();
    await settled();
    expect(left.written).toHaveLength(3);
    const closed = opened();
    closed.decisions.decide(yes);
    closed.decisions.close();
    closed.decisions.flush();
    await vi.advanceTimersByTimeAsync(undoMs * 2);
    expect(closed.written).toEqual([]);
  });

  it('name exactly those that could not be sent, and send these alone again', async () => {
    const failing = new Set([entries[1], entries[7]]);
    const { decisions, written, steps } = opened(async (entry) => (failing.has(entry) ? fail(gone) : ok(null)));
    decisions.decide({ ...yes, entries });
    decisions.flush();
    await settled();
    expect(decisions.failed.flatMap((each) => each.entries)).toEqual([entries[1], entries[7]]);
    expect(steps().filter((step) => step === 'sent')).toHaveLength(7);
    expect(decisions.of(entries[1] as WaitingEntry)).toMatchObject({ step: 'failed', problem: gone });
    failing.clear();
    decisions.retry();
    await settled();
    expect(written.slice(9).map(({ entry, note }) => [entry, note])).toEqual([
      [entries[1], 'Seen'],
      [entries[7], 'Seen'],
    ]);
    expect(decisions.failed).toEqual([]);
    expect(steps().every((step) => step === 'sent')).toBe(true);
  });

  it('send again all batches that failed, each with its own answer and note, but for what was decided anew', async () => {
    let isGone = true;
    const { decisions, written, steps } = opened(async () => (isGone ? fail(gone) : ok(null)));
    decisions.decide(yes);
    decisions.decide({ entries: entries.slice(3, 5), approved: false, note: 'No' });
    decisions.flush();
    await settled();
    expect(decisions.failed.map((each) => each.entries.length)).toEqual([3, 2]);
    isGone = false;
    decisions.decide({ entries: entries.slice(0, 1), approved: false, note: 'Not mine' });
    expect(decisions.failed.map((each) => each.entries.length)).toEqual([2, 2]);
    written.length = 0;
    decisions.retry();
    await settled();
    expect(written.map(({ entry, approved, note }) => [entries.indexOf(entry), approved, note]).sort()).toEqual([
      [1, true, 'Seen'],
      [2, true, 'Seen'],
      [3, false, 'No'],
      [4, false, 'No'],
    ]);
    expect(steps().slice(0, 6)).toEqual(['held', 'sent', 'sent', 'sent', 'sent', undefined]);
    expect(decisions.failed).toEqual([]);
  });

  it('are not written where somebody else was sooner, and say so until the next one', async () => {
    const { decisions, written, steps } = opened();
    decisions.decide(yes);
    decisions.renew(entries.slice(2));
    expect(decisions.overtaken).toEqual(entries.slice(0, 2));
    expect(decisions.held).toEqual({ ...yes, entries: entries.slice(2, 3) });
    expect(steps().slice(0, 3)).toEqual([undefined, undefined, 'held']);
    decisions.renew(entries.slice(3));
    expect(decisions.held).toBeNull();
    await vi.advanceTimersByTimeAsync(undoMs * 2);
    expect(written).toEqual([]);
    decisions.decide({ ...yes, entries: entries.slice(3, 4) });
    expect(decisions.overtaken).toEqual([]);
  });

  it('stay held where it could not be read whether they still wait', async () => {
    const { decisions, written } = opened();
    decisions.decide({ ...yes, entries: entries.slice(0, 1) });
    const [first] = entries as [WaitingEntry];
    decisions.renew([], new Set([first.person]));
    expect(decisions.overtaken).toEqual([]);
    await vi.advanceTimersByTimeAsync(undoMs);
    expect(written).toHaveLength(1);
  });

  it('are written four at once at most', async () => {
    let running = 0;
    let most = 0;
    const { decisions, written } = opened(async () => {
      running += 1;
      most = Math.max(most, running);
      await new Promise((done) => setTimeout(done, 5));
      running -= 1;
      return ok(null);
    });
    decisions.decide({ ...yes, entries });
    decisions.flush();
    await vi.advanceTimersByTimeAsync(100);
    expect(written).toHaveLength(9);
    expect(most).toBe(4);
  });

  it('leave a list that was read anew as it is, but for what is held and what it does not know yet to be answered', async () => {
    const { decisions, steps } = opened();
    decisions.decide(yes);
    decisions.decide({ ...yes, entries: entries.slice(4, 5) });
    await settled();
    decisions.renew(entries.slice(2));
    expect(steps().slice(0, 5)).toEqual([undefined, undefined, 'sent', undefined, 'held']);
    decisions.renew(entries.slice(3));
    expect(steps()[2]).toBeUndefined();
  });
});
