import type { PersonId, ViewerId } from '../core/ids.ts';
import type { DaySpan } from '../core/organisation/access.ts';
import { sameDays, withDays, withoutDays } from '../core/organisation/spans.ts';
import { entryOf } from './access.ts';
import { type Administration, accessOf, type KnownViewer } from './administration.ts';

export interface AccessChange {
  readonly viewer: ViewerId;
  readonly people: readonly PersonId[];
  readonly span: DaySpan;
  /** UTC ms. */
  readonly at: number;
}

/**
 * The administration by which a viewer may open the span of these people's days too. Versions rise
 * only where something changes, so that a command that was cut off can be given again and publishes
 * the same.
 */
export function withAccess(administration: Administration, change: AccessChange): Administration {
  const given = changed(administration, change, (spans) => withDays(spans, change.span));
  return given === administration ? administration : { ...given, viewers: given.viewers.map(reaching) };

  function reaching(known: KnownViewer): KnownViewer {
    if (known.certificate.viewer !== change.viewer) return known;
    return { ...known, reached: [...new Set([...known.reached, ...change.people])] };
  }
}

/** The one without the span: who is left with no day of a person is not named with them. */
export function withoutAccess(administration: Administration, change: AccessChange): Administration {
  return changed(administration, change, (spans) => withoutDays(spans, change.span));
}

function changed(
  administration: Administration,
  { viewer, people, at }: AccessChange,
  change: (spans: readonly DaySpan[]) => DaySpan[],
): Administration {
  const known = administration.viewers.find(({ certificate }) => certificate.viewer === viewer);
  if (known === undefined) return administration;
  let next = administration;
  for (const person of people) {
    const before = accessOf(next, person);
    const listed = before.viewers.find((each) => each.viewer === viewer);
    const spans = change(listed?.spans ?? []);
    if (sameDays(listed?.spans ?? [], spans)) continue;
    const enrolmentKey = administration.people.find((each) => each.person === person)?.enrolmentKey ?? null;
    const entry = spans.length === 0 ? [] : [{ ...entryOf(person, known.certificate, enrolmentKey), spans }];
    // Who was there keeps their place: the order says who was given access first.
    const viewers =
      listed === undefined
        ? [...before.viewers, ...entry]
        : before.viewers.flatMap((each) => (each === listed ? entry : [each]));
    const access = { ...before, version: before.version + 1, at, viewers };
    next = { ...next, access: [...next.access.filter((each) => each.person !== person), access] };
  }
  return next === administration ? administration : withNewDirectories(next, [viewer]);
}

/** The directories of these viewers say something new. */
export function withNewDirectories(administration: Administration, viewers: readonly ViewerId[]): Administration {
  const risen = (known: KnownViewer): KnownViewer =>
    viewers.includes(known.certificate.viewer) ? { ...known, version: known.version + 1 } : known;
  return { ...administration, viewers: administration.viewers.map(risen) };
}
