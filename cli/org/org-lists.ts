import type { PersonId } from '../../core/ids.ts';
import { ok } from '../../core/result.ts';
import { type Administration, accessOf, grantedTo, teamsOf } from '../../org/administration.ts';
import { inWords, lastDayIn } from './org-choices.ts';
import type { Done, OrgRequest } from './org-request.ts';

export async function listPeople({ adminFile }: OrgRequest): Done {
  const administration = await adminFile.read();
  return administration.ok
    ? ok(administration.value.people.flatMap((card) => personLines(card, administration.value)))
    : administration;
}

export async function listViewers({ adminFile }: OrgRequest): Done {
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  return ok(
    administration.value.viewers.flatMap(({ certificate, user }) => {
      const granted = grantedTo(administration.value, certificate.viewer);
      return [
        `${certificate.viewer}  ${certificate.name}${user === null ? '' : `  (user ${user})`}`,
        ...(granted.length === 0 ? ['    may open nothing'] : []),
        ...granted.map(({ card, spans }) => `    may open ${spans.map(inWords).join(', ')} of ${card.name}`),
      ];
    }),
  );
}

function deviceLines(administration: Administration, person: PersonId): string[] {
  const confirmed = accessOf(administration, person).devices;
  return administration.devices.flatMap(({ person: whose, device }) => {
    if (whose !== person) return [];
    const known = confirmed.find((each) => each.device === device);
    const state = known === undefined ? 'not confirmed (plainsight org confirm)' : `confirmed${lastDayIn(known)}`;
    return [`    device ${device}: ${state}`];
  });
}

function personLines({ person, name }: Administration['people'][number], administration: Administration): string[] {
  const names = new Map(administration.viewers.map(({ certificate }) => [certificate.viewer, certificate.name]));
  const { left } = accessOf(administration, person);
  return [
    `${person}  ${name}`,
    ...(left === undefined ? [] : [`    has left: ${left.day} was the last day`]),
    ...deviceLines(administration, person),
    ...teamsOf(administration, person).map(({ team, from, to }) => `    in ${team}: ${inWords({ from, to })}`),
    ...accessOf(administration, person).viewers.map(
      ({ viewer, spans }) => `    ${names.get(viewer) ?? viewer} may open ${spans.map(inWords).join(', ')}`,
    ),
  ];
}
