import { afterEach, describe, expect, it, vi } from 'vitest';
import { PendingAnswers } from '../../../../agent/capture/wayland/pending-answers.ts';

afterEach(() => void vi.useRealTimers());

function scene() {
  vi.useFakeTimers();
  const onLate = vi.fn();
  return { onLate, pending: new PendingAnswers<string>(1_000, onLate) };
}

describe('pending answers', () => {
  it('are given in the order in which they were asked for', async () => {
    const { pending, onLate } = scene();
    const both = Promise.all([pending.wait(), pending.wait()]);
    pending.answer('first');
    pending.answer('second');
    // Nobody waits for it.
    pending.answer('third');
    expect(await both).toEqual(['first', 'second']);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(onLate).not.toHaveBeenCalled();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('are late once the longest wait is over, each for itself', async () => {
    const { pending, onLate } = scene();
    const first = pending.wait();
    await vi.advanceTimersByTimeAsync(900);
    const second = pending.wait();
    pending.answer('in time');
    expect(await first).toBe('in time');
    await vi.advanceTimersByTimeAsync(999);
    expect(onLate).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(onLate).toHaveBeenCalledOnce();
    pending.answer('late');
    expect(await second).toBe('late');
  });

  it('fail together', async () => {
    const { pending, onLate } = scene();
    const both = Promise.allSettled([pending.wait(), pending.wait()]);
    pending.fail(new Error('gone'));
    expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(onLate).not.toHaveBeenCalled();
  });
});
