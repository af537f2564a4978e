import type { Day, PersonId, ViewerId } from '../core/ids.ts';
import type { Membership } from '../core/organisation/access.ts';
import { withDays, withoutDays } from '../core/organisation/spans.ts';
import { withNewDirectories } from './access-changes.ts';
import { type Administration, grantedTo, teamsOf } from './administration.ts';

interface TeamChange {
  /** Null: they are in no team from then on. */
  readonly team: string | null;
  readonly people: readonly PersonId[];
  readonly from: Day;
}

interface ChangedTeams {
  readonly administration: Administration;
  /** Whose directories say something new. */
  readonly viewers: readonly ViewerId[];
}

/** Puts people into a team from a day on, and out of the one before: nobody is in two at a time. */
export function changeTeam(administration: Administration, { team, people, from }: TeamChange): ChangedTeams {
  const touched = new Set<string>(team === null ? [] : [team]);
  let next = administration;
  for (const person of people) {
    const before = teamsOf(next, person);
    const kept = before.flatMap((membership) => until(membership, from));
    const teams = team === null ? kept : joined(kept, { team, from, to: null });
    for (const each of before) touched.add(each.team);
    if (JSON.stringify(before) === JSON.stringify(teams)) continue;
    next = { ...next, teams: [...next.teams.filter((each) => each.person !== person), { person, teams }] };
  }
  // A roll names everybody in a team, so it is news to whoever may open any of them.
  const viewers = administration.viewers
    .map(({ certificate }) => certificate.viewer)
    .filter((viewer) =>
      grantedTo(administration, viewer).some(
        ({ card }) =>
          people.includes(card.person) || teamsOf(administration, card.person).some((each) => touched.has(each.team)),
      ),
    );
  return { administration: next === administration ? administration : withNewDirectories(next, viewers), viewers };
}

/** What is left of a membership that ends before `from`. */
function until(membership: Membership, from: Day): Membership[] {
  return withoutDays([membership], { from, to: null }).flatMap((span) =>
    span.from === null ? [] : [{ team: membership.team, from: span.from, to: span.to }],
  );
}

/** Who is put into the team that they are in stays in it without a seam. */
function joined(kept: readonly Membership[], added: Membership): Membership[] {
  const last = kept.at(-1);
  if (last?.team !== added.team) return [...kept, added];
  const [span, second] = withDays([last], added);
  if (span === undefined || span.from === null || second !== undefined) return [...kept, added];
  return [...kept.slice(0, -1), { team: added.team, from: span.from, to: span.to }];
}
