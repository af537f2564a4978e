import { join } from 'node:path';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { faultProblem } from '../../core/day/chain.ts';
import { viewOfDay } from '../../core/day/view.ts';
import { type Day, daySchema, personIdSchema } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { knownZone } from '../../core/time/calendar.ts';
import { problemText } from '../../messages/problem-text.ts';
import { publicKeySchema } from '../../seal/signing.ts';
import { forkedProcess } from '../../viewer/day/forked-process.ts';
import { Recovery } from '../../viewer/day/recovery.ts';
import { segmentWorker } from '../../viewer/day/segment-worker.ts';
import type { DeviceDay } from '../../viewer/ports.ts';
import { unconfirmedDevice } from '../../viewer/session/problems.ts';
import { passphraseVariable } from '../agent/agent-unlock.ts';
import { complain, defineCommand, type Form, giveUp, inOption, type Options, print, refuse } from '../command.ts';
import {
  bucketFile,
  day as dayKind,
  folderToMake,
  id,
  orgFolder,
  parsed,
  recoveryFile,
  text,
  viewerFile,
} from '../option-kinds.ts';
import { type DayFinder, finderFor, type RecordedPerson } from './day-finder.ts';
import { dayOpenerFrom } from './day-opener.ts';
import { takeFolder, writeDeviceDay } from './open-folder.ts';

const help = `plainsight open (--viewer FILE | --identity FILE --bucket FILE [--folder DIR]) --person ID --day DAY --reason TEXT --out DIR

Checks a day's chain, decrypts the day and writes it to a folder in the clear: activity.ndjson, shots/*.webp and chain.json (one folder
a device where the day has several). What was altered or is missing is named and left out; the rest is recovered.
Without --day it lists the days, without --person the people.

  --viewer FILE     your viewer's file; its passphrase is taken from ${passphraseVariable}
  --identity FILE   a recovery identity: plain, or sealed with the passphrase in ${passphraseVariable}
  --folder DIR      with --identity: the organisation's folder, whose key signs the receipt
  --bucket FILE     JSON: endpoint, bucket, accessKeyId, secretAccessKey, and caCertificate, region, prefix where needed
  --organisation-key KEY
                    with --identity: the organisation's public key, as in an enrolment or a viewer's file
  --person ID       whose days, as they are listed without it
  --day DAY         which day, such as 2026-03-31
  --reason TEXT     why the day is opened, in at most 500 characters: the person reads it
  --out DIR         a new or an empty folder
  --no-receipt      with --identity only: for a copy of the bucket that cannot be written to

Opening a day, and listing days, leaves a signed receipt that the person sees, with a recovery identity as well; where it cannot be left,
nothing is opened or listed.
Exit code: 0 opened and whole, 1 not opened, or the chain is broken, 2 wrong options.`;

const form: Form = {
  called: 'plainsight open',
  action: null,
  texts: {
    viewer: viewerFile,
    identity: recoveryFile,
    bucket: bucketFile,
    'organisation-key': parsed(
      'KEY',
      'the organisation’s public key, as it stands in an enrolment or a viewer’s file (organisationKey)',
      publicKeySchema,
      'is no such key',
    ),
    folder: orgFolder,
    person: id('ID', 'plainsight open without --person'),
    day: dayKind,
    reason: text('TEXT', 'why the day is opened, in at most 500 characters, such as "asked for by Ada"', 500),
    out: folderToMake('the day', 'ada-2026-03-31', { isNew: true }),
  },
  switches: ['no-receipt'],
  needs: [],
  pairs: [
    ['viewer', 'not', 'identity'],
    ['identity', 'with', 'bucket'],
    ['bucket', 'with', 'identity'],
    ['organisation-key', 'with', 'identity'],
    ['folder', 'with', 'identity'],
    ['no-receipt', 'with', 'identity'],
    ['day', 'with', 'person'],
    ['day', 'with', 'reason'],
    ['day', 'with', 'out'],
    ['out', 'with', 'day'],
  ],
};

export const openCommand = defineCommand({
  summary: 'verify and decrypt a day to a folder',
  help,
  forms: [form],
  async act(options) {
    const access = await dayOpenerFrom(options.values, process.env);
    if (!access.ok) return access.problem.code === 'usage' ? refuse(access.problem) : giveUp(access.problem);
    const store = openS3Store(access.value.bucket);
    const worker = segmentWorker(() => forkedProcess());
    try {
      const { identity, bucket, organisationKey } = access.value;
      const from = new Recovery({ store, prefix: bucket.prefix, identity, organisationKey, readSegments: worker.read });
      if (organisationKey === null)
        print('Without --organisation-key it is not checked that your organisation enrolled this person.');
      const done = await act(from, finderFor(access.value, from, store), options);
      if (done.ok) return done.value;
      return done.problem.code === 'usage' ? refuse(done.problem) : giveUp(done.problem);
    } finally {
      store.close();
      worker.close();
    }
  },
});

async function act(from: Recovery, finder: DayFinder, { values, switches }: Options): Promise<Result<number>> {
  if (values.person === undefined) return listPeople(finder);
  const opened = await finder.person(personIdSchema.parse(values.person));
  if (!opened.ok) return fail(inOption('person', opened.problem));
  const tell = async (on: Day | null, why: string) =>
    switches.has('no-receipt') ? ok(null) : finder.leaveReceipt(opened.value, on, why);
  if (values.day === undefined) {
    const told = await tell(null, values.reason ?? '');
    return told.ok ? listDays(finder, opened.value) : told;
  }
  const day = daySchema.parse(values.day);
  const { reason = '', out = '' } = values;
  const folder = await takeFolder(out);
  if (!folder.ok) return folder;
  // Before anything is told, that there is nothing too.
  const told = await tell(day, reason);
  if (!told.ok) return told;
  const found = await finder.devices(opened.value, day);
  if (!found.ok) return found;
  const { devices, unconfirmed } = found.value;
  if (devices.length + unconfirmed.length === 0) return fail(problem('day-empty', { day }));
  // What nobody confirmed is named and left alone; the day is then not what a whole day would be.
  for (const device of unconfirmed) complain(unconfirmedDevice(device));
  let code = unconfirmed.length > 0 ? 1 : 0;
  for (const device of devices) {
    const target = devices.length === 1 ? out : join(out, device.device);
    const written = await writeDeviceDay(from, opened.value, day, device, target);
    if (!written.ok) return written;
    print(...summary(opened.value, day, written.value, target));
    if (written.value.problem !== null) complain(written.value.problem);
    if (written.value.report.state === 'broken' || written.value.problem !== null) code = 1;
  }
  return ok(code);
}

async function listPeople(from: DayFinder): Promise<Result<number>> {
  const people = await from.people();
  if (!people.ok) return people;
  for (const { person, name } of people.value.people) print(`${person}  ${name}`);
  for (const each of people.value.unread) complain(each);
  return ok(people.value.unread.length === 0 ? 0 : 1);
}

async function listDays(from: DayFinder, person: RecordedPerson): Promise<Result<number>> {
  const days = await from.days(person);
  if (!days.ok) return days;
  for (const day of days.value) print(day);
  return ok(0);
}

const states = {
  verified: 'verified: complete, unaltered and closed',
  open: 'unaltered so far; the day is not closed yet',
  broken: 'BROKEN',
} as const;

function summary(
  { name, zone }: RecordedPerson,
  day: string,
  { device, report, records }: DeviceDay,
  folder: string,
): string[] {
  const view = viewOfDay(daySchema.parse(day), knownZone(zone), records ?? []);
  const { recordedMs, keys, clicks, scrolls } = view.totals;
  return [
    `${name}, ${day}, device ${device}`,
    `  recorded  ${Math.round(recordedMs / 60_000)} minutes, ${view.windows.length} windows, ${view.shots.length} shots`,
    `  input     ${keys} keys, ${clicks} clicks, ${scrolls} scroll steps`,
    `  chain     ${states[report.state]} (${report.links} links, ${report.objects} objects)`,
    ...report.faults.map((fault) => `            ${problemText('en', faultProblem(fault)).what}`),
    `  folder    ${folder}`,
  ];
}
