import { flushCompileCache } from 'node:module';
import type { Agent } from '../../agent/agent.ts';
import { browsersUnderNode } from '../../agent/browsers/node-setup.ts';
import { forkedSensors } from '../../agent/capture/beside/forked-sensors.ts';
import { openHostPlatform } from '../../agent/capture/host-platform.ts';
import { createEmployee, type Employee } from '../../agent/employee.ts';
import type { EnrolmentFile } from '../../agent/enrolment/enrolment-file.ts';
import { untilTold } from '../../agent/host/end-signals.ts';
import { notifySender } from '../../agent/host/notify-send.ts';
import { memoryIn, watchReminders } from '../../agent/host/reminder-watch.ts';
import { systemLanguage } from '../../agent/host/system-language.ts';
import { chooseEncoder } from '../../agent/screenshot/encoder.ts';
import { openRecordingSign } from '../../agent/sign/detect.ts';
import { shellExtensionUnderNode } from '../../agent/sign/node-extension.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { standingOf } from '../../core/consent/consent.ts';
import type { Problem } from '../../core/problem.ts';
import { ok, type Result } from '../../core/result.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import type { Options } from '../cli-command.ts';
import { giveUp, refuse } from '../outcome.ts';
import { packageVersion } from '../package-version.ts';
import { openInvitation } from './agent-enrolment.ts';
import { AgentReport } from './agent-report.ts';
import { type AgentSettings, readAgentSettings } from './agent-settings.ts';
import { unlockingOf } from './agent-unlock.ts';
import { waitForPerson } from './agent-waiting.ts';

export async function runAgent(options: Options): Promise<number> {
  const settings = await readAgentSettings(options.values.settings ?? '');
  if (!settings.ok) return refuse(settings.problem);
  return record(settings.value, options);
}

async function record(settings: AgentSettings, { values, switches, passphraseWork }: Options): Promise<number> {
  const { settings: file = '' } = values;
  const told = untilTold();
  const report = new AgentReport({ asJson: switches.has('json-lines'), quiet: settings.log === 'problems' });
  const unlocking = await unlockingOf(settings, process.env, passphraseWork);
  if (!unlocking.ok) return refuse(unlocking.problem);
  for (const warning of unlocking.value.warnings) report.warn(warning);
  if (settings.remark !== null) report.warn(settings.remark);
  const own = takePrivateFolder(settings.folder);
  if (!own.ok) return giveUp(own.problem);
  const clock = { now: () => Date.now() };
  const found = await openInvitation(settings, unlocking.value.protector, clock.now());
  if (!found.ok) return giveUp(found.problem);
  const { invitation, refused } = found.value;
  if (refused !== null) report.problem(refused);
  const employee = await createEmployee({
    folder: settings.folder,
    enrolled: null,
    openPlatform: () =>
      openHostPlatform({ platform: process.platform, env: process.env, clock, startSensors: forkedSensors }),
    openSign: () => openRecordingSign({ platform: process.platform, env: process.env }),
    browsers: browsersUnderNode(process.platform, process.env),
    shellExtension: shellExtensionUnderNode(process.platform, process.env),
    encoder: () => chooseEncoder({ platform: process.platform, isElectron: false }),
    openStore: openS3Store,
    protector: unlocking.value.protector,
    clock,
    random: Math.random,
    zone: settings.zone,
    appVersion: packageVersion(),
    host: 'node',
    log: (line) => report.warn(line),
  });
  if (!employee.ok) return giveUp(employee.problem);
  const open: { close(): Promise<unknown> }[] = [employee.value];
  const started = await begin({ employee: employee.value, settings, file, invitation, refused }, report, open);
  // Now and not at the end, so that the next start is lean even if this process is killed.
  flushCompileCache();
  if (started.ok) await told;
  report.end();
  for (const each of open.toReversed()) await each.close();
  if (!started.ok) return giveUp(started.problem);
  report.say({ event: 'stopped' }, 'Stopped. Everything that was recorded is kept.');
  return 0;
}

interface Beginning {
  readonly employee: Employee;
  readonly settings: AgentSettings;
  /** Where the settings are. */
  readonly file: string;
  /** What the person has not answered yet. */
  readonly invitation: EnrolmentFile | null;
  /** Why the enrolment of the settings was not taken, although somebody is enrolled. */
  readonly refused: Problem | null;
}

async function begin(
  { employee, settings, file, invitation, refused }: Beginning,
  report: AgentReport,
  open: { close(): Promise<unknown> }[],
): Promise<Result<void>> {
  const agent = employee.agent();
  if (agent !== null) {
    const applied = await withdrawn(agent, settings, report);
    if (!applied.ok) return applied;
  }
  if (invitation !== null) {
    const invited = await employee.invite(invitation.text);
    if (!invited.ok) return invited;
  }
  // The person reads it too: somebody wants their data elsewhere.
  if (refused !== null) await employee.invite(refused);
  if (settings.pagePort !== null) {
    const { serveEmployeePage } = await import('./agent-page.ts');
    const page = await serveEmployeePage(employee, settings.pagePort, settings.folder, (line) => report.warn(line));
    if (!page.ok) return page;
    open.push(page.value);
    const { addressFile } = page.value;
    report.say({ event: 'page', addressFile }, `The page's address is in ${addressFile}.`);
  }
  if (employee.agent() === null) {
    report.tellWaiting(file, settings.pagePort !== null);
    const stop = waitForPerson(
      employee,
      settings.folder,
      (ready) => void withdrawn(ready, settings, report),
      (sentence) => report.warn(sentence),
    );
    open.push({ close: async () => stop() });
  } else if (process.stdin.isTTY) report.tellWhereToDecide(file);
  const reminders = watchReminders({
    employee,
    memory: memoryIn(() => employee.agent()?.options.vault ?? null),
    tell: notifySender((line) => report.warn(line)),
    // There is no window: the page is opened by its address.
    openPage: () => {},
    language: systemLanguage(process.env),
    every: (ms, tick) => {
      const timer = setInterval(tick, ms);
      timer.unref();
      return () => clearInterval(timer);
    },
  });
  open.push({ close: async () => reminders() });
  report.follow(employee);
  return ok(undefined);
}

/**
 * Withdraws what the settings file withdraws, and warns of what that took away. A file can take away only:
 * what it does not name stays as the person decided.
 */
async function withdrawn(agent: Agent, settings: AgentSettings, report: AgentReport): Promise<Result<void>> {
  const held = settings.withdrawn.filter(
    (purpose) => standingOf(agent.ledger.records ?? [], purpose, Number.POSITIVE_INFINITY).isAllowed,
  );
  const done = await agent.consent.withdraw(settings.withdrawn, 'settings');
  if (!done.ok) return done;
  for (const purpose of held) report.warn(`The settings withdraw ${purpose}, which was agreed to: it is not recorded.`);
  return ok(undefined);
}
