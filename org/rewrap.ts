import { createHash } from 'node:crypto';
import pMap from 'p-map';
import { together } from '../bucket/fetching.ts';
import {
  classFolder,
  dayFolder,
  dayKeyName,
  dayObjectKey,
  daysListed,
  devicesListed,
  keyFolderOf,
  linkName,
} from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import { isOfStore } from '../bucket/store-problems.ts';
import { type DeviceDayId, readLink } from '../core/day/chain.ts';
import type { Day } from '../core/ids.ts';
import { type Access, type DaySpan, spanHolds, viewersOf } from '../core/organisation/access.ts';
import { type ConfirmedDevice, countsOn, devicesToRead } from '../core/organisation/devices.ts';
import { erasureOf } from '../core/organisation/erasure.ts';
import type { Organisation } from '../core/organisation/organisation.ts';
import { isHybrid, type Recipient } from '../core/organisation/recipient.ts';
import { keyClasses } from '../core/organisation/retention.ts';
import { type Problem, problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Identity, keyPairOf, openWith, sealTo } from '../seal/age.ts';
import { type DayKeyPlace, dayKeyFile, readDayKey } from '../seal/day-key.ts';
import { publicKeySchema, verifierOf } from '../seal/signing.ts';
import { requestsAtOnce } from './publication.ts';

export interface RewrapOptions {
  readonly store: ObjectStore;
  readonly prefix: string;
  readonly organisation: Pick<Organisation, 'recovery'>;
  /** A recovery identity: it opens every day. */
  readonly identity: Identity;
  /**
   * Whether this key was sealed to just these before the work was cut off; a note that it is now.
   */
  readonly isDone?: (key: string, recipients: string) => boolean;
  readonly onDone?: (key: string, recipients: string) => void;
  readonly onProgress?: (done: number, of: number) => void;
}

interface RewrapReport {
  /** Keys that are now sealed to those who may open the day, and to nobody else. */
  readonly sealed: number;
  /** Keys that stay as they were, and why. */
  readonly left: readonly { readonly place: DayKeyPlace; readonly why: Problem }[];
}

/**
 * Seals the keys of a person's days in `spans` anew: to the viewers who may open the day by
 * `access`, to recovery, and to the person's own devices. Which those are `access` says, out of the
 * administrator's own record: nothing that lies in the bucket adds a device. The person and
 * recovery are never left out: a day of a device that was not confirmed stays as it is. Each key is
 * replaced in one put, so that a crash leaves every day with a key that opens. Problem codes: those
 * of the store, which end the work.
 */
export async function rewrapDays(
  { access, spans }: { readonly access: Access; readonly spans: readonly DaySpan[] },
  options: RewrapOptions,
): Promise<Result<RewrapReport>> {
  const { store, prefix } = options;
  const { person, devices } = access;
  const folders = together(
    await Promise.all(keyClasses.map((each) => store.listFolders(classFolder(prefix, keyFolderOf[each], person)))),
  );
  if (!folders.ok) return folders;
  const recorded = await store.listFolders(classFolder(prefix, 'days', person));
  if (!recorded.ok) return recorded;
  const all = [...new Set(daysListed([...folders.value.flat(), ...recorded.value]))].sort();
  const days = all.filter((day) => spans.some((span) => spanHolds(span, day)));
  let done = 0;
  let sealed = 0;
  let stopped: Problem | null = null;
  const left: { place: DayKeyPlace; why: Problem }[] = [];
  const rewrapDay = async (day: Day): Promise<void> => {
    if (stopped !== null) return;
    const listed = together(
      await Promise.all(
        [...keyClasses.map((each) => keyFolderOf[each]), 'days' as const].map((each) =>
          store.listFolders(dayFolder(prefix, each, person, day)),
        ),
      ),
    );
    if (!listed.ok) {
      stopped = listed.problem;
      return;
    }
    const viewers = viewersOf(access, day);
    const places = keyClasses.flatMap((keyClass, at) =>
      devicesListed(listed.value[at] ?? []).map((device) => ({ person, day, device, keyClass })),
    );
    const withKey = devicesListed(listed.value[keyClasses.indexOf('days')] ?? []);
    const isErased = erasureOf(access.erasures, 'days', day) !== null;
    for (const device of devicesListed(listed.value.at(-1) ?? []))
      if (!withKey.includes(device) && !isErased)
        left.push({ place: { person, day, device, keyClass: 'days' }, why: noKey });
    for (const place of places) {
      const result = await rewrapKey(place, devices, viewers, options);
      if (result.ok) sealed++;
      else if (isOfStore(result.problem)) stopped = result.problem;
      else left.push({ place, why: result.problem });
    }
    options.onProgress?.(++done, days.length);
  };
  await pMap(days, rewrapDay, { concurrency: requestsAtOnce });
  return stopped === null ? ok({ sealed, left }) : fail(stopped);
}

async function rewrapKey(
  place: DayKeyPlace,
  devices: readonly ConfirmedDevice[],
  viewers: readonly Recipient[],
  options: RewrapOptions,
): Promise<Result<void>> {
  const { store, prefix, organisation, identity } = options;
  const own = devices.find(({ device }) => device === place.device);
  if (own === undefined) return fail(strangeDevice);
  if (!countsOn(own, place.day)) return fail(problem('device-revoked', { device: own.device }));
  const kind = organisation.recovery.some(isHybrid);
  if (isHybrid(own.recipient) !== kind) return fail(strangeDevice);
  const theirs = devicesToRead(devices)
    .map(({ recipient }) => recipient)
    .filter((each) => isHybrid(each) === kind);
  const recipients = [...new Set([...viewers, ...organisation.recovery, ...theirs])];
  if (new Set(recipients.map(isHybrid)).size !== 1) return fail(strangeDevice);
  const name = createHash('sha256')
    .update([...recipients].sort().join('\n'))
    .digest('hex');
  const key = dayObjectKey(prefix, place, dayKeyName(place.keyClass));
  if (options.isDone?.(key, name) === true) return ok(undefined);
  const found = await store.get(key);
  if (!found.ok) return found.problem.code === 'object-missing' ? fail(noKey) : found;
  const opened = await openWith(identity, found.value);
  const day = opened === null ? null : readDayKey(opened, place);
  if (day === null) return fail(notOpened);
  // The first link names the key of the day alone.
  if (day.isOfDay === false || (day.isOfDay === null && place.keyClass !== 'days')) return fail(foreignKey);
  if (day.isOfDay === null) {
    const vouched = await chainVouches(place, own, day.identity, options);
    if (!vouched.ok) return vouched;
  }
  const put = await store.put(key, await sealTo(recipients, dayKeyFile(day.identity, place)));
  if (put.ok) options.onDone?.(key, name);
  return put;
}

/** Without the chain's word, a key that does not name its day could pass one day off as another. */
async function chainVouches(
  place: DeviceDayId,
  { publicKey }: ConfirmedDevice,
  identity: Identity,
  { store, prefix }: RewrapOptions,
): Promise<Result<void>> {
  const bytes = await store.get(dayObjectKey(prefix, place, linkName(0)));
  if (!bytes.ok) return bytes.problem.code === 'object-missing' ? fail(noLink) : bytes;
  const read = readLink(bytes.value, verifierOf(publicKeySchema.parse(publicKey)));
  const { recipient } = await keyPairOf(identity);
  const isThis =
    'link' in read &&
    read.link.recipient === recipient &&
    read.link.person === place.person &&
    read.link.day === place.day &&
    read.link.device === place.device;
  return isThis ? ok(undefined) : fail(foreignKey);
}

const noKey = problem('rewrap-key-missing');
const noLink = problem('day-unsigned');
const notOpened = problem('day-key-closed');
const strangeDevice = problem('rewrap-device-unconfirmed');
const foreignKey = problem('day-key-foreign');
