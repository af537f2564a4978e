import { systemZone } from '../../../agent/host/system-zone.ts';
import type { PrefixedStore } from '../../../bucket/object-store.ts';
import { type Day, daySchema, type RecordId, recordIdSchema } from '../../../core/ids.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { askedRightSchema } from '../../../core/rights/right-request.ts';
import { isOverdue, isPressing, type RightStanding } from '../../../core/rights/right-standing.ts';
import { dayOf } from '../../../core/time/calendar.ts';
import { shownText } from '../../../core/typed-text.ts';
import { putIntoEffect } from '../../../org/access-steps.ts';
import { type Administration, findPerson } from '../../../org/administration.ts';
import {
  answerRight,
  letterOf,
  type PersonRights,
  readDesk,
  takingRequests,
} from '../../../org/requests/right-desk.ts';
import { randomId } from '../../../seal/random-id.ts';
import { inOption, usageProblem } from '../../outcome.ts';
import { organisationAlone } from '../org-choices.ts';
import { type BucketRequest, type Done, stepsIn, withStore } from '../org-request.ts';

/** What everybody asks, what is overdue first. */
export async function listRequests(request: BucketRequest): Done {
  const { values, switches } = request;
  const before = await request.adminFile.readWithSelf();
  if (!before.ok) return before;
  const taking = await takingRequests(before.value);
  if (taking !== null) {
    const told = await putIntoEffect(taking, organisationAlone(), stepsIn(request));
    if (!told.ok) return told;
  }
  const administration = taking ?? before.value;
  const one = values.person === undefined ? null : findPerson(administration, values.person);
  if (one?.ok === false) return fail(inOption('person', one.problem));
  const people = one === null ? administration.people : [one.value];
  const read = await onDesk(request, (place) => readDesk(administration, people, place, today()));
  if (!read.ok) return read;
  const lines = linesOf(read.value, switches.has('all'));
  return ok([
    ...(taking === null ? [] : ['From now on people can ask for their rights on their own page.']),
    ...(lines.length === 0 ? ['Nobody waits for an answer.'] : lines),
    ...remarksOn(read.value),
  ]);
}

/** What is overdue or due within a week: what a reminder says. Null: nothing. */
export async function pressingRequests(request: BucketRequest): Promise<Result<readonly string[]>> {
  const administration = await request.adminFile.read();
  if (!administration.ok) return administration;
  const read = await onDesk(request, (place) =>
    readDesk(administration.value, administration.value.people, place, today()),
  );
  if (!read.ok) return read;
  return ok([
    ...read.value.flatMap(({ name, standing }) =>
      standing.filter(isPressing).map((each) => `${name}: ${inShort(each)}`),
    ),
    ...remarksOn(read.value),
  ]);
}

/** Records a request that came by letter. */
export async function recordLetter(request: BucketRequest): Done {
  const { adminFile, word = '', values, switches } = request;
  const { kind, text = '', from = null, to = null, by = '', 'identity-by': identityBy = '' } = values;
  const isErasure = kind === 'erasure';
  const isSpan = from !== null || to !== null;
  if (!isErasure && (isSpan || switches.has('pictures') || switches.has('everything')))
    return fail(usageProblem('What is to be erased is said with --kind erasure alone.'));
  if (isErasure && !isSpan && !switches.has('pictures') && !switches.has('everything'))
    return fail(usageProblem('Say what is to be erased: --from DAY and --to DAY, --pictures, or --everything.'));
  const classes = switches.has('everything')
    ? ['days', 'shots', 'weeks']
    : switches.has('pictures')
      ? ['shots']
      : ['days', 'shots'];
  const asked = askedRightSchema.safeParse({ kind, text, erasure: isErasure ? { from, to, classes } : null });
  if (!asked.success)
    return fail(
      usageProblem(
        `That ${asked.error.issues[0]?.message ?? 'is no request'}. A rectification and an objection take --text.`,
      ),
    );
  const on = today();
  const receivedOn = values.received === undefined ? on : daySchema.parse(values.received);
  if (receivedOn > on) return fail(usageProblem('--received takes a day that has come.'));
  const administration = await adminFile.readWithSelf();
  if (!administration.ok) return administration;
  const known = findPerson(administration.value, word);
  if (!known.ok) return known;
  const of = randomId(recordIdSchema);
  const says = letterOf(administration.value, asked.data, receivedOn, identityBy);
  const given = { of, by, says, at: Date.now(), on };
  const done = await onDesk(request, (place) => answerRight(administration.value, known.value.person, given, place));
  if (!done.ok) return done;
  return ok([
    `Recorded for ${known.value.name}: ${inShort(done.value)}`,
    'They read it on their own page, where they still have it.',
    `Answer it: plainsight org answer ${of} …`,
  ]);
}

/** The request of this id, and whose it is. */
export async function findRequest(
  request: BucketRequest,
  administration: Administration,
  id: RecordId,
): Promise<Result<{ readonly whose: PersonRights; readonly standing: RightStanding } | null>> {
  const read = await onDesk(request, (place) => readDesk(administration, administration.people, place, today()));
  if (!read.ok) return read;
  for (const whose of read.value) {
    const standing = whose.standing.find((each) => each.id === id);
    if (standing !== undefined) return ok({ whose, standing });
  }
  return ok(null);
}

export function onDesk<T>(
  { bucket }: Pick<BucketRequest, 'bucket'>,
  work: (place: PrefixedStore) => Promise<Result<T>>,
): Promise<Result<T>> {
  return withStore(bucket, (store) => work({ store, prefix: bucket.settings.prefix }));
}

/** By this computer's clock and zone. */
export function today(): Day {
  return dayOf(Date.now(), systemZone().zone);
}

function linesOf(people: readonly PersonRights[], isAll: boolean): string[] {
  const listed = people.flatMap(({ name, standing }) =>
    standing.filter(({ due }) => isAll || due !== null).map((each) => ({ name, each })),
  );
  // What is over comes last, what is due first comes first, whosever it is.
  const order = ({ each: { left } }: (typeof listed)[number]) => left ?? Number.POSITIVE_INFINITY;
  return listed
    .toSorted((a, b) => order(a) - order(b) || 0)
    .flatMap(({ name, each }) => [
      `${each.id}  ${name}: ${inShort(each)}`,
      ...(each.asked.text.trim() === '' ? [] : [`    “${shownText(each.asked.text)}”`]),
      ...(each.identityBy === null ? [] : [`    by letter; identity: ${shownText(each.identityBy)}`]),
    ]);
}

export function inShort({ asked, on, state, due, left, answeredOn }: RightStanding): string {
  const { kind, erasure } = asked;
  const what = erasure === null ? kind : `erasure of ${wantedInWords(erasure)}`;
  if (due === null || left === null)
    return `${what}, asked ${on}, ${state}${answeredOn === null ? '' : ` ${answeredOn}`}`;
  const days = (count: number) => `${count} ${count === 1 ? 'day' : 'days'}`;
  const until = isOverdue({ left }) ? `OVERDUE by ${days(-left)}, was due ${due}` : `${days(left)} left, due ${due}`;
  return `${what}, asked ${on}, ${state}, ${until}`;
}

function wantedInWords({ from, to, classes }: NonNullable<RightStanding['asked']['erasure']>): string {
  const what = classes.includes('weeks') ? 'everything' : classes.includes('days') ? 'days' : 'screenshots';
  return `${what}${from === null ? '' : ` from ${from}`}${to === null ? '' : ` to ${to}`}`;
}

/** What could not be counted, by whose it is: nobody can hide a request behind it. */
function remarksOn(people: readonly PersonRights[]): string[] {
  return people.flatMap(({ name, read: { unread, unconfirmed, missing } }) => [
    ...(unconfirmed === 0
      ? []
      : [`${name}: ${unconfirmed} of a computer that is not confirmed. See: plainsight org devices`]),
    ...(unread === 0
      ? []
      : [`${name}: ${unread} that are sealed to others, or that nobody of the organisation or the person signed.`]),
    ...(missing === 0
      ? []
      : [`${name}: ${missing} were there and are gone. Ask whoever runs the bucket, and ask ${name} what it was.`]),
  ]);
}
