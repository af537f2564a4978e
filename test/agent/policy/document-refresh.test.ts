import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DocumentRefresh, type DocumentRefreshOptions } from '../../../agent/policy/document-refresh.ts';
import { ok } from '../../../core/result.ts';
import { minuteMs } from '../../../core/time/calendar.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A refresh over parts that say what is asked of them; `newer` is whether the bucket has another document. */
function newRefresh(newer: () => boolean) {
  const said: string[] = [];
  const signals: AbortSignal[] = [];
  const options: DocumentRefreshOptions = {
    store: new MemoryStore(),
    onAccess: async () => {},
    onAsked: async () => {},
    access: {
      refresh: async () => {
        said.push('asked who may open');
        return false;
      },
    },
    organisation: {
      refresh: async (_store, signal, change) => {
        signals.push(signal);
        said.push('asked');
        if (newer()) await change?.(() => said.push('taken'));
        return { changed: newer(), problem: null };
      },
    },
    admission: { isConfirmed: true },
    onChange: () => {},
    conductor: {
      change: async (mutate) => {
        mutate();
        said.push('in force');
      },
    },
    staysHere: { note: () => {} },
    settings: { renew: () => void said.push('renewed') },
    consent: {
      followOrganisation: async () => {
        said.push('followed');
        return ok(null);
      },
    },
  };
  return { refresh: new DocumentRefresh(options), said, signals };
}

describe('the organisation’s document', () => {
  it('is taken, laid together with the person’s settings and followed in one turn', async () => {
    const { refresh, said } = newRefresh(() => true);
    refresh.start();
    await vi.advanceTimersByTimeAsync(0);
    expect(said).toEqual(['asked', 'taken', 'renewed', 'followed', 'in force', 'asked who may open']);
    refresh.stop();
  });

  it('is asked for again every 15 minutes, and changes nothing where it is the same', async () => {
    const { refresh, said } = newRefresh(() => false);
    refresh.start();
    await vi.advanceTimersByTimeAsync(45 * minuteMs - 1);
    expect(said).toEqual(['asked', 'asked who may open', 'asked', 'asked who may open', 'asked', 'asked who may open']);
    refresh.stop();
  });

  it('is not asked for any more after the end, and what is being asked is let go', async () => {
    const { refresh, said, signals } = newRefresh(() => false);
    refresh.start();
    await vi.advanceTimersByTimeAsync(0);
    refresh.stop();
    expect(signals[0]?.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(60 * minuteMs);
    expect(said).toEqual(['asked', 'asked who may open']);
  });
});
