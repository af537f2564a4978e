import { z } from 'zod';
import { languageSchema } from './language.ts';
import { shotDetailSchema } from './organisation.ts';
import { rulesSchema } from './rules.ts';
import { workingHoursSchema } from './working-hours.ts';

/** Groups of rules that hold unless the person switches them off. */
export const suggestionGroups = ['passwords', 'banking', 'health', 'private-windows'] as const;
export const suggestionGroupSchema = z.enum(suggestionGroups);
export type SuggestionGroup = z.infer<typeof suggestionGroupSchema>;

/**
 * What the person set on this computer: `settings.json`. It can only take away from what the organisation asks for: more rules, fewer hours,
 * less detail. Nobody else reads it.
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
  /** Null: as the system says. */
  language: languageSchema.nullable().default(null),
});
export type PersonSettings = z.infer<typeof personSettingsSchema>;
