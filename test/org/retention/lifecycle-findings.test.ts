import { describe, expect, it } from 'vitest';
import type { BucketRule, BucketState, FoundRule } from '../../../bucket/lifecycle/bucket-rules.ts';
import { readExpiration } from '../../../bucket/lifecycle/bucket-rules.ts';
import { createOrganisation, usualNoticeOf } from '../../../org/organisation.ts';
import { findingOfExpiry, findingsIn } from '../../../org/retention/lifecycle-findings.ts';
import { isOurRule, type LifecyclePlace, ruleIdStart, wantedRules } from '../../../org/retention/lifecycle-plan.ts';
import { controller } from '../../fixtures/organisation/offices.ts';

const { document } = await createOrganisation({ name: 'Test', controller });
const place: LifecyclePlace = { bucket: 'b', prefix: 'office/', keysBucket: undefined };
const apart: LifecyclePlace = { ...place, keysBucket: 'k' };

const asFound = (rules: readonly BucketRule[]): FoundRule[] => rules.map((rule) => ({ ...rule, written: rule }));
const foreign = (change: Partial<BucketRule>): BucketRule => ({
  ...{ id: 'theirs', isEnabled: true, prefix: '', days: 1, noncurrentDays: null, abortDays: null },
  ...{ removesMarkers: false, more: [] },
  ...change,
});
const stateOf = (rules: readonly BucketRule[], change: Partial<BucketState> = {}): BucketState => ({
  ...{ bucket: 'b', rules: asFound(rules), versions: 'off', lock: 'off' },
  ...change,
});
const right = wantedRules(document, place, 'b', false);
const whats = (state: BucketState, at = place) => findingsIn(state, document, at).map(({ what }) => what);

describe('the rules that a notice asks for', () => {
  it('are one for each class, after its least', () => {
    expect(Object.fromEntries(right.map(({ prefix, days }) => [prefix, days]))).toMatchObject({
      'office/days/': 90,
      'office/shots/': 30,
      'office/sums/': 90,
      'office/days-keys/': 90,
      'office/shot-keys/': 30,
    });
    expect(right.map(({ prefix }) => prefix).filter((prefix) => prefix.includes('people'))).toEqual([]);
  });

  it('lie where the objects lie', () => {
    const prefixes = (bucket: string) => wantedRules(document, apart, bucket, false).map(({ prefix }) => prefix);
    expect(prefixes('b')).toEqual(['office/days/', 'office/shots/', 'office/sums/']);
    expect(prefixes('k')).toEqual(expect.arrayContaining(['office/days-keys/', 'office/shot-keys/']));
    expect(prefixes('k').filter((each) => prefixes('b').includes(each))).toEqual([]);
  });

  it('also let versions go where there are versions', () => {
    const rules = wantedRules(document, place, 'b', true);
    expect(rules.map(({ noncurrentDays }) => noncurrentDays)).toEqual(right.map(() => 1));
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  it('are none where the notice asks for nothing of a day', () => {
    const weeks = { ...document, purposes: [usualNoticeOf('timesheets')] };
    expect(wantedRules(weeks, place, 'b', false)).toEqual([]);
  });

  it('are known by their names, each organisation’s own', () => {
    for (const rule of right) expect([isOurRule(rule, 'office/'), isOurRule(rule, 'other/')]).toEqual([true, false]);
    expect(ruleIdStart('')).toBe('plainsight-');
    expect(isOurRule({ id: 'plainsight-people' }, '')).toBe(false);
  });
});

describe('a bucket', () => {
  it('with these rules is as the notice asks, whatever else is about other keys', () => {
    const others = [
      foreign({ prefix: 'logs/' }),
      foreign({ id: 'off', isEnabled: false }),
      foreign({ id: 'a', days: null, abortDays: 1 }),
    ];
    expect(whats(stateOf([...right, ...others]))).toEqual([]);
  });

  it.each(right.map((rule) => [rule.prefix, rule] as const))('without the rule for %s says so', (prefix, rule) => {
    expect(whats(stateOf(right.filter((each) => each !== rule)))).toEqual([
      `b: no rule lets ${prefix} after ${rule.days} days go.`,
    ]);
  });

  it.each([
    ['other days', { days: 31 }, 'objects go after 31 days instead of 30 days'],
    ['one day', { days: 1 }, 'objects go after 1 day instead of 30 days'],
    ['no days', { days: null }, 'objects go after not at all instead of 30 days'],
    ['switched off', { isEnabled: false }, 'it is switched off'],
    ['another prefix', { prefix: 'office/' }, 'it is about "office/" instead of "office/shots/"'],
    ['a filter besides', { more: ['ObjectSizeLessThan'] }, 'it also says ObjectSizeLessThan'],
  ])('with a rule of ours that has %s says what differs', (_, change, words) => {
    const rules = right.map((rule) => (rule.prefix === 'office/shots/' ? { ...rule, ...change } : rule));
    expect(whats(stateOf(rules))).toEqual([
      `b: the rule ${ruleIdStart('office/')}shots is not as the notice asks: ${words}.`,
    ]);
  });

  it('with a rule of ours that the notice no longer asks for says so', () => {
    const weeks = { ...document, purposes: [usualNoticeOf('timesheets')] };
    const found = findingsIn(stateOf(right), weeks, place).map(({ what }) => what);
    expect(found).toEqual(right.map(({ id }) => `b: the notice asks for no rule ${id}, which is there.`));
  });

  it.each([
    ['everything', foreign({ days: 365 }), /removes cards, decisions and receipts of people/],
    ['what is of people', foreign({ prefix: 'office/people/abc', days: 365 }), /removes cards, decisions/],
    ['everything, on a date', foreign({ days: null, more: ['Date'] }), /removes cards, decisions/],
    ['the organisation’s document', foreign({ prefix: 'office/org', days: 365 }), /removes cards, decisions/],
    ['what administrators did', foreign({ prefix: 'office/admin/' }), /or what administrators did, which no notice/],
    ['a part of that', foreign({ prefix: 'office/admin/log/' }), /or what administrators did, which no notice/],
    [
      'pictures too early',
      foreign({ prefix: 'office/shots/', days: 29 }),
      /removes office\/shots\/ after 29 days; the notice keeps it for 30 days/,
    ],
    ['a part of them', foreign({ prefix: 'office/shots/x', days: 1 }), /removes office\/shots\/ after 1 day/],
    [
      'pictures on a date',
      foreign({ prefix: 'office/shots/', days: null, more: ['Date'] }),
      /removes office\/shots\/ on a date/,
    ],
  ])('with a rule of somebody else that removes %s says so', (_, rule, words) => {
    expect(whats(stateOf([...right, rule])).join('\n')).toMatch(words);
  });

  it('with a rule of somebody else that is no earlier is as it should be', () =>
    expect(whats(stateOf([...right, foreign({ prefix: 'office/shots/', days: 30 })]))).toEqual([]));

  it.each([
    ['says nothing of when objects go', { days: null, abortDays: 1 }],
    ['lets them go late', { days: 365 }],
    ['lets them go on time, and not their versions', { days: 30, noncurrentDays: 5 }],
    ['asks for a tag besides', { days: 30, more: ['Tag'] }],
  ])('with a rule of somebody else for the very prefix of ours that %s says that ours may not run', (_, change) => {
    const rule = foreign({ prefix: 'office/shots/', ...change });
    expect(whats(stateOf([...right, rule]))).toEqual([
      expect.stringMatching(/theirs.* is about office\/shots\/ as ours/),
    ]);
    expect(whats(stateOf([...right, { ...rule, isEnabled: false }]))).toEqual([]);
  });

  it.each([
    ['GLACIER', '', 'wrong'],
    ['DEEP_ARCHIVE', 'office/days/', 'wrong'],
    ['STANDARD_IA', 'office/', 'hint'],
  ])('with a rule of somebody else that moves things to %s from "%s" says so: %s', (storage, prefix, kind) => {
    const rule = foreign({ prefix, days: null, movesTo: [storage], more: ['Transitions'] });
    const found = findingsIn(stateOf([...right, rule]), document, place).filter(({ what }) => what.includes('moves'));
    expect(found.map((each) => each.kind)).toEqual([kind]);
    expect(found[0]?.what).toContain(storage);
    expect(whats(stateOf([...right, { ...rule, prefix: 'logs/' }]))).toEqual([]);
  });

  it('for keys with versions, or one with locks, keeps what should be gone', () => {
    const keys = wantedRules(document, apart, 'k', true);
    expect(whats(stateOf(keys, { bucket: 'k', versions: 'on' }), apart)[0]).toMatch(/a key that is destroyed stays/);
    expect(whats(stateOf(right, { lock: 'on' }))[0]).toMatch(/has Object Lock/);
  });

  it('with versions asks for a most that they fit into', () => {
    const rules = wantedRules(document, place, 'b', true);
    const found = findingsIn(stateOf(rules, { versions: 'on' }), document, place);
    expect(found.map(({ kind }) => kind)).toEqual(['hint']);
    const purposes = document.purposes.map((each) => ({ ...each, keptDays: { least: 30, most: 33 } }));
    const narrow = { ...document, purposes };
    const short = findingsIn(stateOf(wantedRules(narrow, place, 'b', true), { versions: 'on' }), narrow, place);
    expect(short.map(({ what }) => what)[1]).toMatch(/goes 3 days after the least at most/);
  });
});

describe('what the store says of an object', () => {
  const wanted = right.find(({ prefix }) => prefix === 'office/shots/');
  if (wanted === undefined) throw new Error('no rule');
  const modifiedAt = Date.parse('2026-06-01T12:00:00Z');
  const said = (date: string, rule: string | null) =>
    findingOfExpiry(wanted, { key: 'office/shots/a', modifiedAt, expiresAt: Date.parse(date), rule }, 'b');

  it('is right where it is our rule and not before its time', () => {
    expect(said('2026-07-02T00:00:00Z', wanted.id)).toEqual([]);
    expect(said('2026-07-02T00:00:00Z', null)).toEqual([]);
    expect(findingOfExpiry(wanted, { key: 'a', modifiedAt, expiresAt: null, rule: null }, 'b')).toEqual([]);
  });

  it('is a finding where another rule comes first, or it is too early', () => {
    expect(said('2026-06-05T00:00:00Z', 'theirs')[0]?.what).toMatch(
      /goes on 2026-06-05 by the rule theirs; the notice keeps it until 2026-07-01/,
    );
    expect(said('2026-06-05T00:00:00Z', wanted.id)[0]?.what).toMatch(/goes on 2026-06-05;/);
  });

  it('is a finding where it goes after the most', () => {
    // Pictures are promised to be gone after 40 days.
    expect(said('2026-07-11T12:00:00Z', wanted.id)).toEqual([]);
    for (const rule of [wanted.id, 'theirs', null])
      expect(said('2099-01-01T00:00:00Z', rule)[0]?.what).toMatch(
        /goes on 2099-01-01; the notice promises that it is gone by 2026-07-11/,
      );
  });

  it.each([
    [
      'expiry-date="Fri, 21 Dec 2012 00:00:00 GMT", rule-id="the%20pictures"',
      { at: Date.UTC(2012, 11, 21), rule: 'the pictures' },
    ],
    ['expiry-date="Fri, 21 Dec 2012 00:00:00 GMT", rule-id="%"', { at: Date.UTC(2012, 11, 21), rule: '%' }],
    ['expiry-date="soon", rule-id="a"', null],
    ['soon', null],
    [undefined, null],
  ])('is read of %s', (header, read) => expect(readExpiration(header)).toEqual(read));
});
