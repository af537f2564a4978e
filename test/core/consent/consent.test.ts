import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Circumstances,
  type ConsentRecord,
  decide,
  demand,
  deviceEndRefusals,
  type Grant,
  isAgreed,
  isPaused,
} from '../../../core/consent/consent.ts';
import { type Purpose, recordedPurposes as purposes } from '../../../core/organisation/purpose.ts';
import { circumstances, decision, grantFor, termsFor } from '../../fixtures/consent/consents.ts';

const agreed = [decision('apps', true)];
const refusalOf = (change: Partial<Circumstances>, at = 10) => {
  const answer = decide('apps', at, circumstances({ terms: termsFor('apps'), ledger: agreed, ...change }));
  return 'refused' in answer ? answer.refused : 'granted';
};

describe('deciding', () => {
  it.each<[string, Partial<Circumstances>, number, string]>([
    ['all is well', {}, 10, 'granted'],
    ['nobody is enrolled', { enrolled: false }, 10, 'not-enrolled'],
    ['a setting does not parse', { settingsValid: false }, 10, 'settings'],
    ['the ledger cannot be read', { ledger: null }, 10, 'ledger'],
    ['nothing was ever decided', { ledger: [] }, 10, 'no-consent'],
    ['another purpose was agreed to', { ledger: [decision('titles', true)] }, 10, 'no-consent'],
    ['consent comes later', { ledger: [decision('apps', true, 11)] }, 10, 'no-consent'],
    ['consent comes now', { ledger: [decision('apps', true, 10)] }, 10, 'granted'],
    ['it was withdrawn', { ledger: [...agreed, decision('apps', false, 5)] }, 10, 'no-consent'],
    ['it was withdrawn now', { ledger: [...agreed, decision('apps', false, 10)] }, 10, 'no-consent'],
    [
      'the clock was set back to before the withdrawal',
      { ledger: [...agreed, decision('apps', false, 50)] },
      10,
      'no-consent',
    ],
    [
      'it was given again',
      { ledger: [...agreed, decision('apps', false, 5), decision('apps', true, 6)] },
      10,
      'granted',
    ],
    ['paused', { pause: { since: 5, until: null } }, 10, 'paused'],
    ['paused until later', { pause: { since: 5, until: 11 } }, 10, 'paused'],
    ['paused until now', { pause: { since: 5, until: 10 } }, 10, 'granted'],
    ['the clock was set back to before the pause', { pause: { since: 500, until: 600 } }, 10, 'paused'],
    ['locked', { locked: true }, 10, 'locked'],
    ['suspended', { suspended: true }, 10, 'suspended'],
    ['no sign is shown', { isSignShown: false }, 10, 'no-sign'],
    ['no sign is shown while paused', { isSignShown: false, pause: { since: 5, until: null } }, 10, 'paused'],
    ['no sign is shown without consent', { ledger: [], isSignShown: false }, 10, 'no-consent'],
    ['paused without consent', { ledger: [], pause: { since: 0, until: null } }, 10, 'no-consent'],
    ['a computer that was taken out', { ended: 'device-revoked' }, 10, 'device-revoked'],
    ['one that was set up anew', { ended: 'device-replaced', ledger: [] }, 10, 'device-replaced'],
    [
      'somebody who has left, and paused',
      { ended: 'person-left', pause: { since: 5, until: null } },
      10,
      'person-left',
    ],
    ['the clock says nothing', {}, Number.NaN, 'clock'],
    ['the clock says infinity', {}, Number.POSITIVE_INFINITY, 'clock'],
  ])('%s', (_, change, at, answer) => expect(refusalOf(change, at)).toBe(answer));

  it('grants one purpose and no other', () => {
    for (const purpose of purposes)
      expect('grant' in decide(purpose, 10, circumstances({ terms: termsFor(purpose), ledger: agreed }))).toBe(
        purpose === 'apps',
      );
  });

  it('pauses are over at their end and not before', () => {
    expect(isPaused(null, 0)).toBe(false);
    expect(isPaused({ since: 0, until: 5 }, 4)).toBe(true);
    expect(isPaused({ since: 0, until: 5 }, 5)).toBe(false);
    expect(isPaused({ since: 0, until: null }, Number.MAX_SAFE_INTEGER)).toBe(true);
  });

  it('grants over any history exactly what the last decision and the circumstances allow', () => {
    const step = fc.record({ purpose: fc.constantFrom(...purposes), agreed: fc.boolean(), at: fc.nat(50) });
    const pause = fc.option(fc.record({ since: fc.nat(50), until: fc.option(fc.nat(80)) }));
    const flags = fc.record({
      enrolled: fc.boolean(),
      settingsValid: fc.boolean(),
      locked: fc.boolean(),
      suspended: fc.boolean(),
      isSignShown: fc.boolean(),
      ended: fc.option(fc.constantFrom(...deviceEndRefusals), { freq: 5 }),
    });
    fc.assert(
      fc.property(
        fc.option(fc.array(step), { freq: 9 }),
        pause,
        flags,
        fc.nat(60),
        fc.constantFrom(...purposes),
        (steps, paused, known, at, purpose) => {
          const ledger = steps?.map((each) => decision(each.purpose, each.agreed, each.at)) ?? null;
          const answer = decide(purpose, at, {
            ledger,
            pause: paused,
            ...known,
            terms: termsFor(purpose),
            isWorkingTime: true,
          });
          const inOrder =
            known.enrolled &&
            known.ended === null &&
            known.settingsValid &&
            !known.locked &&
            !known.suspended &&
            known.isSignShown;
          const running = paused === null || (paused.until !== null && paused.until <= at);
          expect('grant' in answer).toBe(inOrder && running && allowedBy(ledger, purpose, at));
        },
      ),
      { numRuns: 500 },
    );
  });
});

/** The same as a sentence: since the last no there was a yes, and not from the future. */
function allowedBy(ledger: readonly ConsentRecord[] | null, purpose: Purpose, at: number): boolean {
  const mine = (ledger ?? []).filter((record) => record.purpose === purpose);
  const lastNo = mine.findLastIndex((record) => record.event === 'withdrawn');
  return mine.slice(lastNo + 1).some((record) => record.at <= at);
}

describe('a grant', () => {
  it('is accepted for its purpose', () => expect(() => demand(grantFor('apps'), 'apps')).not.toThrow());

  it.each<[string, () => Grant]>([
    ['made by hand', () => ({ purpose: 'apps', at: 0 }) as unknown as Grant],
    ['a copy of a real one', () => ({ ...grantFor('apps') })],
    ['through JSON', () => JSON.parse(JSON.stringify(grantFor('apps')))],
    ['built upon a real one', () => Object.create(grantFor('apps'))],
    ['a wrapped real one', () => new Proxy(grantFor('apps'), {})],
    ['for another purpose', () => grantFor('titles')],
  ])('is refused when it is %s', (_, make) => expect(() => demand(make(), 'apps')).toThrow('no leave to record apps'));

  it('cannot be turned to another purpose', () => {
    const grant: { purpose: Purpose } = grantFor('titles');
    try {
      grant.purpose = 'apps';
    } catch {
      // A frozen grant refuses the attempt itself.
    }
    expect(() => demand(grant as Grant<'apps'>, 'apps')).toThrow();
  });
});

it('a withdrawal is not undone by asking about an earlier instant', () =>
  expect(isAgreed([decision('apps', true, 10), decision('apps', false, 100)], 'apps', 50)).toBe(false));
