import { isDeepStrictEqual } from 'node:util';
import type { AdministratorId } from '../../core/ids.ts';
import { type AboutPerson, type ChangeAboutPerson, mostAboutPerson } from '../../core/organisation/about-person.ts';
import type { Access } from '../../core/organisation/access.ts';
import { sealViewerName } from '../../seal/viewer-name.ts';
import type { Administration, KnownPerson, Shared } from '../administration.ts';

/**
 * The administration in which each person is told what this change does about them: it is put into
 * their access, which is signed for them, and so goes the same way as the change itself. `before`
 * is null where the organisation is being made.
 */
export function tellingPeople(
  before: Shared | null,
  after: Administration,
  by: AdministratorId,
  at: number,
): Administration {
  const was = new Map((before?.access ?? []).map((access) => [access.person, access]));
  const access = after.access.map((each) => {
    const earlier = was.get(each.person) ?? null;
    const known = after.people.find(({ person }) => person === each.person);
    if (known === undefined || isDeepStrictEqual(earlier, each)) return each;
    const told = changesBetween(earlier, each, known, after);
    if (told.length === 0) return each;
    const said = told.map((change): ChangeAboutPerson => ({ at, by, ...sealedBy(known, after, by), change }));
    return { ...each, changes: [...(each.changes ?? []), ...said].slice(-mostAboutPerson) };
  });
  return { ...after, access };
}

function changesBetween(
  before: Access | null,
  after: Access,
  known: KnownPerson,
  { viewers }: Pick<Shared, 'viewers'>,
): AboutPerson[] {
  const told: AboutPerson[] = before === null ? [{ what: 'enrolled' }] : [];
  const ids = new Set([...(before?.viewers ?? []), ...after.viewers].map(({ viewer }) => viewer));
  for (const viewer of ids) {
    const [was, is] = [before, after].map((each) => each?.viewers.find((one) => one.viewer === viewer)?.spans ?? []);
    if (isDeepStrictEqual(was, is)) continue;
    const name = viewers.find(({ certificate }) => certificate.viewer === viewer)?.certificate.name;
    const sealed = name === undefined ? {} : { sealedName: sealedFor(known, viewer, name) };
    told.push({ what: 'access', viewer, ...sealed, spans: (is ?? []).slice(0, 100) });
  }
  for (const { device, last } of after.devices) {
    const earlier = before?.devices.find((each) => each.device === device);
    if (earlier === undefined) told.push({ what: 'confirmed', device });
    const isSame = earlier?.last?.day === last?.day && earlier?.last?.why === last?.why;
    // That they have left says it of all of their computers.
    if (last !== undefined && last.why !== 'left' && !isSame)
      told.push({ what: 'last-day', device, day: last.day, why: last.why });
  }
  const ordered = new Set((before?.erasures ?? []).map(({ id }) => id));
  for (const { id, from, to } of after.erasures ?? []) if (!ordered.has(id)) told.push({ what: 'erasure', from, to });
  if (after.left !== undefined && after.left.day !== before?.left?.day)
    told.push({ what: 'left', day: after.left.day });
  if (before?.left !== undefined && after.left === undefined) told.push({ what: 'returned' });
  return told;
}

function sealedBy(
  known: KnownPerson,
  { administrators }: Pick<Shared, 'administrators'>,
  by: AdministratorId,
): Pick<ChangeAboutPerson, 'sealedBy'> {
  const name = administrators.find(({ administrator }) => administrator === by)?.name;
  return name === undefined ? {} : { sealedBy: sealedFor(known, by, name) };
}

/** Only the person's own computers open it. */
function sealedFor({ person, enrolmentKey }: KnownPerson, of: string, name: string): string {
  return sealViewerName(enrolmentKey, { person, viewer: of }, name);
}
