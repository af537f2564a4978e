import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personSettingsSchema } from '../../../../core/consent/person-settings.ts';
import { weekdays } from '../../../../core/time/working-hours.ts';
import { settingsDraftOf, settingsOf } from '../../../../renderer/employee/settings/settings-draft.ts';

const patterns = fc.stringMatching(/^[a-z*][a-z*.]{0,12}$/);
const rules = fc.record(
  { app: patterns, title: patterns, effect: fc.constantFrom('exclude' as const, 'hide-title' as const) },
  { requiredKeys: ['app', 'effect'] },
);
const spans = fc
  .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
  .filter(([from, to]) => from < to)
  .map(([from, to]) => ({ from, to }));
const hours = fc.option(
  fc
    .subarray([...weekdays], { minLength: 0 })
    .chain((days) =>
      fc.tuple(
        ...days.map((weekday) =>
          fc.record({ weekday: fc.constant(weekday), spans: fc.array(spans, { minLength: 1, maxLength: 4 }) }),
        ),
      ),
    ),
);

describe('a draft of the settings', () => {
  it('means exactly the settings that it was made from, as long as nobody changes it', () => {
    fc.assert(
      fc.property(fc.array(rules, { maxLength: 5 }), hours, (someRules, someHours) => {
        const settings = personSettingsSchema.parse({ rules: someRules, hours: someHours, language: 'es' });
        expect(settingsOf(settingsDraftOf(settings)).settings).toEqual(settings);
      }),
    );
  });

  it('keeps the other parts of a rule that names several things', () => {
    const rule = { app: 'chromium', site: '*.example.com', effect: 'exclude' } as const;
    const draft = settingsDraftOf(personSettingsSchema.parse({ rules: [rule] }));
    const [first] = draft.rules;
    if (first === undefined) throw new Error('no rule');
    expect(first).toMatchObject({ where: 'app', pattern: 'chromium', besides: { site: '*.example.com' } });
    expect(settingsOf({ ...draft, rules: [{ ...first, pattern: 'firefox' }] }).settings?.rules).toEqual([
      { ...rule, app: 'firefox' },
    ]);
  });

  it.each([
    ['app', '', 'wrong-empty'],
    ['app', '   ', 'wrong-empty'],
    ['app', 'mail ', 'wrong-space'],
    ['app', 'm'.repeat(201), 'wrong-long'],
    ['title', 'a\u0007b', 'wrong-control'],
    ['title', '/mail/i', 'wrong-regex'],
    ['site', 'example.com:8080', 'wrong-site'],
    ['site', 'https://example.com', 'wrong-site'],
    ['site', '*ü.example', 'wrong-label'],
  ] as const)('refuses %s “%s” with %s', (where, pattern, mistake) => {
    const draft = settingsDraftOf(personSettingsSchema.parse({}));
    const { settings, mistakes } = settingsOf({
      ...draft,
      rules: [{ key: 1, where, pattern, effect: 'exclude', besides: {} }],
    });
    expect(settings).toBeNull();
    expect(mistakes.rules.get(1)).toBe(mistake);
  });
});
