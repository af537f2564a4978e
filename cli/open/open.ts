import { join } from 'node:path';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { faultProblem } from '../../core/day/chain.ts';
import { viewOfDay } from '../../core/day/view.ts';
import { type Day, daySchema, personIdSchema } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { knownZone } from '../../core/time/calendar.ts';
import { problemText } from '../../messages/problem-text.ts';
import { readingProcess } from '../../viewer/day/reading-process.ts';
import { Recovery } from '../../viewer/day/recovery.ts';
import { segmentWorker } from '../../viewer/day/segment-worker.ts';
import type { DeviceDay } from '../../viewer/ports.ts';
import { revokedDevice, unconfirmedDevice } from '../../viewer/session/problems.ts';
import type { Options } from '../cli-command.ts';
import { complain, giveUp, inOption, print, refuse } from '../outcome.ts';
import { type DayFinder, finderFor, type RecordedPerson } from './day-finder.ts';
import { dayOpenerFrom } from './day-opener.ts';
import { takeFolder, writeDeviceDay } from './open-folder.ts';

export async function runOpen(options: Options): Promise<number> {
  const access = await dayOpenerFrom(options.values, process.env);
  if (!access.ok) return access.problem.code === 'usage' ? refuse(access.problem) : giveUp(access.problem);
  const store = openS3Store(access.value.bucket);
  const worker = segmentWorker(() => readingProcess());
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
}

async function act(from: Recovery, finder: DayFinder, { values, switches }: Options): Promise<Result<number>> {
  if (values.person === undefined) return listPeople(finder);
  const opened = await finder.person(personIdSchema.parse(values.person));
  if (!opened.ok) return fail(inOption('person', opened.problem));
  const tell = async (on: Day | null, why: string) =>
    switches.has('no-receipt') ? ok(null) : finder.writeReceipt(opened.value, on, why);
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
  const gone = await from.erasedDay(opened.value, day);
  if (!gone.ok) return gone;
  if (gone.value !== null) return fail(gone.value);
  const over = await from.expiredDay(opened.value, day);
  if (!over.ok) return over;
  if (over.value !== null) return fail(over.value);
  const found = await finder.devices(opened.value, day);
  if (!found.ok) return found;
  const { devices, revoked, unconfirmed } = found.value;
  if (devices.length + revoked.length + unconfirmed.length === 0) return fail(problem('day-empty', { day }));
  // What nobody confirmed is named and left alone; the day is then not what a whole day would be.
  for (const device of revoked) complain(revokedDevice(device));
  for (const device of unconfirmed) complain(unconfirmedDevice(device));
  let code = revoked.length + unconfirmed.length > 0 ? 1 : 0;
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
  const { recordedMs, keys, clicks, scrolls, inputSeconds } = view.totals;
  return [
    `${name}, ${day}, device ${device}`,
    `  recorded  ${Math.round(recordedMs / 60_000)} minutes, ${view.windows.length} windows, ${view.shots.length} shots`,
    `  input     ${keys} keys, ${clicks} clicks, ${scrolls} scroll steps`,
    ...(inputSeconds > 0 ? [`            input in ${inputSeconds} seconds, where nothing could be counted`] : []),
    `  chain     ${states[report.state]} (${report.links} links, ${report.objects} objects)`,
    ...report.faults.map((fault) => `            ${problemText('en', faultProblem(fault)).what}`),
    `  folder    ${folder}`,
  ];
}
