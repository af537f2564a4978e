import pMap from 'p-map';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { rightAnswerKey } from '../../bucket/requests/right-layout.ts';
import { type ReadRights, readRights } from '../../bucket/requests/right-reading.ts';
import { rightRecipients } from '../../bucket/requests/right-recipients.ts';
import { type Day, type PersonId, type RecordId, recordIdSchema } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { deadlineOf, type Law, lawOf } from '../../core/rights/right-deadline.ts';
import { type AskedRight, rightAnswerSchema, type SignedRightAnswer } from '../../core/rights/right-request.ts';
import { type RightStanding, rightsStanding } from '../../core/rights/right-standing.ts';
import { keyPairOf, sealTo } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';

import { signDocument } from '../../seal/signing.ts';
import { type Administration, accessOf, signersOf } from '../administration.ts';
import { identitiesOf } from '../administrators/admin-log.ts';

/** What one person asked, and how it stands. */
export interface PersonRights {
  readonly person: PersonId;
  readonly name: string;
  readonly read: ReadRights;
  readonly standing: readonly RightStanding[];
}

const peopleAtOnce = 8;
/** How often somebody who was not first tries the next number. */
const mostTries = 20;

/** What everybody in `people` asked. Problem codes: `rights-unreadable`, `organisation-foreign`. */
export async function readDesk(
  administration: Administration,
  people: readonly { readonly person: PersonId; readonly name: string }[],
  place: PrefixedStore,
  today: Day,
): Promise<Result<PersonRights[]>> {
  const found: PersonRights[] = [];
  const results = await pMap(
    people,
    async ({ person, name }): Promise<Result<void>> => {
      const read = await readOf(administration, person, place);
      if (!read.ok) return read;
      const standing = rightsStanding(read.value.requests, read.value.answers, today);
      found.push({ person, name, read: read.value, standing });
      return ok(undefined);
    },
    { concurrency: peopleAtOnce },
  );
  return results.find((each) => !each.ok) ?? ok(found);
}

function readOf(administration: Administration, person: PersonId, place: PrefixedStore): Promise<Result<ReadRights>> {
  const roster = signersOf(administration);
  if (typeof roster === 'string') return Promise.resolve(fail(problem('organisation-foreign')));
  const { devices } = accessOf(administration, person);
  return readRights({
    ...place,
    ...{ person, devices, identities: identitiesOf(administration), organisationKeys: roster.ever },
  });
}

export interface GivenRightAnswer {
  readonly of: RecordId;
  readonly by: string;
  readonly says: SignedRightAnswer['says'];
  /** UTC ms, and the day where it is said. */
  readonly at: number;
  readonly on: Day;
}

/**
 * Says something about a request: signed, sealed to the person's computers and to the administrators,
 * under the next number, which is created and never replaced. Whoever was not first reads what was said
 * meanwhile, and does not go on where the request is over by it. Problem codes: those of `unfitAnswer`,
 * `right-answers-busy`, `rights-unreadable` and of the store.
 */
export async function answerRight(
  administration: Administration,
  person: PersonId,
  given: GivenRightAnswer,
  place: PrefixedStore,
): Promise<Result<RightStanding>> {
  const recipients = await recipientsOf(administration, person);
  if (!recipients.ok) return recipients;
  for (let tries = 0; tries < mostTries; tries++) {
    const read = await readOf(administration, person, place);
    if (!read.ok) return read;
    const { requests, answers, next } = read.value;
    const before = rightsStanding(requests, answers, given.on).find(({ id }) => id === given.of);
    const unfit = unfitAnswer(before, given);
    if (unfit !== null) return fail(unfit);
    const { of, by, says, at, on } = given;
    const said = rightAnswerSchema.parse({
      format: 'plainsight-right-answer/1',
      ...{ id: randomId(recordIdSchema), person, seq: next, at, on, of, by, says },
    });
    const sealed = await sealTo(recipients.value, signDocument(said, administration.signing.privateKey));
    const kept = await place.store.create(rightAnswerKey(place.prefix, person, next), sealed);
    if (!kept.ok && kept.problem.code === 'object-exists') continue;
    if (!kept.ok) return kept;
    const after = rightsStanding(requests, [...answers, { said, arrivedAt: 0 }], on).find(({ id }) => id === of);
    return after === undefined ? fail(problem('right-unknown')) : ok(after);
  }
  return fail(problem('right-answers-busy'));
}

/** Why this cannot be said of a request that stands so; null: it can. */
export function unfitAnswer(
  before: RightStanding | undefined,
  { of, on, says }: Pick<GivenRightAnswer, 'of' | 'on' | 'says'>,
) {
  if (says.does === 'receive') return before === undefined ? null : problem('right-id-unknown', { id: of });
  if (before === undefined) return problem('right-id-unknown', { id: of });
  const isSecondThought = before.state === 'refused' && says.does === 'fulfil';
  if (before.due === null && !isSecondThought) return problem('right-answered', { id: of, state: before.state });
  if (says.does !== 'extend') return null;
  if (before.state === 'extended') return problem('right-extended', { id: of, due: before.due ?? '' });
  const { due } = deadlineOf(before.law, before.on);
  return on > due ? problem('right-extension-late', { id: of, due }) : null;
}

/** The law of the organisation's country. */
export function lawIn({ document }: Administration): Law {
  return lawOf(document.controller.jurisdiction);
}

/** A letter as the first thing that is said of a request. */
export function letterOf(
  administration: Administration,
  asked: AskedRight,
  receivedOn: Day,
  identityBy: string,
): SignedRightAnswer['says'] {
  return { does: 'receive', law: lawIn(administration), asked, receivedOn, identityBy };
}

async function recipientsOf(administration: Administration, person: PersonId) {
  const roster = signersOf(administration);
  if (typeof roster === 'string') return fail(problem('organisation-foreign'));
  const own = administration.self === undefined ? [] : [(await keyPairOf(administration.self.identity)).recipient];
  const { devices } = accessOf(administration, person);
  const desk = rightRecipients(administration.document, roster);
  return ok([...new Set([...devices.map(({ recipient }) => recipient), ...desk, ...own])]);
}

/** The administration that takes requests: without a roster, computers are told what to seal them to. Null: it does already. */
export async function takingRequests(administration: Administration): Promise<Administration | null> {
  const roster = signersOf(administration);
  const { document, self } = administration;
  if (typeof roster === 'string' || self === undefined || rightRecipients(document, roster).length > 0) return null;
  const { recipient } = await keyPairOf(self.identity);
  return { ...administration, document: { ...document, version: document.version + 1, requestsTo: recipient } };
}
