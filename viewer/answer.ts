import { randomBytes } from 'node:crypto';
import { sealAnswer } from '../bucket/answers.ts';
import { answerKey, orgKey } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import { idFromRandom, recordIdSchema } from '../core/ids.ts';
import {
  type Answer,
  type DeviceCard,
  type Organisation,
  organisationSchema,
  type PersonCard,
} from '../core/organisation.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type PublicKey, readDocument } from '../seal/signing.ts';

export interface AnsweringOptions {
  readonly store: ObjectStore;
  readonly prefix: string;
  readonly organisationKey: PublicKey;
}

/**
 * Leaves a manager's answer with the person: sealed to the devices that made the day and to every viewer of the organisation, so that all of
 * them see the same. Problem codes: `organisation-signature`, `answer-refused`, those of the store.
 */
export async function leaveAnswer(
  { store, prefix, organisationKey }: AnsweringOptions,
  answer: Answer,
  card: PersonCard,
  devices: readonly DeviceCard[],
): Promise<Result<void>> {
  const organisation = await readOrganisation(store, prefix, organisationKey);
  if (!organisation.ok) return organisation;
  const recipients = new Set([...devices.map(({ recipient }) => recipient), ...organisation.value.viewers]);
  const id = recordIdSchema.parse(idFromRandom(randomBytes(26)));
  const sealed = await sealAnswer(answer, card.enrolmentKey, [...recipients]);
  const put = await store.put(answerKey(prefix, answer.person, id), sealed);
  if (put.ok) return put;
  return fail(
    problem(
      'answer-refused',
      `Your answer could not be kept, so nobody sees it. ${put.problem.what}`,
      put.problem.remedy,
    ),
  );
}

async function readOrganisation(store: ObjectStore, prefix: string, key: PublicKey): Promise<Result<Organisation>> {
  const bytes = await store.get(orgKey(prefix));
  if (!bytes.ok) return bytes;
  const organisation = organisationSchema.safeParse(readDocument(bytes.value, key));
  if (organisation.success) return ok(organisation.data);
  return fail(
    problem(
      'organisation-signature',
      'The organisation’s settings are not signed with its key, so it is not known who else may read an answer.',
      'Nothing was sent. Ask whoever runs the bucket who changed them.',
    ),
  );
}
