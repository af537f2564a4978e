import { unsealEnrolment } from '../../agent/enrolment/acceptance.ts';
import { presentCredential } from '../../agent/enrolment/device-credential.ts';
import { readUsedIds } from '../../agent/enrolment/enrolled-file.ts';
import { readOrganisation } from '../../agent/enrolment/enrolment.ts';
import type { EnrolmentFile } from '../../agent/enrolment/enrolment-file.ts';
import type { Fitting } from '../../agent/enrolment/location.ts';
import { writeJson } from '../../agent/host/terminal.ts';
import { orgKey } from '../../bucket/layout.ts';
import { proxyFor } from '../../bucket/proxy.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { ok, type Result } from '../../core/result.ts';
import { problemText } from '../../messages/problem-text.ts';
import { type AgentSettings, readAgentSettings } from '../agent/agent-settings.ts';
import { type Unlocking, unlockingOf } from '../agent/agent-unlock.ts';
import type { Options } from '../cli-command.ts';
import { bucketRequestFor } from '../org/org.ts';
import { print } from '../outcome.ts';
import { checkAdministration } from './doctor-administration.ts';
import { type Check, fails, works } from './doctor-check.ts';
import { checkLifecycle } from './doctor-lifecycle.ts';
import {
  checkDisplay,
  checkElectron,
  checkEncoder,
  checkFolder,
  checkKeychain,
  checkNode,
  checkPackages,
  checkSensors,
  checkZone,
  type Machine,
} from './doctor-machine.ts';
import { checkRequests } from './doctor-requests.ts';

export async function runDoctor(options: Options): Promise<number> {
  const { values, switches } = options;
  const machine = { platform: process.platform, env: process.env, nodeVersion: process.versions.node };
  const checks = [
    ...(await checkMachine(machine)),
    ...(values.settings !== undefined ? await checkSettings(values.settings) : []),
    ...(values.folder !== undefined ? await checkOrganisation(options) : []),
  ];
  if (switches.has('json')) writeJson('stdout', checks, 2);
  else print(...checks.flatMap(linesOf));
  return checks.some(({ state }) => state === 'fails') ? 1 : 0;
}

async function checkMachine(machine: Machine): Promise<Check[]> {
  return [
    checkNode(machine),
    checkElectron(machine),
    await checkDisplay(machine),
    ...(await checkSensors(machine)),
    await checkEncoder(machine),
    await checkKeychain(machine),
    checkZone(),
    checkPackages(machine),
  ];
}

async function checkSettings(file: string): Promise<Check[]> {
  const read = await readAgentSettings(file);
  if (!read.ok) return [fails('settings', problemText('en', read.problem))];
  const settings = read.value;
  const unlocking = await unlockingOf(settings, { ...process.env });
  return [
    works('settings', `${file} is understood.`),
    unlocking.ok
      ? (unlocking.value.warnings.map((what) =>
          fails('unlock', { what, remedy: 'Then others cannot read it any more.' }),
        )[0] ?? works('unlock', 'What opens the keys is there.'))
      : fails('unlock', problemText('en', unlocking.problem)),
    await checkFolder(settings.folder),
    await checkBucket(settings, unlocking),
  ];
}

/** One request: address, certificate, credential, clock and bucket all have to be right for its answer. */
async function checkBucket({ enrolment, folder }: AgentSettings, unlocking: Result<Unlocking>): Promise<Check> {
  const known = await knownEnrolment(enrolment, folder, unlocking);
  if (!known.ok) return fails('bucket', problemText('en', known.problem));
  if (known.value === null)
    return fails('bucket', {
      what: 'Nobody is enrolled.',
      remedy: 'Name an enrolment file in the settings that was not used before.',
    });
  const { enrolled } = known.value;
  const reached =
    'keys' in known.value
      ? await presentCredential(folder, known.value.keys.identity, enrolled.bucket)
      : enrolled.bucket;
  const { endpoint, bucket, prefix } = enrolled.bucket;
  const proxy = proxyFor(endpoint, process.env);
  if (!proxy.ok) return fails('bucket', problemText('en', proxy.problem));
  const way = proxy.value === null ? '' : ` through the proxy ${proxy.value.shown}`;
  const store = openS3Store(reached);
  try {
    const got = await store.get(orgKey(prefix));
    if (!got.ok) return fails('bucket', problemText('en', got.problem));
    const organisation = readOrganisation(got.value, enrolled.roster);
    if (!organisation.ok) return fails('bucket', problemText('en', organisation.problem));
    return works(
      'bucket',
      `${bucket} at ${endpoint} answers to this credential${way}, with the settings of ${organisation.value.organisation.name}.`,
    );
  } finally {
    store.close();
  }
}

/** The accepted one, whose credential may have been exchanged since; the one of the settings where that is newer, or nobody accepted one yet. */
async function knownEnrolment(
  named: AgentSettings['enrolment'],
  folder: string,
  unlocking: Result<Unlocking>,
): Promise<Result<Fitting | EnrolmentFile | null>> {
  const accepted = unlocking.ok ? await unsealEnrolment(folder, unlocking.value.protector) : unlocking;
  if (named === null) return accepted;
  const { id } = named.enrolled.enrolment;
  if (accepted.ok && accepted.value?.enrolled.enrolment.id === id) return accepted;
  const used = await readUsedIds(folder);
  if (!used.ok) return used;
  // What came with one that was used here opens nothing any more, and the store takes whoever tries it for somebody else.
  return used.value.has(id) ? accepted : ok(named);
}

/** The passphrase is asked for once: it leaves the environment with that. */
async function checkOrganisation(options: Options): Promise<Check[]> {
  const request = await bucketRequestFor(options);
  return [...(await checkLifecycle(request)), await checkAdministration(request), await checkRequests(request)];
}

const marks = { works: 'ok     ', missing: 'missing', fails: 'FAILS  ' } as const;

function linesOf({ id, state, what, remedy }: Check): string[] {
  const line = `${marks[state]}  ${id.padEnd(14)} ${what}`;
  return remedy === null ? [line] : [line, `${' '.repeat(24)} ${remedy}`];
}
