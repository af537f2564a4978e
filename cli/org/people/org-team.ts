import { daySchema } from '../../../core/ids.ts';
import { fail, ok } from '../../../core/result.ts';
import { putIntoEffect } from '../../../org/access-steps.ts';
import { changeTeam } from '../../../org/team-changes.ts';
import { usageProblem } from '../../outcome.ts';
import { namesOf, peopleFrom, todayHere } from '../org-choices.ts';
import { type BucketRequest, type Done, stepsIn } from '../org-request.ts';

/** Puts people into a team, or takes them out of the one they are in. */
export async function team(request: BucketRequest): Done {
  const { adminFile, values, switches } = request;
  const name = switches.has('leave') ? null : values.team;
  if (name === undefined) return fail(usageProblem('Give --team NAME of at most 100 characters, or --leave.'));
  const from = values.from === undefined ? todayHere() : daySchema.parse(values.from);
  const before = await adminFile.read();
  if (!before.ok) return before;
  const people = peopleFrom(before.value, values);
  if (!people.ok) return people;
  const ids = people.value.map(({ person }) => person);
  const { administration, viewers } = changeTeam(before.value, { team: name, people: ids, from });
  const told = await putIntoEffect(administration, { people: [], viewers, at: Date.now() }, stepsIn(request));
  if (!told.ok) return told;
  const where = name === null ? 'in no team' : `in ${name}`;
  return ok([
    `From ${from} on ${where}: ${namesOf(people.value)}.`,
    `${viewers.length} viewers see it when they next open their people.`,
  ]);
}
