import { askLine } from '../../../agent/host/terminal.ts';
import { openVersionStore } from '../../../bucket/s3/s3-version-store.ts';
import { type Day, daySchema, type RecordId, recordIdSchema } from '../../../core/ids.ts';
import { type ErasedClass, erasedOn, lastDayOver } from '../../../core/organisation/erasure.ts';
import { problem } from '../../../core/problem.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { utcDay } from '../../../core/time/calendar.ts';
import { putIntoEffect } from '../../../org/access-steps.ts';
import { type Administration, findPerson, type KnownPerson } from '../../../org/administration.ts';
import type { Certificate, CountedFolder } from '../../../org/erasure/certificate.ts';
import { erasePerson, planErasure } from '../../../org/erasure/erase-person.ts';
import { type ErasureRequest, endedErasure } from '../../../org/erasure/erasure-order.ts';
import { ErasureRecord } from '../../../org/erasure/erasure-record.ts';
import { orderInWords } from '../../../org/erasure/order-words.ts';
import { checkedDay } from '../../../org/retention/recorded-until.ts';
import { inOption, usageProblem } from '../../outcome.ts';
import { packageVersion } from '../../package-version.ts';
import { spanFrom, timeFrom } from '../org-choices.ts';
import { type BucketRequest, type Done, stepsIn, withStore } from '../org-request.ts';

type Wanted = Omit<ErasureRequest, 'person'>;

/** Erases days of a person, or says what that would be. */
export async function erase(request: BucketRequest): Done {
  const { adminFile, bucket, values, switches, folder, say } = request;
  const { settings } = bucket;
  const time = timeFrom(values, Date.now());
  if (!time.ok) return time;
  if (values.end !== undefined) return endOrder(request, recordIdSchema.parse(values.end), time.value.at);
  const typed = wantedFrom(request, time.value.at);
  if (!typed.ok) return typed;
  const wanted = typed.value;
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const known = findPerson(administration.value, values.person ?? '');
  if (!known.ok) return fail(inOption('person', known.problem));
  const { person, name } = known.value;
  const versions = openVersionStore(settings);
  try {
    const undoubted = () => checkedTime(request, administration.value, wanted, time.value);
    if (switches.has('dry-run')) {
      const sure = await undoubted();
      if (!sure.ok) return sure;
      const plan = await planErasure({ ...wanted, person }, { versions, settings });
      if (!plan.ok) return plan;
      return ok([
        `This would be erased of ${name}: ${orderInWords(wanted)}.`,
        ...plan.value.erased.map(countWords),
        plan.value.days.length === 0 ? 'There is no such day.' : `Days: ${daysInWords(plan.value.days)}`,
        'Nothing was changed. What shows that the person agreed, and who looked, stays in any case.',
      ]);
    }
    if (values.by === undefined) return fail(usageProblem('Give --by NAME: the certificate says who carried it out.'));
    const confirmed = await confirmedFor(request, known.value);
    if (!confirmed.ok) return confirmed;
    const certain = await undoubted();
    if (!certain.ok) return certain;
    const recordOf = (order: { readonly id: string }): ErasureRecord => new ErasureRecord(folder, order.id);
    const copiesUntil = values['copies-until'] === undefined ? null : daySchema.parse(values['copies-until']);
    const about = { by: values.by, program: packageVersion(), copiesUntil };
    const done = await erasePerson(administration.value, known.value, wanted, about, {
      ...stepsIn(request),
      ...{ versions, settings, recordOf, now: Date.now },
      onOrder: ({ order, isKnown }) =>
        say(
          isKnown
            ? `Goes on with the order ${order.id} of ${erasedOn(order)}: ${orderInWords(order)} of ${name}.`
            : `Order ${order.id}: ${orderInWords(order)} of ${name}.`,
        ),
      onProgress: (removed, of, called) => say(`${called}: ${removed} of ${of} versions`),
    });
    if (!done.ok) return done;
    const record = recordOf(done.value.order);
    return endOf(done.value, record.path('txt'), say);
  } finally {
    versions.close();
  }
}

function endOf(certificate: Certificate, path: string, say: (line: string) => void): Result<readonly string[]> {
  const { erased, left, copies } = certificate;
  const lines = [
    ...erased.map(countWords),
    `The certificate: ${path}`,
    copies.open
      ? 'Keys and content are in one bucket: a copy of it that was taken before still opens. The certificate says so.'
      : 'A copy of the content’s bucket that was taken before opens nothing of what was recorded.',
    'The person’s computer erases the same within a quarter of an hour, or once it is on. What it had sent until then is seen as not erased: give the same command again.',
  ];
  if (left.length === 0) return ok(lines);
  for (const line of lines) say(line);
  return fail(problem('erasure-incomplete', { count: left.length, path }));
}

function wantedFrom({ values, switches }: BucketRequest, at: number): Result<Wanted> {
  const span = spanFrom(values);
  if (!span.ok) return span;
  const classes = classesFrom(values.purpose, switches.has('everything'));
  if (!classes.ok) return classes;
  if (span.value.from === null && span.value.to === null && values.purpose === undefined && !switches.has('everything'))
    return fail(usageProblem('Say what goes: --from DAY and --to DAY, --purpose screenshots, or --everything.'));
  return ok({ from: span.value.from, to: span.value.to ?? lastDayOver(at), classes: classes.value, at });
}

/** An order is signed for good: none until a day that a wrong clock takes for over. */
async function checkedTime(
  { bucket }: BucketRequest,
  { people }: Administration,
  { to }: Wanted,
  { at, isTyped }: { readonly at: number; readonly isTyped: boolean },
): Promise<Result<void>> {
  // What is not over by this clock either is refused for that.
  if (isTyped || to > lastDayOver(at)) return ok(undefined);
  const { prefix } = bucket.settings;
  const known = people.map(({ person }) => person);
  return withStore(bucket, (store) => checkedDay(to, utcDay(at), { store, prefix }, known));
}

/** Ends an order with the last day that is over, so that nothing of days to come is erased by it. */
async function endOrder(request: BucketRequest, id: RecordId, at: number): Done {
  const { adminFile, values } = request;
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const known = findPerson(administration.value, values.person ?? '');
  if (!known.ok) return fail(inOption('person', known.problem));
  const { person, name } = known.value;
  const ended = endedErasure(administration.value, { person, id, at });
  if (!ended.ok) return ended;
  const { administration: after, viewers, to } = ended.value;
  const done = await putIntoEffect(after, { people: [person], viewers, at }, stepsIn(request));
  if (!done.ok) return done;
  return ok([
    to === null ? `The order ${id} is none any more.` : `The order ${id} of ${name} is until ${to} from now on.`,
    'What was erased stays erased. The person’s computer learns of it within a quarter of an hour, and records again.',
  ]);
}

/** Purposes that lie in the same segments go together or not at all. */
function classesFrom(purpose: string | undefined, isEverything: boolean): Result<ErasedClass[]> {
  if (isEverything) return ok(['days', 'shots', 'weeks']);
  if (purpose === undefined) return ok(['days', 'shots']);
  if (purpose === 'screenshots') return ok(['shots']);
  if (purpose === 'timesheets') return ok(['weeks']);
  return fail(
    usageProblem(
      `What is recorded for ${purpose} lies in the same segments as what is recorded for the other purposes: they go together, and the pictures with them. Leave --purpose out to erase days as a whole.`,
    ),
  );
}

/** Everything of a person takes their name once more; in a terminal only, unless it was given: a script knows no better. */
async function confirmedFor({ values, switches }: BucketRequest, { name }: KnownPerson): Promise<Result<void>> {
  if (!switches.has('everything')) return ok(undefined);
  const question = `Everything of ${name} is erased for good. Type the name to go on: `;
  const typed = values.confirm ?? (process.stdin.isTTY === true ? await askLine(question) : '');
  return typed.trim() === name ? ok(undefined) : fail(problem('erasure-unconfirmed', { name }));
}

function countWords({ called, objects, versions, markers }: CountedFolder): string {
  return `  ${called}: ${objects} objects, ${versions} versions${markers === 0 ? '' : `, ${markers} markers`}`;
}

function daysInWords(days: readonly Day[]): string {
  const [first, last] = [days[0], days.at(-1)];
  return days.length <= 10 ? days.join(', ') : `${days.length}, from ${first} to ${last}`;
}
