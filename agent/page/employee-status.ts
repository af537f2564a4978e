import { isAgreed, type Refusal } from '../../core/consent/consent.ts';
import { hashOfTerms } from '../../core/consent/terms.ts';
import { noticeOf, type Organisation } from '../../core/organisation/organisation.ts';
import { type RecordedPurpose, recordedPurposes } from '../../core/organisation/purpose.ts';
import type { Problem } from '../../core/problem.ts';
import { isImpossible, type Reason } from '../../core/reason.ts';
import type { SensorName } from '../../core/sensor-name.ts';
import type { Zone } from '../../core/time/calendar.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { EmployeeStatus, PurposeStatus } from '../../ipc/employee.ts';
import type { ConsentLedger } from '../consent/consent-ledger.ts';
import { lastWord } from '../consent/consent-state.ts';
import type { News } from '../consent/notice-changes.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { DeviceAdmission } from '../enrolment/device-card.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { Conductor } from '../observe/conductor.ts';
import type { IdleQuestions } from '../observe/idle-questions.ts';
import type { Gate } from '../policy/gate.ts';
import type { OrganisationKeeper } from '../policy/organisation-keeper.ts';
import type { SettingsKeeper } from '../policy/settings-keeper.ts';
import type { CapturePlatform, Clock, SensorState } from '../ports.ts';
import type { SignKeeper } from '../sign/sign-keeper.ts';
import type { Uploader } from '../upload/uploader.ts';
import type { Outbox } from '../vault/outbox.ts';

/** Where the page is shown. */
export interface StatusHost {
  readonly host: EmployeeStatus['host'];
  readonly zone: Zone;
  readonly clock: Clock;
}

/** What decides about each purpose. */
interface PurposePort {
  readonly gate: Pick<Gate, 'ask' | 'allows'>;
  readonly ledger: Pick<ConsentLedger, 'records'>;
  readonly organisation: Pick<OrganisationKeeper, 'current' | 'terms'>;
  readonly sign: Pick<SignKeeper, 'failure' | 'obstacle'>;
  readonly conductor: Pick<Conductor, 'reports'>;
  readonly platform: Pick<CapturePlatform, 'websites' | 'never' | 'lacking' | 'inputSeconds'>;
}

/** The status sums up all of an agent: of each part that which is shown. */
export interface StatusPort extends PurposePort, StatusHost {
  readonly gate: PurposePort['gate'] & Pick<Gate, 'pause' | 'workAgainAt' | 'lastDay'>;
  readonly conductor: PurposePort['conductor'] &
    Pick<Conductor, 'shots' | 'silentSince' | 'lastCapturedAt' | 'nextShot'>;
  readonly keeper: Pick<DayKeeper, 'deletableFrom'>;
  readonly settings: Pick<SettingsKeeper, 'own'>;
  readonly idle: Pick<IdleQuestions, 'current'>;
  readonly news: Pick<News, 'report'>;
  readonly admission: Pick<DeviceAdmission, 'code' | 'isConfirmed'>;
  readonly outbox: Pick<Outbox, 'state'>;
  readonly uploader: Pick<Uploader, 'problem'>;
  readonly problems: () => Problem[];
  readonly enrolled: { readonly enrolment: Pick<Enrolled['enrolment'], 'name'> };
}

/** Which sensor each purpose needs. */
const sensorOf: Readonly<Record<Exclude<RecordedPurpose, 'websites'>, SensorName>> = {
  apps: 'active-window',
  titles: 'active-window',
  'input-counts': 'input-counts',
  presence: 'presence',
  screenshots: 'screen',
};

/** The state of a running agent as its page shows it. */
export function statusOf(port: StatusPort): EmployeeStatus {
  const { clock, host, zone, organisation, gate, conductor, settings, admission } = port;
  const now = clock.now();
  const shown = recordedPurposes.flatMap((purpose) => purposeStatus(port, purpose, now));
  const recording = recordingAsAWhole(port, shown, now);
  const { own } = settings;
  return {
    phase: 'ready',
    organisation: organisation.current.name,
    name: port.enrolled.enrolment.name,
    recording,
    purposes: shown,
    pause: gate.pause,
    offHoursUntil: recording === 'off-hours' ? gate.workAgainAt(now) : null,
    deletableFrom: port.keeper.deletableFrom(now),
    lastShot: own?.shotNotice === false ? null : conductor.shots.newest,
    idleQuestion: port.idle.current(now),
    reminders: {
      evening: own?.eveningSummary ?? null,
      pauseEnd: own?.pauseReminder ?? true,
      needsYou: own?.needsReminder ?? true,
    },
    silentSince: conductor.silentSince,
    language: own?.language ?? null,
    timesheets: timesheetsIn(organisation.current),
    lastCapturedAt: conductor.lastCapturedAt,
    upload: { ...port.outbox.state(), problem: port.uploader.problem },
    problems: port.problems(),
    news: port.news.report?.hash ?? null,
    device: { code: admission.code, isConfirmed: admission.isConfirmed, last: gate.lastDay(now) },
    nextShot: conductor.nextShot(),
    consentGiven: lastWord(port.ledger.records),
    host,
    zone,
    now,
  };
}

/** The status while no agent runs: nobody enrolled, no keys yet, or locked. Nothing is recorded. */
export function statusWithoutAgent(
  phase: EmployeeStatus['phase'],
  organisation: Organisation | null,
  { host, zone, clock }: StatusHost,
): EmployeeStatus {
  return {
    phase,
    organisation: organisation?.name ?? '',
    name: '',
    recording: 'off',
    purposes: recordedPurposes.flatMap((purpose): PurposeStatus[] => {
      const notice = organisation === null ? null : noticeOf(organisation, purpose);
      if (notice === null) return [];
      const { basis, why, keptDays } = notice;
      // The terms name the storage, which is sealed: nothing can be agreed to while locked.
      const about = { purpose, basis, why, keptDays, notice: '0'.repeat(64) };
      return [{ ...about, state: 'stopped', because: 'app-locked', obstacle: null, instead: null, sensorReason: null }];
    }),
    pause: null,
    offHoursUntil: null,
    device: null,
    deletableFrom: null,
    idleQuestion: null,
    lastShot: null,
    reminders: { evening: null, pauseEnd: false, needsYou: false },
    silentSince: null,
    language: null,
    timesheets: organisation === null ? 'none' : timesheetsIn(organisation),
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

function timesheetsIn(organisation: Organisation): EmployeeStatus['timesheets'] {
  if (organisation.timesheetsAlone) return 'alone';
  return noticeOf(organisation, 'timesheets') === null ? 'none' : 'asked';
}

/** What is recorded at this moment decides; where nothing is, what the purposes wait for. */
function recordingAsAWhole(
  { ledger }: PurposePort,
  shown: readonly PurposeStatus[],
  now: Instant,
): EmployeeStatus['recording'] {
  const agreed = shown.filter(({ purpose }) => isAgreed(ledger.records ?? [], purpose, now));
  if (agreed.some(({ state }) => state === 'recording')) return agreed.some(isLacking) ? 'partly' : 'on';
  return waitsFor.find((reason) => agreed.some(({ because }) => because === reason)) ?? 'off';
}

/** What is impossible on this computer lacks nothing that anybody could mend. */
function isLacking({ state, sensorReason }: PurposeStatus): boolean {
  return state === 'changed' || (state === 'unavailable' && !isImpossible(sensorReason));
}

const waitsFor = ['paused', 'off-hours'] as const;

function purposeStatus(port: PurposePort, purpose: RecordedPurpose, now: Instant): PurposeStatus[] {
  const { gate, organisation, sign } = port;
  const asked = noticeOf(organisation.current, purpose);
  const terms = organisation.terms(purpose);
  if (asked === null || terms === null) return [];
  const { basis, why, keptDays } = asked;
  const sensor = sensorState(port, purpose);
  const obstacle = sign.obstacle ?? (sensor.ok ? null : sensor.reason);
  const notice = hashOfTerms(terms);
  const isSeconds = purpose === 'input-counts' && port.platform.inputSeconds !== null;
  const instead: PurposeStatus['instead'] = isSeconds ? 'input-seconds' : null;
  const about = { purpose, basis, why, keptDays, notice, obstacle, instead, because: null, sensorReason: null };
  const decision = gate.ask(purpose, now);
  if ('refused' in decision) {
    const sensorReason = decision.refused === 'no-sign' ? (sign.failure?.reason ?? null) : null;
    return [{ ...about, state: stateOf(port, purpose, decision, now), because: decision.refused, sensorReason }];
  }
  if (!sensor.ok) return [{ ...about, state: 'unavailable', because: 'sensor', sensorReason: sensor.reason }];
  if ((purpose === 'titles' || purpose === 'websites') && !gate.allows('apps', now))
    return [{ ...about, state: 'stopped', because: 'needs-apps' }];
  return [{ ...about, state: 'recording' }];
}

function stateOf(
  { ledger }: PurposePort,
  purpose: RecordedPurpose,
  { refused }: Refusal,
  now: Instant,
): PurposeStatus['state'] {
  if (refused === 'changed') return 'changed';
  if (refused === 'not-read') return 'unread';
  return isAgreed(ledger.records ?? [], purpose, now) ? 'stopped' : 'refused';
}

/** The sensor that a purpose needs here: where nothing can be counted, the one that tells seconds with input. */
function sensorFor({ platform }: PurposePort, purpose: Exclude<RecordedPurpose, 'websites'>): SensorName {
  return purpose === 'input-counts' && platform.inputSeconds !== null ? 'input-seconds' : sensorOf[purpose];
}

function sensorState(port: PurposePort, purpose: RecordedPurpose): { ok: boolean; reason: Reason | null } {
  const { platform, conductor } = port;
  const lacking = platform.lacking?.(purpose) ?? null;
  if (lacking !== null) return shownState(lacking);
  if (purpose === 'websites') return shownState(platform.websites);
  const needed = sensorFor(port, purpose);
  const report = conductor.reports.find(({ sensor }) => sensor === needed);
  // A sensor that can never deliver says so before anybody agrees to it.
  if (report === undefined) return shownState(platform.never?.[needed] ?? { ok: true });
  return { ok: report.ok, reason: report.reason };
}

function shownState(state: SensorState): { ok: boolean; reason: Reason | null } {
  return state.ok ? { ok: true, reason: null } : state;
}
