import fc from 'fast-check';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { changesBetween, hashOfTerms, type Terms, termsOf, termsSchema, widens } from '../../../core/consent/terms.ts';
import type { LocalText } from '../../../core/language.ts';
import type { Purpose } from '../../../core/organisation/purpose.ts';
import { recordedPurposes as purposes } from '../../../core/organisation/purpose.ts';
import { createOrganisation } from '../../../org/organisation.ts';
import { termsFor } from '../../fixtures/consent/consents.ts';
import { anyTerms, fitting } from '../../fixtures/consent/terms.ts';
import { controller } from '../../fixtures/organisation/offices.ts';

const nineToFive = [{ weekday: 1 as const, spans: [{ from: 540, to: 1020 }] }];
const nineToSix = [{ weekday: 1 as const, spans: [{ from: 540, to: 1080 }] }];
const inTwoParts = [
  {
    weekday: 1 as const,
    spans: [
      { from: 540, to: 720 },
      { from: 720, to: 1020 },
    ],
  },
];
const mail = { app: 'mail', effect: 'exclude' as const };
const bank = { title: 'bank*', effect: 'hide-title' as const };
const inGerman: LocalText = { en: 'To know.', de: 'Um es zu wissen.' };

const one = { name: 'Test', jurisdiction: 'DE' };
const here = { host: 'a.example', bucket: 'plainsight' };
const [keyA, keyB] = ['a'.repeat(64), 'b'.repeat(64)];

type Change = Partial<Terms>;
const kept = (least: number, most: number): Terms['keptDays'] => ({ least, most });
/** Field, what it was, what it is, and the effect of going there and of going back. */
const table: [field: string, purpose: Purpose, from: Change, to: Change, there: string, back: string][] = [
  ['basis', 'apps', { basis: 'consent' }, { basis: 'contract' }, 'widens', 'widens'],
  ['why', 'apps', { why: 'To know.' }, { why: 'To pay.' }, 'widens', 'widens'],
  ['why', 'apps', { why: 'To know.' }, { why: inGerman }, 'widens', 'widens'],
  ['why', 'apps', { why: inGerman }, { why: { en: 'To know.', de: 'Um zu zahlen.' } }, 'widens', 'widens'],
  ['seenBy', 'apps', { seenBy: 'Nobody.' }, { seenBy: 'Everybody.' }, 'widens', 'widens'],
  ['seenFrom', 'apps', { seenFrom: 'The office.' }, { seenFrom: 'Anywhere.' }, 'widens', 'widens'],
  ['keptDays', 'apps', { keptDays: kept(30, 40) }, { keptDays: kept(31, 40) }, 'widens', 'narrows'],
  ['keptDays', 'apps', { keptDays: kept(30, 40) }, { keptDays: kept(30, 41) }, 'widens', 'narrows'],
  ['keptDays', 'apps', { keptDays: kept(30, 40) }, { keptDays: kept(31, 39) }, 'widens', 'widens'],
  ['controller', 'apps', { controller: one }, { controller: { ...one, name: 'Another' } }, 'widens', 'widens'],
  ['controller', 'apps', { controller: one }, { controller: { ...one, jurisdiction: 'US' } }, 'widens', 'widens'],
  ['storage', 'apps', { storage: here }, { storage: { ...here, host: 'b.example' } }, 'widens', 'widens'],
  ['storage', 'apps', { storage: here }, { storage: { ...here, bucket: 'other' } }, 'widens', 'widens'],
  ['recovery', 'apps', { recovery: [keyA] }, { recovery: [keyA, keyB] }, 'widens', 'narrows'],
  ['recovery', 'apps', { recovery: [keyA] }, { recovery: [keyB] }, 'widens', 'widens'],
  ['holdMs', 'apps', { holdMs: 600_000 }, { holdMs: 599_999 }, 'widens', 'narrows'],
  ['hours', 'apps', { hours: nineToFive }, { hours: nineToSix }, 'widens', 'narrows'],
  ['hours', 'apps', { hours: nineToFive }, { hours: null }, 'widens', 'narrows'],
  ['hours', 'apps', { hours: [] }, { hours: nineToFive }, 'widens', 'narrows'],
  ['hours', 'apps', { hours: nineToFive }, { hours: inTwoParts }, 'narrows', 'narrows'],
  ['rules', 'apps', { rules: [mail, bank] }, { rules: [bank] }, 'widens', 'narrows'],
  ['rules', 'apps', { rules: [mail] }, { rules: [bank] }, 'widens', 'widens'],
  ['rules', 'apps', { rules: [mail, bank] }, { rules: [bank, mail] }, 'narrows', 'narrows'],
  ['idleAfterMs', 'presence', { idleAfterMs: 300_000 }, { idleAfterMs: 60_000 }, 'widens', 'narrows'],
  ['shotIntervalMs', 'screenshots', { shotIntervalMs: 600_000 }, { shotIntervalMs: 60_000 }, 'widens', 'narrows'],
  ['shotDetail', 'screenshots', { shotDetail: 'pixelated' }, { shotDetail: 'sharp' }, 'widens', 'narrows'],
  ['shotDetail', 'screenshots', { shotDetail: 'solid' }, { shotDetail: 'pixelated' }, 'widens', 'narrows'],
  ['staysHere', 'apps', { staysHere: true }, {}, 'widens', 'narrows'],
  ['sitePaths', 'websites', {}, { sitePaths: true }, 'widens', 'narrows'],
];

describe('a change of terms', () => {
  it.each(table)('of %s for %s', (field, purpose, from, to, there, back) => {
    const before = termsFor(purpose, from);
    const after = termsFor(purpose, to);
    expect(changesBetween(before, after)).toEqual([{ field, effect: there }]);
    expect(changesBetween(after, before)).toEqual([{ field, effect: back }]);
    expect(widens(before, after)).toBe(there === 'widens');
    expect(hashOfTerms(before)).not.toBe(hashOfTerms(after));
  });

  it('is in the table for every field', () => {
    const fields = Object.keys(termsSchema.shape).filter((field) => field !== 'purpose');
    expect([...new Set(table.map(([field]) => field))].sort()).toEqual(fields.sort());
  });

  it('of several fields names each, in their order', () => {
    const before = termsFor('apps', { keptDays: kept(90, 120), why: 'A.', holdMs: 1 });
    const after = termsFor('apps', { keptDays: kept(30, 60), why: 'B.', holdMs: 2 });
    expect(changesBetween(before, after)).toEqual([
      { field: 'why', effect: 'widens' },
      { field: 'keptDays', effect: 'narrows' },
      { field: 'holdMs', effect: 'narrows' },
    ]);
    expect(widens(before, after)).toBe(true);
  });

  it('where a value appears that was not there is never taken for a narrowing of nothing', () => {
    expect(widens(termsFor('screenshots'), termsFor('screenshots', { shotIntervalMs: null }))).toBe(true);
    expect(widens(termsFor('presence', { idleAfterMs: null }), termsFor('presence'))).toBe(true);
    expect(widens(termsFor('apps', { rules: null }), termsFor('apps'))).toBe(true);
    expect(widens(termsFor('apps'), termsFor('apps', { rules: null }))).toBe(true);
    expect(widens(termsFor('screenshots', { shotDetail: null }), termsFor('screenshots'))).toBe(true);
  });
});

describe('the same two terms', () => {
  it('are compared once', () => {
    const before = termsFor('apps', { rules: [mail] });
    const after = termsFor('apps', { rules: [bank] });
    const stringify = vi.spyOn(JSON, 'stringify');
    onTestFinished(() => stringify.mockRestore());
    expect(widens(before, after)).toBe(true);
    const once = stringify.mock.calls.length;
    expect(once).toBeGreaterThan(0);
    for (let time = 0; time < 10; time++) expect(widens(before, after)).toBe(true);
    expect(stringify.mock.calls).toHaveLength(once);
    expect(widens(before, termsFor('apps', { rules: [mail, bank] }))).toBe(false);
    expect(stringify.mock.calls.length).toBeGreaterThan(once);
  });

  it('each way have an answer of their own', () => {
    const shorter = termsFor('apps', { keptDays: kept(30, 60) });
    const longer = termsFor('apps', { keptDays: kept(31, 60) });
    for (let time = 0; time < 2; time++) {
      expect(widens(shorter, longer)).toBe(true);
      expect(widens(longer, shorter)).toBe(false);
    }
  });

  it('cannot become others under their answer', () => {
    const before = termsFor('apps', { rules: [{ ...mail }], hours: structuredClone(nineToFive) });
    const after = structuredClone(before);
    expect(widens(before, after)).toBe(false);
    expect(() => Object.assign(after.keptDays, { most: 3650 })).toThrow(TypeError);
    expect(() => after.rules?.pop()).toThrow(TypeError);
    expect(() => after.hours?.[0]?.spans.push({ from: 0, to: 1 })).toThrow(TypeError);
    expect(() => Object.assign(before, { holdMs: 0 })).toThrow(TypeError);
  });
});

const pair = fc.tuple(anyTerms, anyTerms).map(([a, b]) => [a, fitting({ ...b, purpose: a.purpose })] as const);
const triple = fc
  .tuple(anyTerms, anyTerms, anyTerms)
  .map(([a, b, c]) => [a, fitting({ ...b, purpose: a.purpose }), fitting({ ...c, purpose: a.purpose })] as const);

describe('over any terms', () => {
  it('the same terms do not differ from themselves', () =>
    fc.assert(
      fc.property(anyTerms, (terms) => {
        expect(changesBetween(terms, structuredClone(terms))).toEqual([]);
        expect(widens(terms, terms)).toBe(false);
      }),
    ));

  it('what differs has another hash, and what has another hash differs', () =>
    fc.assert(
      fc.property(pair, ([a, b]) => {
        expect(hashOfTerms(a) === hashOfTerms(b)).toBe(changesBetween(a, b).length === 0);
      }),
    ));

  it('a way of steps that do not widen does not widen as a whole', () => {
    let seen = 0;
    fc.assert(
      fc.property(triple.map(narrowingSteps), ([a, b, c]) => {
        if (widens(a, b) || widens(b, c)) return;
        seen++;
        expect(widens(a, c)).toBe(false);
      }),
      { numRuns: 500 },
    );
    expect(seen).toBeGreaterThan(50);
  });

  it('going back from a narrowing of anything but the order of rules and spans widens', () =>
    fc.assert(
      fc.property(pair, ([a, b]) => {
        const kinds = changesBetween(a, b);
        const isReal = kinds.some(({ field }) => field !== 'rules' && field !== 'hours');
        if (isReal && !widens(a, b)) expect(widens(b, a)).toBe(true);
      }),
    ));

  it('the hash does not depend on the order of members, and does on the order of a list', () => {
    const shuffled = (value: unknown): unknown =>
      Array.isArray(value)
        ? value.map(shuffled)
        : value !== null && typeof value === 'object'
          ? Object.fromEntries(
              Object.entries(value)
                .reverse()
                .map(([name, each]) => [name, shuffled(each)]),
            )
          : value;
    fc.assert(
      fc.property(anyTerms, (terms) => {
        expect(hashOfTerms(shuffled(terms) as Terms)).toBe(hashOfTerms(terms));
        expect(hashOfTerms(termsSchema.parse(JSON.parse(JSON.stringify(terms))))).toBe(hashOfTerms(terms));
      }),
    );
    const [one, other] = [termsFor('apps', { rules: [mail, bank] }), termsFor('apps', { rules: [bank, mail] })];
    expect(hashOfTerms(one)).not.toBe(hashOfTerms(other));
  });

  it('the hash is the SHA-256 of the JSON with sorted members, so that anybody can compute it', () =>
    expect(hashOfTerms(termsFor('presence'))).toBe('fc91ca21d055e62f77a8a707e6d53d6b20d15a6e66935c2c105adb68069e4b32'));
});

/** Makes later terms narrower in numbers than earlier ones half of the time, so that narrowing ways are common. */
function narrowingSteps([a, b, c]: readonly [Terms, Terms, Terms]): readonly [Terms, Terms, Terms] {
  const { basis, why, seenBy, seenFrom, controller: who, storage, recovery } = a;
  const same = { basis, why, seenBy, seenFrom, controller: who, storage, recovery };
  const after = (x: Terms, y: Terms): Terms => ({
    ...y,
    ...same,
    keptDays: {
      least: Math.min(x.keptDays.least, y.keptDays.least),
      most: Math.min(x.keptDays.most, y.keptDays.most),
    },
    holdMs: Math.max(x.holdMs, y.holdMs),
    hours: y.keptDays.least > 30 ? x.hours : y.hours,
    rules: x.rules === null || y.rules === null ? x.rules : [...x.rules, ...y.rules],
  });
  const second = after(a, b);
  return [a, second, after(second, c)];
}

const storage = { host: 'bucket.example', bucket: 'plainsight' };

describe('the terms of an organisation', async () => {
  const { document } = await createOrganisation({
    name: 'Test',
    controller,
    settings: { rules: [mail], hours: nineToFive, shotDetail: 'pixelated' },
  });

  it.each(purposes)('for %s hold what bears on it, and nothing else', (purpose) => {
    const terms = termsOf(document, purpose, storage);
    expect(termsSchema.parse(terms)).toEqual(terms);
    expect(terms).toMatchObject({ purpose, hours: nineToFive, holdMs: document.settings.holdMs });
    expect(terms?.rules).toEqual(purpose === 'input-counts' || purpose === 'presence' ? null : [mail]);
    expect(terms?.idleAfterMs).toBe(purpose === 'presence' ? document.settings.idleAfterMs : null);
    expect(terms?.shotDetail).toBe(purpose === 'screenshots' ? 'pixelated' : null);
    expect(terms?.shotIntervalMs).toBe(purpose === 'screenshots' ? document.settings.shotIntervalMs : null);
  });

  it('are none for what it does not ask for', () =>
    expect(termsOf({ ...document, purposes: [] }, 'apps', storage)).toBeNull());

  it('do not change with what bears on no purpose', () => {
    const other = { ...document, version: 9, viewers: [], settings: { ...document.settings, journalMs: 100 } };
    for (const purpose of purposes)
      expect(termsOf(other, purpose, storage)).toEqual(termsOf(document, purpose, storage));
  });
});
