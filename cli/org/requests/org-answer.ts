import { type RecordId, recordIdSchema } from '../../../core/ids.ts';
import { problem } from '../../../core/problem.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import type { SignedRightAnswer } from '../../../core/rights/right-request.ts';
import type { RightStanding } from '../../../core/rights/right-standing.ts';
import { accessOf } from '../../../org/administration.ts';
import { answerRight, type PersonRights, unfitAnswer } from '../../../org/requests/right-desk.ts';
import { inOption, usageProblem } from '../../outcome.ts';
import { erase } from '../erasure/org-erase.ts';
import type { BucketRequest, Done } from '../org-request.ts';
import { findRequest, inShort, onDesk, today } from './org-requests.ts';

type Says = SignedRightAnswer['says'];

/** Says something about a request, once what it says is so. */
export async function answerRequest(request: BucketRequest): Done {
  const { adminFile, word, values } = request;
  const of = recordIdSchema.parse(word);
  const wanted = saysFrom(request);
  if (!wanted.ok) return wanted;
  const administration = await adminFile.readWithSelf();
  if (!administration.ok) return administration;
  const found = await findRequest(request, administration.value, of);
  if (!found.ok) return found;
  if (found.value === null) return fail(problem('right-id-unknown', { id: of }));
  const { whose, standing } = found.value;
  const unfit = unfitAnswer(standing, { of, on: today(), says: wanted.value });
  if (unfit !== null) return fail(unfit);
  const carried = wanted.value.does === 'fulfil' ? await carryOut(request, whose, standing) : ok(null);
  if (!carried.ok) return carried;
  const says: Says = wanted.value.does === 'fulfil' ? { ...wanted.value, order: carried.value } : wanted.value;
  // Read anew: carrying out changes the administration.
  const now = carried.value === null ? administration : await adminFile.readWithSelf();
  if (!now.ok) return now;
  const given = { of, by: values.by ?? '', says, at: Date.now(), on: today() };
  const done = await onDesk(request, (place) => answerRight(now.value, whose.person, given, place));
  if (!done.ok) return done;
  return ok([
    `${whose.name}: ${inShort(done.value)}`,
    'They read it on their own page. Who has left and has none does not: tell them on another way.',
  ]);
}

function saysFrom({ values, switches }: BucketRequest): Result<Says> {
  const { reason, 'complain-to': complainTo } = values;
  if (complainTo !== undefined && !switches.has('refuse'))
    return fail(usageProblem('--complain-to says nothing without --refuse.'));
  for (const option of ['confirm', 'copies-until', 'today'])
    if (values[option] !== undefined && !switches.has('fulfil'))
      return fail(usageProblem(`--${option} says nothing without --fulfil.`));
  if (switches.has('begin')) return ok({ does: 'begin' });
  if (switches.has('extend'))
    return reason === undefined
      ? fail(usageProblem('Give --reason: the person is told why it takes longer.'))
      : ok({ does: 'extend', reason });
  if (switches.has('refuse'))
    return reason === undefined || complainTo === undefined
      ? fail(usageProblem('Give --reason and --complain-to: a refusal says why, and where the person can complain.'))
      : ok({ does: 'refuse', reason, complainTo });
  if (switches.has('fulfil')) return ok({ does: 'fulfil', note: reason ?? '', order: null });
  return fail(usageProblem('Say what: --begin, --extend, --fulfil or --refuse.'));
}

/** What has to be so before it is said that it was done. Answers the order to erase, where there is one. */
async function carryOut(
  request: BucketRequest,
  { person, name }: PersonRights,
  { asked }: RightStanding,
): Promise<Result<RecordId | null>> {
  if (asked.kind === 'restriction') return restricted(request, person);
  if (asked.erasure === null) return ok(null);
  const { from, to, classes } = asked.erasure;
  const isEverything = classes.includes('weeks');
  const isPictures = !classes.includes('days');
  // Asked here too: `erase` would ask in a terminal for a name that this command was given no word of.
  if (isEverything && request.values.confirm === undefined)
    return fail(inOption('confirm', problem('erasure-unconfirmed', { name })));
  const values: Record<string, string> = { ...request.values, person };
  if (from !== null) values.from = from;
  if (to !== null) values.to = to;
  if (isPictures) values.purpose = 'screenshots';
  const erased = await erase({ ...request, values, switches: new Set(isEverything ? ['everything'] : []) });
  if (!erased.ok) return erased;
  for (const line of erased.value) request.say(line);
  const administration = await request.adminFile.read();
  if (!administration.ok) return administration;
  const order = accessOf(administration.value, person).erasures?.findLast(
    (each) => each.from === from && each.classes.toSorted().join() === classes.toSorted().join(),
  );
  return order === undefined ? fail(problem('right-unknown')) : ok(order.id);
}

/** Restricted is what is kept and opens to nobody. */
async function restricted(request: BucketRequest, person: PersonRights['person']): Promise<Result<null>> {
  const administration = await request.adminFile.read();
  if (!administration.ok) return administration;
  const { viewers } = accessOf(administration.value, person);
  if (viewers.length === 0) return ok(null);
  const names = viewers.map(
    ({ viewer }) =>
      administration.value.viewers.find(({ certificate }) => certificate.viewer === viewer)?.certificate.name ?? viewer,
  );
  return fail(problem('restriction-open', { names: names.join(', ') }));
}
