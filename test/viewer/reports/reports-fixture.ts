import { type Beyond, beyondService } from '../../../viewer/reports/reports.ts';
import type { OpenedDayParts, Reading } from '../../../viewer/session/session-results.ts';
import { FakeViewer } from '../../fixtures/organisation/fake-viewers.ts';

/** The services beyond one day over a fake viewer. */
export interface Opened {
  readonly viewer: FakeViewer;
  readonly beyond: Beyond;
  /** The services as they are after the key was locked and opened again. */
  again(): Beyond;
  /** Days that are open in the session, by person and day. */
  readonly days: Map<string, OpenedDayParts>;
}

export function openBeyond(): Opened {
  const viewer = new FakeViewer();
  const days = new Map<string, OpenedDayParts>();
  const reading: Reading = (work) => work(viewer);
  const again = () => beyondService(reading, { dayOf: (person, day) => days.get(`${person} ${day}`) ?? null });
  return { viewer, beyond: again(), again, days };
}

export function codeOf(result: { ok: true } | { ok: false; problem: { code: string } }): string {
  return result.ok ? 'ok' : result.problem.code;
}
