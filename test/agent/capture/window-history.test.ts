import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { usualSettleTimes, WindowHistory } from '../../../agent/capture/window-history.ts';

const around = usualSettleTimes.beforeMs + usualSettleTimes.afterMs;

function watched() {
  let readings = 0;
  const list = async () => {
    readings++;
    return [];
  };
  const history = new WindowHistory(list, usualSettleTimes);
  return {
    readings: () => readings,
    /** Takes a picture, whose pixels are there at once. Answers what was read around it. */
    picture: async () => {
      const taken = history.known().then(() => history.settled());
      await vi.advanceTimersByTimeAsync(around + 500);
      return taken;
    },
  };
}

describe('the watch over what windows are called', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('knows the seconds before and after a picture', async () => {
    const { picture } = watched();
    expect((await picture()).length).toBeGreaterThanOrEqual(14);
  });

  it('ends with a picture by itself', async () => {
    const { picture, readings } = watched();
    await picture();
    const read = readings();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(readings()).toBe(read);
    expect((await picture()).length).toBeGreaterThanOrEqual(14);
  });

  it('goes on between pictures that come often, and ends after the last', async () => {
    const { picture, readings } = watched();
    await picture();
    await picture();
    const read = readings();
    await vi.advanceTimersByTimeAsync(2_000);
    expect(readings()).toBeGreaterThan(read);
    await vi.advanceTimersByTimeAsync(60_000);
    const last = readings();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(readings()).toBe(last);
  });

  it('keeps what one picture needs while another ends', async () => {
    const history = new WindowHistory(async () => [], usualSettleTimes);
    const first = history.known();
    await vi.advanceTimersByTimeAsync(2_500);
    await first;
    const second = history.known();
    const settled = history.settled();
    await vi.advanceTimersByTimeAsync(1_000);
    await Promise.all([second, settled]);
    const later = history.settled();
    await vi.advanceTimersByTimeAsync(1_000);
    expect((await later).length).toBeGreaterThanOrEqual(10);
  });
});
