import { join } from 'node:path';
import { openS3Store } from '../bucket/s3-store.ts';
import { viewOfDay } from '../core/day-view.ts';
import { daySchema, personIdSchema } from '../core/ids.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { unconfirmedDevice } from '../viewer/problems.ts';
import { type DevicePart, Reader } from '../viewer/reader.ts';
import { passphraseVariable } from './agent-unlock.ts';
import { type Command, complain, giveUp, type Options, print, readOptions, refuse, usageProblem } from './command.ts';
import { type Access, accessOf } from './open-access.ts';
import { type DayFinder, finderFor, type Opened } from './open-days.ts';
import { takeFolder, writePart } from './open-folder.ts';

const help = `plainsight open (--viewer FILE | --identity FILE --bucket FILE [--folder DIR]) --person ID --day YYYY-MM-DD --reason TEXT --out DIR

Checks a day's chain, decrypts the day and writes it to a folder in the clear: activity.ndjson, shots/*.webp and chain.json (one folder
a device where the day has several). What was altered or is missing is named and left out; the rest is recovered.
Without --day it lists the days, without --person the people.

  --viewer FILE     your viewer's file; its passphrase is taken from ${passphraseVariable}
  --identity FILE   a recovery identity: plain, or sealed with the passphrase in ${passphraseVariable}
  --folder DIR      with --identity: the organisation's folder, whose key signs the receipt
  --bucket FILE     JSON: endpoint, bucket, accessKeyId, secretAccessKey, and caCertificate, region, prefix where needed
  --organisation-key KEY
                    with --identity: the organisation's public key, as in an enrolment or a viewer's file
  --reason TEXT     why the day is opened: the person reads it
  --out DIR         a new or an empty folder
  --no-receipt      with --identity only: for a copy of the bucket that cannot be written to

Opening a day leaves a signed receipt that the person sees, with a recovery identity as well; where it cannot be left, nothing is opened.
Exit code: 0 opened and whole, 1 not opened, or the chain is broken, 2 wrong options.`;

export const openCommand: Command = {
  summary: 'verify and decrypt a day to a folder',
  help,
  async run(args) {
    const texts = ['viewer', 'identity', 'bucket', 'organisation-key', 'folder', 'person', 'day', 'reason', 'out'];
    const options = readOptions(args, texts, ['no-receipt']);
    if (!options.ok) return refuse(options.problem);
    if (options.value.switches.has('help')) {
      print(help);
      return 0;
    }
    const access = await accessOf(options.value.values, process.env);
    if (!access.ok) return access.problem.code === 'usage' ? refuse(access.problem) : giveUp(access.problem);
    const store = openS3Store(access.value.bucket);
    try {
      const { identity, bucket, organisationKey } = access.value;
      const from = new Reader({ store, prefix: bucket.prefix, identity, organisationKey });
      if (organisationKey === null)
        print('Without --organisation-key it is not checked that your organisation enrolled this person.');
      const done = await act(from, finderFor(access.value, from, store), access.value, options.value);
      if (done.ok) return done.value;
      return done.problem.code === 'usage' ? refuse(done.problem) : giveUp(done.problem);
    } finally {
      store.close();
    }
  },
};

async function act(
  from: Reader,
  finder: DayFinder,
  { own }: Access,
  { values, switches }: Options,
): Promise<Result<number>> {
  if (values.person === undefined) return listPeople(finder);
  const person = personIdSchema.safeParse(values.person);
  if (!person.success)
    return fail(usageProblem('--person takes an id, as plainsight open without --person lists them.'));
  const opened = await finder.person(person.data);
  if (!opened.ok) return opened;
  if (values.day === undefined) return listDays(finder, opened.value);
  const day = daySchema.safeParse(values.day);
  if (!day.success) return fail(usageProblem('--day takes a date such as 2026-03-31.'));
  const { reason, out } = values;
  if (out === undefined || reason === undefined)
    return fail(usageProblem('Opening a day needs --out DIR and --reason TEXT.'));
  if (switches.has('no-receipt') && own !== null) return fail(usageProblem('--no-receipt goes with --identity only.'));
  const folder = await takeFolder(out);
  if (!folder.ok) return folder;
  const found = await finder.devices(opened.value, day.data);
  if (!found.ok) return found;
  const { devices, unconfirmed } = found.value;
  if (devices.length + unconfirmed.length === 0)
    return fail(problem('day-empty', `Nothing was recorded on ${day.data}.`, 'Choose another day.'));
  if (!switches.has('no-receipt')) {
    const left = await finder.leaveReceipt(opened.value, day.data, reason, opened.value.devices);
    if (!left.ok) return left;
  }
  // What nobody confirmed is named and left alone; the day is then not what a whole day would be.
  for (const device of unconfirmed) complain(unconfirmedDevice(device));
  let code = unconfirmed.length > 0 ? 1 : 0;
  for (const device of devices) {
    const target = devices.length === 1 ? out : join(out, device.device);
    const part = await writePart(from, opened.value, day.data, device, target);
    if (!part.ok) return part;
    print(summary(opened.value, day.data, part.value, target));
    if (part.value.problem !== null) complain(part.value.problem);
    if (part.value.report.state === 'broken' || part.value.records === null) code = 1;
  }
  return ok(code);
}

async function listPeople(from: DayFinder): Promise<Result<number>> {
  const people = await from.people();
  if (!people.ok) return people;
  for (const { person, name } of people.value) print(`${person}  ${name}`);
  return ok(0);
}

async function listDays(from: DayFinder, person: Opened): Promise<Result<number>> {
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

function summary({ name, zone }: Opened, day: string, { device, report, records }: DevicePart, folder: string): string {
  const view = viewOfDay(daySchema.parse(day), zone ?? 'UTC', records ?? []);
  const { recordedMs, keys, clicks, scrolls } = view.totals;
  return [
    `${name}, ${day}, device ${device}`,
    `  recorded  ${Math.round(recordedMs / 60_000)} minutes, ${view.windows.length} windows, ${view.shots.length} shots`,
    `  input     ${keys} keys, ${clicks} clicks, ${scrolls} scroll steps`,
    `  chain     ${states[report.state]} (${report.links} links, ${report.objects} objects)`,
    ...report.faults.map(({ says }) => `            ${says}`),
    `  folder    ${folder}`,
  ].join('\n');
}
