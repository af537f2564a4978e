import { accessKey, answerKey } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { recordIdSchema } from '../../core/ids.ts';
import { type Access, accessSchema, type DirectoryPerson, viewersOf } from '../../core/organisation/access.ts';
import type { Answer, SignedAnswer } from '../../core/organisation/answer.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import { sealTo } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';
import { type PublicKey, readDocument, signDocument } from '../../seal/signing.ts';
import type { GivenAnswer } from '../ports.ts';
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
  const { viewer, name, recipient } = file.certificate;
  const viewers = viewersOf(access, given.day);
  if (!viewers.includes(recipient)) return fail(noAccess);
  const { person } = access;
  const { request, day, approved, note } = given;
  const id = randomId(recordIdSchema);
  const said = { person, request, day, at, approved, note };
  const answer: SignedAnswer = {
    format: 'plainsight-answer/2',
    id,
    ...said,
    viewer,
    certificate: file.signedCertificate,
  };
  const recipients = new Set([...devices.map((device) => device.recipient), ...viewers]);
  const sealed = await sealTo([...recipients], signDocument(answer, secrets.privateKey));
  const kept = await store.create(answerKey(prefix, person, viewer, id), sealed);
  if (kept.ok) return ok({ ...said, viewer: name });
  return fail(problem('answer-refused', { cause: kept.problem }));
}

interface AccessSource extends PrefixedStore {
  readonly organisationKey: PublicKey;
}

/**
 * Who may open which of the person's days, as the organisation signed it. `seen` holds the version
 * of each person's that was read last: an earlier one, which may name somebody whose access was
 * taken since, never takes its place. Problem codes: `organisation-signature`, those of the store.
 */
export async function fetchAccess(
  { store, prefix, organisationKey }: AccessSource,
  person: DirectoryPerson['person'],
  seen: Map<string, number>,
): Promise<Result<Access>> {
  const bytes = await store.get(accessKey(prefix, person));
  if (!bytes.ok) return bytes;
  const access = accessSchema.safeParse(readDocument(bytes.value, organisationKey));
  if (!access.success || access.data.person !== person) return fail(foreignAccess);
  if (access.data.version < (seen.get(person) ?? 0)) return fail(foreignAccess);
  seen.set(person, access.data.version);
  return ok(access.data);
}

const foreignAccess = problem('access-foreign');
