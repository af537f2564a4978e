import type { SensorName } from '../core/activity.ts';
import { isAgreed } from '../core/consent.ts';
import type { Instant } from '../core/interval.ts';
import { noticeOf, type Organisation } from '../core/organisation.ts';
import { type Purpose, purposes } from '../core/purpose.ts';
import type { EmployeeStatus, PurposeStatus } from '../ipc/employee.ts';
import type { Agent } from './agent.ts';
import type { SensorState } from './ports.ts';
import { sayRefusal } from './record/gate.ts';

/** Which sensor each purpose needs. */
const sensorOf: Readonly<Record<Exclude<Purpose, 'websites'>, SensorName>> = {
  apps: 'active-window',
  titles: 'active-window',
  'input-counts': 'input-counts',
  presence: 'presence',
  screenshots: 'screen',
};

/** The state of a running agent as its page shows it. */
export function statusOf(agent: Agent): EmployeeStatus {
  const { clock, host, zone } = agent.options;
  const now = clock.now();
  const organisation = agent.organisation.current;
  const asked = purposes.flatMap((purpose) => purposeStatus(agent, organisation, purpose, now));
  const upload = agent.outbox.state();
  return {
    phase: 'ready',
    organisation: organisation.name,
    recording: recordingAsAWhole(agent, asked, now),
    purposes: asked,
    pause: agent.gate.pause,
    lastCapturedAt: agent.conductor.lastCapturedAt,
    upload: { ...upload, problem: agent.uploader.problem },
    problems: agent.problems,
    nextShot: agent.conductor.nextShot(),
    consentGiven: agent.consentGiven,
    host,
    zone,
    now,
  };
}

function recordingAsAWhole(agent: Agent, asked: readonly PurposeStatus[], now: Instant): EmployeeStatus['recording'] {
  const { ledger, gate, options } = agent;
  const agreed = asked.filter(({ purpose }) => isAgreed(ledger.records ?? [], purpose, options.clock.now()));
  if (agreed.length === 0) return 'off';
  const decision = gate.ask(agreed[0]?.purpose ?? 'apps', now);
  if ('refused' in decision) return decision.refused === 'paused' ? 'paused' : 'off';
  if (agreed.every(({ state }) => state === 'unavailable')) return 'off';
  return agreed.some(({ state }) => state === 'unavailable') ? 'partly' : 'on';
}

function purposeStatus(agent: Agent, organisation: Organisation, purpose: Purpose, now: Instant): PurposeStatus[] {
  const notice = noticeOf(organisation, purpose);
  if (notice === null) return [];
  const { why, keptDays } = notice;
  const decision = agent.gate.ask(purpose, now);
  if ('refused' in decision) {
    const agreed = isAgreed(agent.ledger.records ?? [], purpose, now);
    const reason = sayRefusal(agreed ? decision : { refused: 'no-consent' });
    return [{ purpose, state: agreed ? 'stopped' : 'refused', reason, why, keptDays }];
  }
  const sensor = sensorState(agent, purpose);
  if (!sensor.ok) return [{ purpose, state: 'unavailable', reason: sensor.reason, why, keptDays }];
  if (purpose !== 'apps' && (purpose === 'titles' || purpose === 'websites') && !agent.gate.allows('apps', now)) {
    return [{ purpose, state: 'stopped', reason: 'It needs “apps”, which is not recorded.', why, keptDays }];
  }
  return [{ purpose, state: 'recording', reason: '', why, keptDays }];
}

function sensorState(agent: Agent, purpose: Purpose): { ok: boolean; reason: string } {
  if (purpose === 'websites') return shown(agent.options.platform.websites);
  const report = agent.conductor.reports.find(({ sensor }) => sensor === sensorOf[purpose]);
  return { ok: report?.ok ?? true, reason: report?.reason ?? '' };
}

function shown(state: SensorState): { ok: boolean; reason: string } {
  return state.ok ? { ok: true, reason: '' } : { ok: false, reason: state.reason };
}
