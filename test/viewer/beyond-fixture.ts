import { problem } from '../../core/problem.ts';
import { fail } from '../../core/result.ts';
import type { OpenedDayParts, Reading } from '../../viewer/asked.ts';
import { type Beyond, beyondService } from '../../viewer/beyond.ts';
import { FakeViewer } from '../fixtures/fake-viewers.ts';

/** The services beyond one day over a fake viewer, whose key can be locked. */
export interface Opened {
  readonly viewer: FakeViewer;
  readonly beyond: Beyond;
  /** Days that are open in the session, by person and day. */
  readonly days: Map<string, OpenedDayParts>;
  lock(): void;
}

export function openBeyond(): Opened {
  const viewer = new FakeViewer();
  const days = new Map<string, OpenedDayParts>();
  let isLocked = false;
  const reading: Reading = async (work) =>
    isLocked ? fail(problem('locked', 'Your key is locked.', 'Enter your passphrase first.')) : work(viewer);
  const beyond = beyondService(reading, { dayOf: (person, day) => days.get(`${person} ${day}`) ?? null });
  const lock = (): void => {
    isLocked = true;
    beyond.forget();
  };
  return { viewer, beyond, days, lock };
}

export function codeOf(result: { ok: true } | { ok: false; problem: { code: string } }): string {
  return result.ok ? 'ok' : result.problem.code;
}
