import { isAgreed, type Refusal } from '../../core/consent/consent.ts';
import { hashOfTerms } from '../../core/consent/terms.ts';
import type { SensorName } from '../../core/day/activity.ts';
import { noticeOf, type Organisation } from '../../core/organisation/organisation.ts';
import { type Purpose, purposes } from '../../core/organisation/purpose.ts';
import type { Reason } from '../../core/reason.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { EmployeeStatus, PurposeStatus } from '../../ipc/employee.ts';
import { lastWord } from '../consent/consent-state.ts';
import type { SensorState } from '../ports.ts';
import type { RunningAgent } from './context.ts';

/** Which sensor each purpose needs. */
const sensorOf: Readonly<Record<Exclude<Purpose, 'websites'>, SensorName>> = {
  apps: 'active-window',
  titles: 'active-window',
  'input-counts': 'input-counts',
  presence: 'presence',
  screenshots: 'screen',
};

/** The state of a running agent as its page shows it. */
export function statusOf(agent: RunningAgent): EmployeeStatus {
  const { clock, host, zone } = agent.options;
  const now = clock.now();
  const organisation = agent.organisation.current;
  const asked = purposes.flatMap((purpose) => purposeStatus(agent, organisation, purpose, now));
  const upload = agent.outbox.state();
  const recording = recordingAsAWhole(agent, asked, now);
  const own = agent.settings.own;
  return {
    phase: 'ready',
    organisation: organisation.name,
    recording,
    purposes: asked,
    pause: agent.gate.pause,
    offHoursUntil: recording === 'off-hours' ? agent.gate.workAgainAt(now) : null,
    deletableFrom: agent.keeper.deletableFrom(now),
    lastShot: own?.shotNotice === false ? null : agent.conductor.shots.newest,
    idleQuestion: agent.idle.current(now),
    silentSince: agent.conductor.silentSince,
    language: own?.language ?? null,
    lastCapturedAt: agent.conductor.lastCapturedAt,
    upload: { ...upload, problem: agent.uploader.problem },
    problems: agent.problems,
    news: agent.news.report?.hash ?? null,
    device: { code: agent.admission.code, isConfirmed: agent.admission.isConfirmed },
    nextShot: agent.conductor.nextShot(),
    consentGiven: lastWord(agent.ledger.records),
    host,
    zone,
    now,
  };
}

/** What is recorded at this moment decides; where nothing is, what the purposes wait for. */
function recordingAsAWhole(
  agent: RunningAgent,
  asked: readonly PurposeStatus[],
  now: Instant,
): EmployeeStatus['recording'] {
  const agreed = asked.filter(({ purpose }) => isAgreed(agent.ledger.records ?? [], purpose, now));
  if (agreed.some(({ state }) => state === 'recording'))
    return agreed.some(({ state }) => state === 'unavailable' || state === 'changed') ? 'partly' : 'on';
  return waitsFor.find((reason) => agreed.some(({ because }) => because === reason)) ?? 'off';
}

const waitsFor = ['paused', 'off-hours'] as const;

function purposeStatus(
  agent: RunningAgent,
  organisation: Organisation,
  purpose: Purpose,
  now: Instant,
): PurposeStatus[] {
  const notice = noticeOf(organisation, purpose);
  const terms = agent.organisation.terms(purpose);
  if (notice === null || terms === null) return [];
  const { basis, why, keptDays } = notice;
  const about = { purpose, basis, why, keptDays, notice: hashOfTerms(terms), because: null, sensorReason: null };
  const decision = agent.gate.ask(purpose, now);
  if ('refused' in decision) {
    const sensorReason = decision.refused === 'no-sign' ? (agent.sign.failure?.reason ?? null) : null;
    return [{ ...about, state: stateOf(agent, purpose, decision, now), because: decision.refused, sensorReason }];
  }
  const sensor = sensorState(agent, purpose);
  if (!sensor.ok) return [{ ...about, state: 'unavailable', because: 'sensor', sensorReason: sensor.reason }];
  if ((purpose === 'titles' || purpose === 'websites') && !agent.gate.allows('apps', now))
    return [{ ...about, state: 'stopped', because: 'needs-apps' }];
  return [{ ...about, state: 'recording' }];
}

function stateOf(agent: RunningAgent, purpose: Purpose, { refused }: Refusal, now: Instant): PurposeStatus['state'] {
  if (refused === 'changed') return 'changed';
  if (refused === 'not-read') return 'unread';
  return isAgreed(agent.ledger.records ?? [], purpose, now) ? 'stopped' : 'refused';
}

function sensorState(agent: RunningAgent, purpose: Purpose): { ok: boolean; reason: Reason | null } {
  if (purpose === 'websites') return shown(agent.options.platform.websites);
  const report = agent.conductor.reports.find(({ sensor }) => sensor === sensorOf[purpose]);
  return { ok: report?.ok ?? true, reason: report?.reason ?? null };
}

function shown(state: SensorState): { ok: boolean; reason: Reason | null } {
  return state.ok ? { ok: true, reason: null } : state;
}
