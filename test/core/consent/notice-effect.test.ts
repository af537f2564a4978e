import { expect, it } from 'vitest';
import { unagreed } from '../../../core/consent/consent.ts';
import { effectsOfNotice } from '../../../core/consent/notice-effect.ts';
import { hashOfTerms, termsOf } from '../../../core/consent/terms.ts';
import { type Organisation, organisationSchema } from '../../../core/organisation/organisation.ts';
import { purposes } from '../../../core/organisation/purpose.ts';
import { usualPurposes } from '../../../org/organisation.ts';
import { recordId } from '../../fixtures/day/entries.ts';
import { controller } from '../../fixtures/organisation/offices.ts';
import { madeRecipient } from '../../fixtures/organisation/recipients.ts';

const storage = { host: 'store.example.org', bucket: 'office' };
const before: Organisation = organisationSchema.parse({
  ...{ format: 'plainsight-org/1', version: 1, name: 'Example', controller, recovery: [madeRecipient()] },
  ...{ purposes: usualPurposes, settings: {} },
});

const changed = (settings: Partial<Organisation['settings']>, asked = before.purposes): Organisation => ({
  ...before,
  ...{ purposes: [...asked], settings: { ...before.settings, ...settings } },
});
const without = before.purposes.filter(({ purpose }) => purpose !== 'titles');
const longer = before.purposes.map((each) => ({ ...each, keptDays: { least: 90, most: 200 } }));

it.each([
  ['nothing', changed({}), {}],
  ['pictures more often', changed({ shotIntervalMs: 60_000 }), { screenshots: 'stops' }],
  ['pictures less often', changed({ shotIntervalMs: 3_600_000 }), { screenshots: 'narrows' }],
  ['coarser pictures', changed({ shotDetail: 'solid' }), { screenshots: 'narrows' }],
  ['paths of pages', changed({ sitePaths: true }), { websites: 'stops' }],
  ['one purpose less', changed({}, without), { titles: 'ends' }],
] as const)('%s', (_, after, effects) => {
  const told = effectsOfNotice(before, after, storage);
  expect(Object.fromEntries(told.map(({ purpose, effect }) => [purpose, effect]))).toEqual(effects);
});

it('says of every purpose what the gate then answers', () => {
  for (const after of [
    changed({ holdMs: 0 }),
    changed({ holdMs: 3_600_000 }),
    changed({}, longer),
    changed({}, without),
  ]) {
    const told = new Map(effectsOfNotice(before, after, storage).map(({ purpose, effect }) => [purpose, effect]));
    for (const purpose of purposes) {
      const terms = termsOf(before, purpose, storage);
      if (terms === null) continue;
      const agreed = { id: recordId(1), at: 1, purpose, event: 'agreed' as const, given: 'page' as const };
      const ledger = [{ ...agreed, terms, notice: hashOfTerms(terms) }];
      const answer = unagreed(purpose, 2, { ledger, terms: termsOf(after, purpose, storage) });
      const expected = { stops: 'changed', ends: 'not-asked' }[told.get(purpose) as 'stops' | 'ends'] ?? null;
      expect([purpose, answer]).toEqual([purpose, expected]);
    }
  }
});
