import { describe, expect, it } from 'vitest';
import { type KeptDays, type Organisation, organisationSchema } from '../../../core/organisation/organisation.ts';
import type { Purpose } from '../../../core/organisation/purpose.ts';
import { formerlyKeptBy, keptDaysOf, keptWeeksOf } from '../../../core/organisation/retention.ts';
import { createOrganisation, usualNoticeOf } from '../../../org/organisation.ts';
import { controller } from '../../fixtures/organisation/offices.ts';

const all: Purpose[] = ['apps', 'titles', 'screenshots', 'timesheets'];
const made = await createOrganisation({ name: 'Test', controller, purposes: all.map(usualNoticeOf) });

/** The next document, as the command makes it. */
function withPurposes(before: Organisation, purposes: Organisation['purposes']): Organisation {
  const formerlyKept = formerlyKeptBy(before, { purposes });
  return organisationSchema.parse({ ...before, purposes, formerlyKept, version: before.version + 1 });
}
const without = (before: Organisation, ...dropped: Purpose[]) =>
  withPurposes(
    before,
    before.purposes.filter(({ purpose }) => !dropped.includes(purpose)),
  );
const kept = (of: Organisation): (KeptDays | null)[] => [
  keptDaysOf(of, 'shots'),
  keptDaysOf(of, 'days'),
  keptWeeksOf(of),
];
const [pictures, days, weeks] = [
  { least: 30, most: 40 },
  { least: 90, most: 120 },
  { least: 730, most: 760 },
];

describe('what is no longer asked for', () => {
  it.each<[string, Purpose[]]>([
    ['pictures', ['screenshots']],
    ['weeks', ['timesheets']],
    ['all of a day', ['apps', 'titles', 'screenshots']],
    ['everything', all],
    ['one purpose of several', ['apps']],
  ])('is kept as long as the notice said last, and no longer: %s', (_, dropped) => {
    expect(kept(made.document)).toEqual([pictures, days, weeks]);
    expect(kept(without(made.document, ...dropped))).toEqual([pictures, days, weeks]);
    // Whatever else is published after it.
    expect(kept(without(without(made.document, ...dropped)))).toEqual([pictures, days, weeks]);
  });

  it('is remembered only while it is not asked for again', () => {
    expect(made.document.formerlyKept).toBeUndefined();
    const dropped = without(made.document, 'screenshots');
    expect(dropped.formerlyKept).toEqual({ shots: pictures });
    const again = { ...usualNoticeOf('screenshots'), keptDays: { least: 5, most: 8 } };
    const next = withPurposes(dropped, [...dropped.purposes, again]);
    expect(next.formerlyKept).toBeUndefined();
    expect(keptDaysOf(next, 'shots')).toEqual(again.keptDays);
  });

  it('are pictures, never longer than the day that vouches for them', () => {
    const dropped = without(made.document, 'screenshots');
    const shorter = { least: 10, most: 14 };
    const purposes = dropped.purposes.map((notice) =>
      notice.purpose === 'timesheets' ? notice : { ...notice, keptDays: shorter },
    );
    expect(kept(withPurposes(dropped, purposes)).slice(0, 2)).toEqual([shorter, shorter]);
  });

  it('never was: then there is nothing to keep', () => {
    const { formerlyKept: _, ...document } = { ...made.document, purposes: [] };
    expect(kept(document)).toEqual([null, null, null]);
  });
});
