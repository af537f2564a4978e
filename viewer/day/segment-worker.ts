import type { BesideProcess } from '../../ipc/process/beside-process.ts';
import type { ReadSegments, SegmentJob, SegmentsRead } from './segment-reading.ts';

/** A day that takes longer is one that was made to: an honest one takes less than a second. */
const patienceMs = 120_000;

interface SegmentWorker {
  /** Starts the process, so that the first job need not wait for that. */
  warm(): void;
  readonly read: ReadSegments;
  close(): void;
}

/**
 * Reads segments in a process of its own, one job after the other, so that a day that was made to
 * fill memory ends that process and nothing else. It is kept warm, and started anew for the job
 * after the one that ended it.
 */
export function segmentWorker(start: () => BesideProcess): SegmentWorker {
  let running: BesideProcess | null = null;
  /** The job that is under way: there is one at a time. */
  let waiting: { readonly id: number; readonly end: (read: SegmentsRead | null) => void } | null = null;
  let tail: Promise<unknown> = Promise.resolve();
  let number = 0;

  function warm(): BesideProcess {
    if (running !== null) return running;
    const started = start();
    running = started;
    started.onEnd(() => {
      if (running !== started) return;
      running = null;
      waiting?.end(null);
    });
    started.onMessage((message) => {
      const answer = message as { readonly id?: unknown; readonly read?: SegmentsRead | null };
      if (running === started && waiting?.id === answer.id) waiting?.end(answer.read ?? null);
    });
    started.hold(false);
    return started;
  }

  function ask(job: SegmentJob): Promise<SegmentsRead | null> {
    number += 1;
    const id = number;
    return new Promise((resolve) => {
      const beside = warm();
      const end = (read: SegmentsRead | null): void => {
        clearTimeout(silence);
        waiting = null;
        beside.hold(false);
        resolve(read);
      };
      const silence = setTimeout(() => {
        running = null;
        beside.kill();
        end(null);
      }, patienceMs);
      waiting = { id, end };
      beside.hold(true);
      beside.send({ id, job });
    });
  }

  return {
    warm: () => void warm(),
    read: (job) => {
      const turn = tail.then(() => ask(job)).catch(() => null);
      tail = turn;
      return turn;
    },
    close: () => {
      const last = running;
      running = null;
      last?.kill();
      waiting?.end(null);
    },
  };
}
