import { accessKey, answerKey } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { recordIdSchema } from '../../core/ids.ts';
import { type Access, accessSchema, type DirectoryPerson, viewersOf } from '../../core/organisation/access.ts';
import type { Answer, Reply, SignedAnswer, SignedReply } from '../../core/organisation/answer.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import { sealTo } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';
import { readDocument, type Signers, signDocument } from '../../seal/signing.ts';
import type { GivenAnswer, GivenReply } from '../ports.ts';
import { noAccess } from '../session/problems.ts';
import type { ReceiptSigner } from '../session/receipt.ts';

/**
 * Leaves a viewer's answer with the person: signed with the viewer's key, sealed to the person's
 * devices and to those who may open the day by `access`. It is created and replaces nothing.
 * Problem codes: `no-access`, `answer-refused`.
 */
export async function writeAnswer(
  { store, prefix }: PrefixedStore,
  { file, secrets }: ReceiptSigner,
  access: Access,
  given: GivenAnswer,
  at: Instant,
  devices: readonly Pick<ConfirmedDevice, 'recipient'>[],
): Promise<Result<Answer>> {
  const { request, day, approved, note } = given;
  const said = { person: access.person, request, day, at, approved, note };
  const by = { viewer: file.certificate.viewer, certificate: file.signedCertificate };
  const word = { format: 'plainsight-answer/2', id: randomId(recordIdSchema), ...said, ...by } as const;
  const left = await leave({ store, prefix }, { file, secrets }, access, word, devices);
  return left.ok ? ok({ ...said, viewer: file.certificate.name }) : left;
}

/** The same for a reply in words to a question. */
export async function writeReply(
  place: PrefixedStore,
  { file, secrets }: ReceiptSigner,
  access: Access,
  given: GivenReply,
  at: Instant,
  devices: readonly Pick<ConfirmedDevice, 'recipient'>[],
): Promise<Result<Reply>> {
  const { request, day, text } = given;
  const said = { person: access.person, request, day, at, text };
  const by = { viewer: file.certificate.viewer, certificate: file.signedCertificate };
  const word = { format: 'plainsight-reply/1', id: randomId(recordIdSchema), ...said, ...by } as const;
  const left = await leave(place, { file, secrets }, access, word, devices);
  return left.ok ? ok({ ...said, viewer: file.certificate.name }) : left;
}

async function leave(
  { store, prefix }: PrefixedStore,
  { file, secrets }: ReceiptSigner,
  access: Access,
  word: SignedAnswer | SignedReply,
  devices: readonly Pick<ConfirmedDevice, 'recipient'>[],
): Promise<Result<void>> {
  const viewers = viewersOf(access, word.day);
  if (!viewers.includes(file.certificate.recipient)) return fail(noAccess);
  const recipients = new Set([...devices.map((device) => device.recipient), ...viewers]);
  const sealed = await sealTo([...recipients], signDocument(word, secrets.privateKey));
  const kept = await store.create(answerKey(prefix, word.person, word.viewer, word.id), sealed);
  return kept.ok ? kept : fail(problem('answer-refused', { cause: kept.problem }));
}

interface AccessSource extends PrefixedStore {
  /** Who signs for the organisation now. */
  readonly signers: Signers;
}

/**
 * Who may open which of the person's days, as the organisation signed it. `seen` holds the version
 * of each person's that was read last: an earlier one, which may name somebody whose access was
 * taken since, never takes its place. Problem codes: `organisation-signature`, those of the store.
 */
export async function fetchAccess(
  { store, prefix, signers }: AccessSource,
  person: DirectoryPerson['person'],
  seen: Map<string, number>,
): Promise<Result<Access>> {
  const bytes = await store.get(accessKey(prefix, person));
  if (!bytes.ok) return bytes;
  const access = accessSchema.safeParse(readDocument(bytes.value, signers));
  if (!access.success || access.data.person !== person) return fail(foreignAccess);
  if (access.data.version < (seen.get(person) ?? 0)) return fail(foreignAccess);
  seen.set(person, access.data.version);
  return ok(access.data);
}

const foreignAccess = problem('access-foreign');
