import pMap from 'p-map';
import type { DeviceId, PersonId } from '../../core/ids.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import {
  mostRightObjects,
  rightAnswerSchema,
  rightRequestSchema,
  type SignedRightAnswer,
  type SignedRightRequest,
} from '../../core/rights/right-request.ts';
import type { Arrived } from '../../core/rights/right-standing.ts';
import { type Identity, openWith } from '../../seal/age.ts';
import { type PublicKey, publicKeySchema, readDocument } from '../../seal/signing.ts';
import type { ListedObject, PrefixedStore } from '../object-store.ts';
import { isOfObject } from '../sizes.ts';
import { rightAnswerNamed, rightAnswersFolder, rightRequestNamed, rightsFolder } from './right-layout.ts';

export interface RightsSource extends PrefixedStore {
  readonly person: PersonId;
  /** The person's own, or an administrator's, of now and of before. */
  readonly identities: readonly Identity[];
  /** Those that the organisation confirmed: what another one says is not the person's word. */
  readonly devices: readonly Pick<ConfirmedDevice, 'device' | 'publicKey'>[];
  /** Everybody who signs for the organisation, or did. */
  readonly organisationKeys: readonly PublicKey[];
}

export interface ReadRights {
  readonly requests: readonly Arrived<SignedRightRequest>[];
  readonly answers: readonly Arrived<SignedRightAnswer>[];
  /** Where the next answer goes. */
  readonly next: number;
  /** Of this device everything up to here is there. */
  readonly numbers: ReadonlyMap<DeviceId, ReadonlySet<number>>;
  /** How many were sealed to others, or say nothing that counts. */
  readonly unread: number;
  /** How many are of devices that nobody confirmed. */
  readonly unconfirmed: number;
  /** How many numbers are left out: somebody took them away. */
  readonly missing: number;
}

/** Nothing of ours is larger; what is, is not fetched. */
const largestBytes = 64 * 1024;
const atOnce = 8;

/**
 * Everything that a person asked and was answered, each checked by who signed it and by its own name.
 * What does not count is counted. Problem codes: `rights-unreadable`, and nothing is taken for absent.
 */
export async function readRights(source: RightsSource): Promise<Result<ReadRights>> {
  const { store, prefix, person } = source;
  const folders = { asked: rightsFolder(prefix, person), answered: rightAnswersFolder(prefix, person) };
  const asked = await store.list(folders.asked, undefined, mostRightObjects);
  if (!asked.ok) return fail(unreadable(asked.problem));
  const answered = await store.list(folders.answered, undefined, mostRightObjects);
  if (!answered.ok) return fail(unreadable(answered.problem));
  const keys = new Map(source.devices.map(({ device, publicKey }) => [device, publicKeySchema.parse(publicKey)]));
  const numbers = new Map<DeviceId, Set<number>>();
  let [unread, unconfirmed, last] = [0, 0, -1];
  const requests: Arrived<SignedRightRequest>[] = [];
  const answers: Arrived<SignedRightAnswer>[] = [];
  const answerNumbers = new Set<number>();

  const takeRequest = async (object: ListedObject): Promise<Problem | null> => {
    const named = rightRequestNamed(folders.asked, object.key);
    if (named === null) return none(() => (unread += 1));
    numbers.set(named.device, (numbers.get(named.device) ?? new Set()).add(named.seq));
    const key = keys.get(named.device);
    if (key === undefined) return none(() => (unconfirmed += 1));
    const opened = await openObject(source, object);
    if (!opened.ok) return opened.problem;
    const read = opened.value === null ? null : rightRequestSchema.safeParse(readDocument(opened.value, key)).data;
    const isIts = read?.person === person && read.device === named.device && read.seq === named.seq;
    if (read == null || !isIts) return none(() => (unread += 1));
    requests.push({ said: read, arrivedAt: object.modifiedAt });
    return null;
  };
  const takeAnswer = async (object: ListedObject): Promise<Problem | null> => {
    const seq = rightAnswerNamed(folders.answered, object.key);
    if (seq === null) return none(() => (unread += 1));
    answerNumbers.add(seq);
    last = Math.max(last, seq);
    const opened = await openObject(source, object);
    if (!opened.ok) return opened.problem;
    const said = opened.value === null ? undefined : readDocument(opened.value, source.organisationKeys);
    const read = rightAnswerSchema.safeParse(said).data;
    if (read === undefined || read.person !== person || read.seq !== seq) return none(() => (unread += 1));
    answers.push({ said: read, arrivedAt: object.modifiedAt });
    return null;
  };

  const problems = [
    ...(await pMap(asked.value, takeRequest, { concurrency: atOnce })),
    ...(await pMap(answered.value, takeAnswer, { concurrency: atOnce })),
  ];
  const stop = problems.find((each) => each !== null);
  if (stop !== undefined) return fail(unreadable(stop));
  const missing = [...numbers.values(), answerNumbers].reduce((sum, each) => sum + gapsIn(each), 0);
  requests.sort((a, b) => a.said.at - b.said.at || a.said.seq - b.said.seq);
  return ok({ requests, answers, next: last + 1, numbers, unread, unconfirmed, missing });
}

/** The content, null for what is none of ours; a problem where the bucket does not answer. */
async function openObject(
  { store, identities }: RightsSource,
  { key, bytes }: ListedObject,
): Promise<Result<Uint8Array | null>> {
  if (bytes > largestBytes) return ok(null);
  const got = await store.get(key);
  if (!got.ok) return isOfObject(got.problem) ? ok(null) : got;
  // The listing may have lied about the size.
  if (got.value.length > largestBytes) return ok(null);
  for (const identity of identities) {
    const opened = await openWith(identity, got.value);
    if (opened !== null) return ok(opened);
  }
  return ok(null);
}

function none(count: () => unknown): null {
  count();
  return null;
}

function gapsIn(numbers: ReadonlySet<number>): number {
  return numbers.size === 0 ? 0 : Math.max(...numbers) + 1 - numbers.size;
}

function unreadable(cause: Problem): Problem {
  return problem('rights-unreadable', { cause });
}
