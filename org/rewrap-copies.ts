import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import pMap from 'p-map';
import { z } from 'zod';
import { classFolder, deviceStatusFolder, deviceStatusKey, monthSumsKey, monthTextsKey } from '../bucket/layout.ts';
import { isOfStore } from '../bucket/store-problems.ts';
import { deviceStatusSchema } from '../core/day/summary.ts';
import { type Day, type DeviceId, daySchema, deviceIdSchema, type PersonId, personIdSchema } from '../core/ids.ts';
import { type Access, type DaySpan, viewersOf } from '../core/organisation/access.ts';
import { isHybrid, type Recipient } from '../core/organisation/recipient.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { monthOf, monthSchema } from '../core/time/month.ts';
import { openWith, sealTo } from '../seal/age.ts';
import { publicKeySchema, readDocument } from '../seal/signing.ts';
import { requestsAtOnce } from './publication.ts';
import type { RewrapOptions } from './rewrap.ts';

interface CopiesReport {
  /** Objects that are now sealed to those who may open all of their days, and to nobody else. */
  readonly sealed: number;
  /** Objects that stay as they were, and why. */
  readonly left: readonly { readonly key: string; readonly why: Problem }[];
}

/** An object that is sealed to people and not with the key of a day. */
interface Copy {
  readonly key: string;
  readonly device: DeviceId;
  /** The days that it tells of; null: it is not what lies there. Whoever may not open all of them does not open it. */
  readonly daysOf: (opened: Uint8Array, publicKey: string) => Promise<Day[] | null>;
}

/** Larger than any that an agent writes. */
const mostBytes = 32 * 1024 * 1024;
/** How often one is read again that its computer replaced meanwhile. */
const mostReads = 5;
const decompress = promisify(gunzip);
const monthSchemaOfCopies = z.object({
  person: personIdSchema,
  device: deviceIdSchema,
  month: monthSchema,
  days: z.array(z.object({ day: daySchema })).max(31),
});

/**
 * Seals anew what of a person opens without a key of a day: what their computers laid together of the months that have a
 * day in `spans`, and what each wrote last. To the viewers who may open every day that it tells of by `access`, to
 * recovery, and to the person's devices: the keys of days alone would leave these open to whoever they were sealed to.
 * The very bytes that the computer signed are sealed; what no confirmed computer signed stays as it is, and is named.
 * Problem codes: those of the store, which end the work.
 */
export async function rewrapCopies(
  { access, spans }: { readonly access: Access; readonly spans: readonly DaySpan[] },
  options: RewrapOptions,
): Promise<Result<CopiesReport>> {
  const { store, prefix } = options;
  const { person } = access;
  const listed = [
    await store.list(classFolder(prefix, 'months', person)),
    await store.list(deviceStatusFolder(prefix, person)),
  ];
  let sealed = 0;
  let stopped: Problem | null = null;
  const left: { key: string; why: Problem }[] = [];
  const keys: string[] = [];
  for (const each of listed) {
    if (!each.ok) return each;
    keys.push(...each.value.map(({ key }) => key));
  }
  const rewrapOne = async (key: string): Promise<void> => {
    const copy = copyNamed(key, prefix, person, spans);
    if (stopped !== null || copy === null) return;
    const done = await rewrapCopy(copy, access, options);
    if (done.ok) sealed += done.value ? 1 : 0;
    else if (isOfStore(done.problem)) stopped = done.problem;
    else left.push({ key, why: done.problem });
  };
  await pMap(keys, rewrapOne, { concurrency: requestsAtOnce });
  return stopped === null ? ok({ sealed, left }) : fail(stopped);
}

/** What an object is by its name; null: nothing of ours, or of other months. */
function copyNamed(key: string, prefix: string, person: PersonId, spans: readonly DaySpan[]): Copy | null {
  const names = key.split('/');
  const device = deviceIdSchema.safeParse(names.at(-1)?.replace(/\.age$/, ''));
  if (device.success && key === deviceStatusKey(prefix, person, device.data))
    return { key, device: device.data, daysOf: daysOfStatus(person, device.data) };
  const month = monthSchema.safeParse(names.at(-3));
  const by = deviceIdSchema.safeParse(names.at(-2));
  if (!month.success || !by.success) return null;
  const of = { person, month: month.data, device: by.data };
  if (key !== monthSumsKey(prefix, of) && key !== monthTextsKey(prefix, of)) return null;
  const isMeant = spans.some(
    ({ from, to }) => (from === null || monthOf(from) <= of.month) && (to === null || of.month <= monthOf(to)),
  );
  return isMeant ? { key, device: of.device, daysOf: daysOfMonth(of) } : null;
}

function daysOfMonth(of: { readonly person: PersonId; readonly device: DeviceId; readonly month: string }) {
  return async (opened: Uint8Array, publicKey: string): Promise<Day[] | null> => {
    const unpacked = await decompress(opened, { maxOutputLength: mostBytes }).catch(() => null);
    const said = unpacked === null ? null : readDocument(unpacked, publicKeySchema.parse(publicKey));
    const { data } = monthSchemaOfCopies.safeParse(said);
    const isThis = data?.person === of.person && data.device === of.device && data.month === of.month;
    return isThis ? data.days.map(({ day }) => day) : null;
  };
}

function daysOfStatus(person: PersonId, device: DeviceId) {
  return async (opened: Uint8Array, publicKey: string): Promise<Day[] | null> => {
    const { data } = deviceStatusSchema.safeParse(readDocument(opened, publicKeySchema.parse(publicKey)));
    if (data?.person !== person || data.device !== device) return null;
    return [data.day, ...data.waiting.map(({ day }) => day), ...(data.questions ?? []).map(({ on }) => on)];
  };
}

/** Answers whether it was sealed anew; an object that has gone meanwhile opens to nobody. */
async function rewrapCopy(
  { key, device, daysOf }: Copy,
  access: Access,
  { store, organisation, identity, isDone, onDone }: RewrapOptions,
): Promise<Result<boolean>> {
  const own = access.devices.find((each) => each.device === device);
  if (own === undefined) return fail(strangeDevice);
  let found = await store.get(key);
  for (let reads = 0; reads < mostReads; reads++) {
    if (!found.ok) return found.problem.code === 'object-missing' ? ok(false) : found;
    const opened = await openWith(identity, found.value);
    const days = opened === null ? null : await daysOf(opened, own.publicKey);
    if (opened === null || days === null) return fail(closedCopy);
    const recipients = readersOf(days, access, organisation.recovery);
    const name = createHash('sha256')
      .update([...recipients].sort().join('\n'))
      .digest('hex');
    if (isDone?.(key, name) === true) return ok(true);
    const anew = await sealTo(recipients, opened);
    // Its computer may have put it meanwhile: an older one must not take its place.
    const now = await store.get(key);
    if (now.ok && Buffer.from(now.value).equals(found.value)) {
      const put = await store.put(key, anew);
      if (!put.ok) return put;
      onDone?.(key, name);
      return ok(true);
    }
    found = now;
  }
  return fail(changingCopy);
}

/** Who may open every one of these days, and those who may always. */
function readersOf(days: readonly Day[], access: Access, recovery: readonly Recipient[]): Recipient[] {
  const [first = [], ...others] = days.map((day) => viewersOf(access, day));
  const viewers = first.filter((each) => others.every((theirs) => theirs.includes(each)));
  const all = [...new Set([...viewers, ...recovery, ...access.devices.map(({ recipient }) => recipient)])];
  const kind = recovery.some(isHybrid);
  return all.filter((each) => isHybrid(each) === kind);
}

const strangeDevice = problem('rewrap-device-unconfirmed');
const closedCopy = problem('rewrap-copy-closed');
const changingCopy = problem('rewrap-copy-changing');
