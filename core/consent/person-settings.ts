import { z } from 'zod';
import { languageSchema } from '../language.ts';
import { lessDetail, type RecordingSettings, type ShotDetail, shotDetailSchema } from '../organisation/organisation.ts';
import { ok, type Result } from '../result.ts';
import { rulesSchema } from '../rules/rule.ts';
import { commonHours, type WorkingHours, workingHoursSchema } from '../time/working-hours.ts';
import { allOf, parseRules, type RuleSet } from './redaction.ts';
import { suggestionGroupSchema, suggestionGroups, suggestionsOf } from './suggestions.ts';

/**
 * What the person set on this computer: `settings.json`. It can only take away from what the
 * organisation asks for: more rules, fewer hours, less detail. Nobody else reads it.
 */
export const personSettingsSchema = z.strictObject({
  /** The person's own rules of exclusion. */
  rules: rulesSchema.default([]),
  /** Suggested groups that the person switched off. */
  withoutSuggestions: z.array(suggestionGroupSchema).max(suggestionGroups.length).default([]),
  /** Null: the organisation's hours as they are; else only what both allow. */
  hours: workingHoursSchema.nullable().default(null),
  /** The least revealing of this and the organisation's holds. */
  shotDetail: shotDetailSchema.default('sharp'),
  /** Whether a quiet notice tells of each picture. */
  shotNotice: z.boolean().default(true),
  /** Whether to ask after idle time if it is to be kept. */
  idleQuestion: z.boolean().default(true),
  /** When a summary of the day comes, in minutes of the local day; null: it does not. */
  eveningSummary: z.number().int().min(0).max(1439).nullable().default(null),
  /** Whether a notice comes before a pause ends by itself. */
  pauseReminder: z.boolean().default(true),
  /** Whether a notice tells that something needs the person. */
  needsReminder: z.boolean().default(true),
  /** Null: as the system says. */
  language: languageSchema.nullable().default(null),
});
export type PersonSettings = z.infer<typeof personSettingsSchema>;

/** What holds when the organisation's settings and the person's are laid together. */
export interface EffectiveSettings {
  readonly rules: RuleSet;
  readonly hours: WorkingHours | null;
  readonly shotDetail: ShotDetail;
}

type Asked = Pick<RecordingSettings, 'rules' | 'hours' | 'shotDetail'>;

/** The stricter of both in everything. Problem: `rules-invalid`. */
export function effectiveSettings(asked: Asked, own: PersonSettings): Result<EffectiveSettings> {
  const rules = effectiveRules(asked, own);
  if (!rules.ok) return rules;
  return ok({
    rules: rules.value,
    hours: commonHours(asked.hours, own.hours),
    shotDetail: lessDetail(asked.shotDetail, own.shotDetail),
  });
}

/** The person's rules, the suggested ones that are not switched off, and the organisation's. */
export function effectiveRules(
  asked: Pick<Asked, 'rules'>,
  own: Pick<PersonSettings, 'rules' | 'withoutSuggestions'>,
): Result<RuleSet> {
  const suggested = suggestionGroups
    .filter((group) => !own.withoutSuggestions.includes(group))
    .flatMap((group) => suggestionsOf(group));
  // Each list by itself: together they may be longer than one may be.
  const sets: RuleSet[] = [];
  for (const list of [own.rules, suggested, asked.rules]) {
    const parsed = parseRules(list);
    if (!parsed.ok) return parsed;
    sets.push(parsed.value);
  }
  return ok(allOf(...sets));
}

/** What both of the person's own settings allow; in what takes nothing away, the later one's. */
export function stricterOf(before: PersonSettings, after: PersonSettings): PersonSettings {
  return {
    ...after,
    rules: [...after.rules, ...before.rules.filter((rule) => !isAmong(rule, after.rules))],
    withoutSuggestions: after.withoutSuggestions.filter((group) => before.withoutSuggestions.includes(group)),
    hours: commonHours(before.hours, after.hours),
    shotDetail: lessDetail(before.shotDetail, after.shotDetail),
  };
}

function isAmong(rule: PersonSettings['rules'][number], rules: PersonSettings['rules']): boolean {
  return rules.some(
    (other) =>
      other.app === rule.app &&
      other.title === rule.title &&
      other.site === rule.site &&
      other.effect === rule.effect &&
      other.only === rule.only,
  );
}
