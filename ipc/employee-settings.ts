import { z } from 'zod';
import { personSettingsSchema } from '../core/consent/person-settings.ts';
import { suggestionGroupSchema } from '../core/consent/suggestions.ts';
import { shotIdSchema } from '../core/ids.ts';
import { ruleSchema } from '../core/rules/rule.ts';

const nothing = z.object({}).strict();

/** In pixels of the picture. */
export const rectangleSchema = z
  .object({
    x: z.number().int().min(0).max(32_767),
    y: z.number().int().min(0).max(32_767),
    width: z.number().int().min(1).max(32_767),
    height: z.number().int().min(1).max(32_767),
  })
  .strict();

/** A window that is open now, and what the rules on trial would make of it. Nothing of it is kept. */
export const triedWindowSchema = z.object({
  appId: z.string(),
  appName: z.string(),
  title: z.string(),
  site: z.string().nullable(),
  effect: z.enum(['record', 'hide-title', 'exclude']),
});
export type TriedWindow = z.infer<typeof triedWindowSchema>;

export const settingsCalls = {
  settings: {
    args: nothing,
    result: z.object({
      settings: personSettingsSchema,
      /** The organisation's own, which hold besides. */
      organisation: personSettingsSchema.pick({ rules: true, hours: true, shotDetail: true }),
      /** What each suggested group excludes. */
      suggestions: z.array(z.object({ group: suggestionGroupSchema, rules: z.array(ruleSchema) })),
    }),
  },
  /** In force at once, and kept. */
  setSettings: { args: z.object({ settings: personSettingsSchema }).strict(), result: z.null() },
  /** What these settings would exclude of the windows that are open now. */
  tryRules: {
    args: personSettingsSchema.pick({ rules: true, withoutSuggestions: true }).strict(),
    result: z.array(triedWindowSchema),
  },
  /** Opens the system's own settings where the person can permit what is missing; on their click alone. */
  showSystemSettings: { args: nothing, result: z.null() },
  /** Writes, for each browser of this account, which program its extension may talk to. Problem code: `browsers-unreached`. */
  registerBrowsers: { args: nothing, result: z.null() },
  /** Takes that away again. */
  unregisterBrowsers: { args: nothing, result: z.null() },
  /** Puts our extension into this account's GNOME Shell, and has it switched on. Problem code: `shell-not-here`. */
  installShellExtension: { args: nothing, result: z.null() },
  /** Takes it away again. */
  removeShellExtension: { args: nothing, result: z.null() },
  /** Fills parts of a picture that is on hold with a solid colour; the picture as it was is gone. */
  coverShot: {
    args: z.object({ id: shotIdSchema, parts: z.array(rectangleSchema).min(1).max(50) }).strict(),
    result: z.null(),
  },
  /** Removes everything that was recorded in the span and is still on hold. Answers what was removed and what had left before. */
  deleteSpan: {
    args: z.object({ start: z.number().int().nonnegative(), end: z.number().int().nonnegative() }).strict(),
    result: z.object({
      shots: z.number().int(),
      /** Records (windows, states, counts) of which anything was removed. */
      records: z.number().int(),
      /** The part of the span that could still be removed; null when all of it had left. */
      removed: z.object({ start: z.number(), end: z.number() }).nullable(),
    }),
  },
  /** Keeps or drops the idle time that began at `start`. */
  answerIdle: {
    args: z.object({ start: z.number().int().nonnegative(), keep: z.boolean() }).strict(),
    result: z.null(),
  },
} as const;
