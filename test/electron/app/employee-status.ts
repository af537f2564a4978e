import { type EmployeeStatus, employeeStatusSchema } from '../../../ipc/employee.ts';

/** A status in which everything is recorded, with what a test changes; it parses as the contract's own. */
export function employeeStatus(change: Partial<EmployeeStatus> = {}): EmployeeStatus {
  const now = change.now ?? Date.UTC(2026, 10, 17, 12);
  return employeeStatusSchema.parse({
    phase: 'ready',
    organisation: 'Example',
    name: 'A person',
    recording: 'on',
    purposes: [],
    pause: null,
    offHoursUntil: null,
    deletableFrom: null,
    idleQuestion: null,
    lastShot: null,
    reminders: { evening: null, pauseEnd: true, needsYou: true },
    silentSince: null,
    timesheets: 'none',
    language: null,
    device: null,
    lastCapturedAt: now - 60_000,
    upload: { waiting: 0, onHold: 0, oldestWaitingAt: null, lastUploadAt: null, setAside: 0, problem: null },
    problems: [],
    news: null,
    nextShot: null,
    consentGiven: 'page',
    host: 'electron',
    zone: 'Europe/Berlin',
    now,
    ...change,
  });
}
