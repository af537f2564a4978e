import type { Day, DeviceId, PersonId, ViewerId } from '../../core/ids.ts';
import type { Access } from '../../core/organisation/access.ts';
import type { ConfirmedDevice, LastDay } from '../../core/organisation/devices.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { nextDay } from '../../core/time/calendar.ts';
import { withNewDirectories } from '../access-changes.ts';
import { type Administration, accessOf } from '../administration.ts';
import { concernedBy } from '../devices.ts';
import { changeTeam } from '../team-changes.ts';

interface Ended {
  readonly administration: Administration;
  /** The last day that holds now: where there was one and none is given, that one. */
  readonly day: Day;
  /** Whose directories say something new. */
  readonly viewers: readonly ViewerId[];
}

/** What was asked for: a day, or `null` for the one that is known already, else `otherwise`. */
interface LastDayChange {
  readonly day: Day | null;
  readonly otherwise: Day;
  /** UTC ms. */
  readonly at: number;
}

/** Whose confirmed device it is. Problem codes: `device-nobodys`, `device-never-confirmed`. */
export function ownerOf(
  { access, devices }: Administration,
  text: string,
): Result<ConfirmedDevice & { person: PersonId }> {
  for (const { person, devices: confirmed } of access) {
    const found = confirmed.find(({ device }) => device === text);
    if (found !== undefined) return ok({ ...found, person });
  }
  const isEnrolled = devices.some(({ device }) => device === text);
  return fail(problem(isEnrolled ? 'device-never-confirmed' : 'device-nobodys', { device: text }));
}

/**
 * A confirmed device has a last day: what it writes of later ones counts nowhere. Given again it is
 * the same, so that what was cut off goes on.
 */
export function endDevice(
  administration: Administration,
  { person, device }: { readonly person: PersonId; readonly device: DeviceId },
  { why, day, otherwise, at }: LastDayChange & Pick<LastDay, 'why'>,
): Ended {
  const access = accessOf(administration, person);
  const known = access.devices.find((each) => each.device === device)?.last;
  // One of somebody who has left, that is taken out too, keeps its day unless another is said.
  const last = { day: day ?? known?.day ?? otherwise, why, at };
  const viewers = concernedBy(access);
  if (known?.day === last.day && known.why === why) return { administration, day: last.day, viewers };
  const devices = access.devices.map((each) => (each.device === device ? { ...each, last } : each));
  return { administration: withPersonAccess(administration, { ...access, devices }, at), day: last.day, viewers };
}

/**
 * A person has left: each of their computers has that last day, unless it has an earlier one, and
 * from the day after they are in no team. Who may open their days stays as it was.
 */
export function endPerson(
  administration: Administration,
  person: PersonId,
  { day: given, otherwise, at }: LastDayChange,
): Ended {
  const access = accessOf(administration, person);
  const day = given ?? access.left?.day ?? otherwise;
  const last: LastDay = { day, why: 'left', at };
  const isOpen = ({ last: known }: ConfirmedDevice) => known === undefined || known.why === 'left';
  const isSame = access.left?.day === day && access.devices.every((each) => !isOpen(each) || each.last?.day === day);
  const devices = access.devices.map((each) => (isOpen(each) ? { ...each, last } : each));
  const ended = isSame
    ? administration
    : withPersonAccess(administration, { ...access, devices, left: { day, at } }, at);
  const changed = changeTeam(ended, { team: null, people: [person], from: nextDay(day) });
  const viewers = new Set([...concernedBy(access), ...(changed.administration === ended ? [] : changed.viewers)]);
  return { administration: changed.administration, day, viewers: [...viewers] };
}

/** A person who had left is one of the organisation again, as the same person. Their earlier computers keep their last days. */
export function takeBack(administration: Administration, person: PersonId, at: number): Administration {
  const { left, ...access } = accessOf(administration, person);
  return left === undefined ? administration : withPersonAccess(administration, access, at);
}

/** Computers of the person that have no last day. */
export function devicesInUse(administration: Administration, person: PersonId): readonly ConfirmedDevice[] {
  return accessOf(administration, person).devices.filter(({ last }) => last === undefined);
}

function withPersonAccess(administration: Administration, next: Access, at: number): Administration {
  const access: Access = { ...next, version: next.version + 1, at };
  const others = administration.access.filter(({ person }) => person !== access.person);
  return withNewDirectories({ ...administration, access: [...others, access] }, concernedBy(access));
}
