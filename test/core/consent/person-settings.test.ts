import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  effectiveRules,
  effectiveSettings,
  type PersonSettings,
  personSettingsSchema,
  stricterOf,
} from '../../../core/consent/person-settings.ts';
import { judge } from '../../../core/consent/redaction.ts';
import { suggestionGroups } from '../../../core/consent/suggestions.ts';
import { shotDetails } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { reachesBeyond, type WorkingHours, weekdays } from '../../../core/time/working-hours.ts';

const asked = { rules: [] as Rule[], hours: null, shotDetail: 'sharp' } as const;
const own = (change: Partial<PersonSettings> = {}): PersonSettings => ({
  ...personSettingsSchema.parse({}),
  ...change,
});
const exclude = (app: string): Rule => ({ app, effect: 'exclude' });
const day = (from: number, to: number): WorkingHours => [{ weekday: 1, spans: [{ from, to }] }];
const window = (appId: string) => ({ appId, appName: appId, title: '', url: null });

const someHours = fc.option(
  fc.subarray([...weekdays], { minLength: 1 }).chain((days) =>
    fc.tuple(
      ...days.map((weekday) =>
        fc
          .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
          .filter(([from, to]) => from < to)
          .map(([from, to]) => ({ weekday, spans: [{ from, to }] })),
      ),
    ),
  ),
);
const someSettings: fc.Arbitrary<PersonSettings> = fc.record({
  rules: fc.array(fc.constantFrom('a', 'b', 'c').map(exclude), { maxLength: 3 }),
  withoutSuggestions: fc.subarray([...suggestionGroups]),
  hours: someHours,
  shotDetail: fc.constantFrom(...shotDetails),
  shotNotice: fc.boolean(),
  idleQuestion: fc.boolean(),
  eveningSummary: fc.constantFrom(null, 0, 1080, 1439),
  pauseReminder: fc.boolean(),
  needsReminder: fc.boolean(),
  language: fc.constantFrom(null, 'de'),
});

describe('what holds', () => {
  it('takes away whatever either side takes away', () => {
    const held = unwrap(
      effectiveSettings(
        { rules: [exclude('theirs')], hours: day(540, 1020), shotDetail: 'pixelated' },
        own({ rules: [exclude('mine')], hours: day(600, 1440) }),
      ),
    );
    for (const app of ['theirs', 'mine', 'keepassxc']) expect(judge(window(app), held.rules)).toBe('exclude');
    expect(held.hours).toEqual(day(600, 1020));
    expect(held.shotDetail).toBe('pixelated');
  });

  it('is as many rules as both sides may have', () => {
    const many = Array.from({ length: 500 }, (_, index) => exclude(`app ${index}`));
    const held = unwrap(effectiveRules({ rules: many }, { rules: many, withoutSuggestions: [] }));
    expect(held.rules.length).toBeGreaterThan(1_000);
  });

  it('is nothing when one of the rules does not parse', () => {
    expect(effectiveSettings(asked, own({ rules: [exclude('/x/')] })).ok).toBe(false);
  });

  it('never goes beyond what the organisation asks for', () =>
    fc.assert(
      fc.property(someSettings, someHours, fc.constantFrom(...shotDetails), (settings, hours, shotDetail) => {
        const held = unwrap(effectiveSettings({ rules: [exclude('x')], hours, shotDetail }, settings));
        expect(reachesBeyond(held.hours, hours)).toBe(false);
        expect(shotDetails.indexOf(held.shotDetail)).toBeGreaterThanOrEqual(shotDetails.indexOf(shotDetail));
        expect(judge(window('x'), held.rules)).toBe('exclude');
      }),
    ));
});

it('the stricter of two settings allows nothing that either of them does not', () =>
  fc.assert(
    fc.property(someSettings, someSettings, (before, after) => {
      const both = stricterOf(before, after);
      for (const each of [before, after]) {
        expect(reachesBeyond(both.hours, each.hours)).toBe(false);
        expect(shotDetails.indexOf(both.shotDetail)).toBeGreaterThanOrEqual(shotDetails.indexOf(each.shotDetail));
        for (const rule of each.rules) expect(both.rules).toContainEqual(rule);
        for (const group of both.withoutSuggestions) expect(each.withoutSuggestions).toContain(group);
      }
      const { shotNotice, idleQuestion, eveningSummary, pauseReminder, needsReminder, language } = after;
      const told = { shotNotice, idleQuestion, eveningSummary, pauseReminder, needsReminder, language };
      expect(both).toMatchObject(told);
    }),
  ));
