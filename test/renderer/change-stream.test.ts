import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { changesOf } from '../../renderer/change-stream.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A host whose streams a test writes and breaks. */
function host() {
  const streams: ReadableStreamDefaultController<Uint8Array>[] = [];
  const asked: AbortSignal[] = [];
  let answer = () => new Response(new ReadableStream({ start: (stream) => void streams.push(stream) }));
  const open = async (signal: AbortSignal) => {
    asked.push(signal);
    return answer();
  };
  const say = async (text: string, at = streams.length - 1) => {
    streams[at]?.enqueue(new TextEncoder().encode(text));
    await vi.advanceTimersByTimeAsync(0);
  };
  return { streams, asked, open, say, refuse: (status: number) => (answer = () => new Response(null, { status })) };
}

it('opens one stream for all listeners, tells each change once, and ends it with the last', async () => {
  const { asked, open, say } = host();
  const onChange = changesOf(open);
  const [one, two] = [vi.fn(), vi.fn()];
  const stops = [onChange(one), onChange(two)];
  await say('open\nbeat\nchan');
  expect(one).toHaveBeenCalledTimes(1);
  await say('ged\nchanged\n');
  expect([one.mock.calls.length, two.mock.calls.length]).toEqual([3, 3]);
  expect(asked).toHaveLength(1);
  stops[0]?.();
  expect(asked[0]?.aborted).toBe(false);
  stops[1]?.();
  expect(asked[0]?.aborted).toBe(true);
});

it('tells that it is open, since what changed after the first reading and before that was told to nobody', async () => {
  const { open } = host();
  const listener = vi.fn();
  changesOf(open)(listener);
  expect(listener).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(0);
  expect(listener).toHaveBeenCalledTimes(1);
});

it('tells of a break and of coming back, and waits longer each time that it fails', async () => {
  const { streams, asked, open, refuse } = host();
  const listener = vi.fn();
  changesOf(open)(listener);
  await vi.advanceTimersByTimeAsync(0);
  streams[0]?.error(new TypeError('network'));
  await vi.advanceTimersByTimeAsync(0);
  expect(listener).toHaveBeenCalledTimes(2);
  await vi.advanceTimersByTimeAsync(500);
  expect(asked).toHaveLength(2);
  expect(listener).toHaveBeenCalledTimes(3);
  refuse(503);
  streams[1]?.close();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(asked.length).toBeGreaterThan(6);
  expect(asked.length).toBeLessThan(14);
});

it('does not ask again once the host says that it does not know this page', async () => {
  const { asked, open, refuse } = host();
  refuse(401);
  const listener = vi.fn();
  changesOf(open)(listener);
  await vi.advanceTimersByTimeAsync(600_000);
  expect(asked).toHaveLength(1);
  expect(listener).toHaveBeenCalledTimes(1);
});
