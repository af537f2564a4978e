import { readFileSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openCapturePlatform } from '../agent/capture/detect.ts';
import { createEmployee, type Employee } from '../agent/employee.ts';
import { chooseEncoder } from '../agent/shot/encoder.ts';
import { openRecordingSign } from '../agent/sign/detect.ts';
import { openS3Store } from '../bucket/s3-store.ts';
import { ok, type Result } from '../core/result.ts';
import { takePrivateFolder } from '../seal/private-folder.ts';
import { applyConsent } from './agent-consent.ts';
import { enrolFolder } from './agent-enrolment.ts';
import { AgentReport } from './agent-report.ts';
import { type AgentSettings, readAgentSettings } from './agent-settings.ts';
import { passphraseVariable, unlockingOf } from './agent-unlock.ts';
import { type Command, giveUp, print, readOptions, refuse, untilTold, usageProblem } from './command.ts';

const help = `plainsight agent --settings FILE [--json-lines]

Records on this computer what its person agreed to, without a window: for servers and thin clients. Says in one line what is
recorded, what not, and why, and says so again whenever that changes. SIGTERM or Ctrl+C ends it and keeps everything.

  --settings FILE  JSON:
      {
        "enrolment": "name.plainsight",         what your organisation gave (plainsight org enrol): path, content or link
        "folder": "/var/lib/plainsight",        keys and vault of this agent
        "unlockIdentityFile": "unlock.key",     opens the keys: an age identity, readable for this account only
                                                or "passphraseFile", or the variable ${passphraseVariable}
        "consent": { "agreed": ["apps"] },      who writes this file agrees; leave it out to decide on the page
        "page": { "port": 8420 },               serves the person's page on this computer only; leave it out for none
        "zone": "Europe/Berlin",                the person's time zone, unless it is the system's
        "log": "all"                            or "problems"
      }
  --json-lines     one JSON object a line on standard output instead of sentences

The enrolment's signature is checked at every start, its dates and whether it was used at the first one. Then the folder has it sealed with
the agent's keys, and the file can be deleted. Who writes the settings says that the person is as old as the organisation asks for.

Rules of exclusion are in settings.json in the folder. Exit code: 0 ended as told, 1 could not start, 2 wrong options or settings.`;

export const agentCommand: Command = {
  summary: 'record on this computer without a window, by a settings file',
  help,
  async run(args) {
    const options = readOptions(args, ['settings'], ['json-lines']);
    if (!options.ok) return refuse(options.problem);
    if (options.value.switches.has('help')) {
      print(help);
      return 0;
    }
    const file = options.value.values.settings;
    if (file === undefined || options.value.words.length > 0)
      return refuse(usageProblem('The agent needs --settings FILE and nothing else.'));
    const settings = await readAgentSettings(file);
    if (!settings.ok) return refuse(settings.problem);
    return record(settings.value, options.value.switches.has('json-lines'));
  },
};

async function record(settings: AgentSettings, asJson: boolean): Promise<number> {
  const told = untilTold();
  const report = new AgentReport({ asJson, quiet: settings.log === 'problems' });
  const unlocking = await unlockingOf(settings, process.env);
  if (!unlocking.ok) return refuse(unlocking.problem);
  for (const warning of unlocking.value.warnings) report.warn(warning);
  if (settings.remark !== null) report.warn(settings.remark);
  const own = takePrivateFolder(settings.folder);
  if (!own.ok) return giveUp(own.problem);
  const clock = { now: () => Date.now() };
  const enrolled = await enrolFolder(settings, unlocking.value.protector, clock.now());
  if (!enrolled.ok) return giveUp(enrolled.problem);
  const employee = await createEmployee({
    folder: settings.folder,
    enrolled: null,
    openPlatform: () => openCapturePlatform({ platform: process.platform, env: process.env, clock }),
    openSign: () => openRecordingSign({ platform: process.platform, env: process.env }),
    encoder: () => chooseEncoder({ platform: process.platform, isElectron: false }),
    openStore: openS3Store,
    protector: unlocking.value.protector,
    clock,
    random: Math.random,
    zone: settings.zone,
    appVersion: appVersion(),
    host: 'node',
    log: (line) => report.warn(line),
  });
  if (!employee.ok) return giveUp(employee.problem);
  const open: { close(): Promise<unknown> }[] = [employee.value];
  const started = await begin(employee.value, settings, report, open);
  // Now and not at the end, so that the next start is lean even if this process is killed.
  flushCompileCache();
  if (started.ok) await told;
  report.end();
  for (const each of open.toReversed()) await each.close();
  if (!started.ok) return giveUp(started.problem);
  report.say({ event: 'stopped' }, 'Stopped. Everything that was recorded is kept.');
  return 0;
}

async function begin(
  employee: Employee,
  settings: AgentSettings,
  report: AgentReport,
  open: { close(): Promise<unknown> }[],
): Promise<Result<void>> {
  const agent = employee.agent();
  if (agent === null) throw new Error('the agent was opened with a protector and is not there');
  const applied = await applyConsent(agent, settings.agreed);
  if (!applied.ok) return applied;
  for (const remark of applied.value) report.warn(remark);
  if (settings.pagePort !== null) {
    const { serveEmployeePage } = await import('./agent-page.ts');
    const page = await serveEmployeePage(employee, settings.pagePort, settings.folder, (line) => report.warn(line));
    if (!page.ok) return page;
    open.push(page.value);
    const { addressFile } = page.value;
    report.say({ event: 'page', addressFile }, `The page's address is in ${addressFile}.`);
  }
  report.follow(employee);
  return ok(undefined);
}

const packageSchema = z.object({ version: z.string() });

function appVersion(): string {
  const path = fileURLToPath(new URL('../package.json', import.meta.url));
  return packageSchema.parse(JSON.parse(readFileSync(path, 'utf8'))).version;
}
