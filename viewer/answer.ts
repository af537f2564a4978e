import { randomBytes } from 'node:crypto';
import { sealAnswer } from '../bucket/answers.ts';
import { accessKey, answerKey } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import { type Access, accessSchema, type DirectoryPerson } from '../core/access.ts';
import type { ConfirmedDevice } from '../core/devices.ts';
import { idFromRandom, recordIdSchema } from '../core/ids.ts';
import type { Answer } from '../core/organisation.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type PublicKey, readDocument } from '../seal/signing.ts';

export interface AnsweringOptions {
  readonly store: ObjectStore;
  readonly prefix: string;
  readonly organisationKey: PublicKey;
}

/**
 * Leaves a manager's answer with the person: sealed to their devices and to everybody who may open days of theirs, so that all of them see
 * the same. Problem codes: `organisation-signature`, `answer-refused`, those of the store.
 */
export async function leaveAnswer(
  { store, prefix, organisationKey }: AnsweringOptions,
  answer: Answer,
  { person, enrolmentKey }: Pick<DirectoryPerson, 'person' | 'enrolmentKey'>,
  devices: readonly Pick<ConfirmedDevice, 'recipient'>[],
): Promise<Result<void>> {
  const access = await readAccess({ store, prefix, organisationKey }, person);
  if (!access.ok) return access;
  const viewers = access.value.viewers.map(({ recipient }) => recipient);
  const recipients = new Set([...devices.map(({ recipient }) => recipient), ...viewers]);
  const id = recordIdSchema.parse(idFromRandom(randomBytes(26)));
  const sealed = await sealAnswer(answer, enrolmentKey, [...recipients]);
  const put = await store.put(answerKey(prefix, person, id), sealed);
  if (put.ok) return put;
  return fail(
    problem(
      'answer-refused',
      `Your answer could not be kept, so nobody sees it. ${put.problem.what}`,
      put.problem.remedy,
    ),
  );
}

async function readAccess(
  { store, prefix, organisationKey }: AnsweringOptions,
  person: DirectoryPerson['person'],
): Promise<Result<Access>> {
  const bytes = await store.get(accessKey(prefix, person));
  if (!bytes.ok) return bytes;
  const access = accessSchema.safeParse(readDocument(bytes.value, organisationKey));
  if (access.success && access.data.person === person) return ok(access.data);
  return fail(
    problem(
      'organisation-signature',
      'Who else may read an answer is not signed by your organisation.',
      'Nothing was sent. Ask whoever runs the bucket who changed it.',
    ),
  );
}
