import { noticeOf } from '../../core/organisation/organisation.ts';
import { purposes } from '../../core/organisation/purpose.ts';
import type { EmployeeStatus } from '../../ipc/employee.ts';
import type { EnrolmentSession } from '../enrolment/invitations.ts';
import type { EmployeeOptions } from './employee-options.ts';

/** Whom this computer belongs to, as far as the page shows it while nothing runs. */
export interface WaitingSession extends Pick<EnrolmentSession, 'phase' | 'organisation'> {
  readonly options: Pick<EmployeeOptions, 'host' | 'zone' | 'clock'>;
}

/** The status while no agent runs: nobody enrolled, no keys yet, or locked. Nothing is recorded. */
export function waitingStatus({ phase, organisation, options: { host, zone, clock } }: WaitingSession): EmployeeStatus {
  const document = organisation?.document ?? null;
  return {
    phase,
    organisation: document?.name ?? '',
    recording: 'off',
    purposes: purposes.flatMap((purpose) => {
      const notice = document === null ? null : noticeOf(document, purpose);
      if (notice === null) return [];
      const { basis, why, keptDays } = notice;
      // Where data goes is sealed, so the terms are not known: nothing can be agreed to until the keys are open.
      const about = { purpose, basis, why, keptDays, notice: '0'.repeat(64) };
      return [{ ...about, state: 'stopped' as const, because: 'app-locked' as const, sensorReason: null }];
    }),
    pause: null,
    offHoursUntil: null,
    device: null,
    deletableFrom: null,
    idleQuestion: null,
    lastShot: null,
    silentSince: null,
    language: null,
    lastCapturedAt: null,
    upload: { waiting: 0, onHold: 0, oldestWaitingAt: null, lastUploadAt: null, setAside: 0, problem: null },
    problems: [],
    news: null,
    nextShot: null,
    consentGiven: 'none',
    host,
    zone,
    now: clock.now(),
  };
}
