import { z } from 'zod';
import { daySchema, recordIdSchema } from '../core/ids.ts';
import { projectSchema } from '../core/organisation/projects.ts';
import { mostRules } from '../core/rules/rule.ts';
import { isoWeekSchema } from '../core/time/iso-week.ts';
import { lookedForSchema, projectRuleTextSchema } from '../core/timesheet/project-rules.ts';
import { timesheetWeekSchema } from './employee-timesheet.ts';

const nothing = z.object({}).strict();
const place = z.number().int().min(0).max(mostRules);

/** A rule of the person's own that proposes a project. */
export const ownProjectRuleSchema = z.object({
  id: recordIdSchema,
  text: projectRuleTextSchema,
  /** Its project cannot be chosen any more, so that it proposes nothing. */
  isGone: z.boolean(),
});
export type OwnProjectRule = z.infer<typeof ownProjectRuleSchema>;

/** A kind of window of today's record, and what the rules on trial make of it. Nothing of it is kept. */
export const triedTimeSchema = z.object({
  appName: z.string(),
  title: z.string().nullable(),
  site: z.string().nullable(),
  ms: z.number().int().nonnegative(),
  /** The place in the list of the rule that fits first, from 0; null: none does. */
  place: place.nullable(),
});
export type TriedTime = z.infer<typeof triedTimeSchema>;

/** The person's rules that propose projects: on this computer alone, sealed to them. */
export const projectRuleCalls = {
  projectRules: {
    args: nothing,
    result: timesheetWeekSchema
      .pick({ projects: true, isListed: true })
      .extend({ rules: z.array(ownProjectRuleSchema).max(mostRules) }),
  },
  /**
   * Adds a rule (`id` null), changes one, or moves it: `place` is its place in the list without it.
   * Problem codes: `project-unknown`, `project-rule-gone`, `project-rules-too-many`, `vault-unreadable`.
   */
  putProjectRule: {
    args: z.object({ id: recordIdSchema.nullable(), place, text: projectRuleTextSchema }).strict(),
    result: z.object({ id: recordIdSchema }),
  },
  deleteProjectRule: { args: z.object({ id: recordIdSchema }).strict(), result: z.null() },
  /** An empty list in the place of one that cannot be read. */
  startProjectRulesOver: { args: nothing, result: z.null() },
  /** What of today's record a rule would match at its place among the others, longest first. */
  tryProjectRule: {
    args: z.object({ id: recordIdSchema.nullable(), place, lookedFor: lookedForSchema }).strict(),
    result: z.object({
      times: z.array(triedTimeSchema),
      /** Today's time that the rule is the first to fit, in ms, whether it has a project or not. */
      ms: z.number().int().nonnegative(),
      /** Kinds of windows that are not in `times`, as they are too many. */
      others: z.number().int().nonnegative(),
    }),
  },
  /**
   * Takes proposals as they were shown, or leaves them, so that they are not made again. Problem
   * codes: `proposal-changed`, `project-unknown`, `timesheet-too-much`.
   */
  decideProposals: {
    args: z
      .object({
        week: isoWeekSchema,
        isTaken: z.boolean(),
        /** `proposedAt` of the week that was shown. */
        proposedAt: z.number().int().nonnegative(),
        proposals: z
          .array(
            z.object({ day: daySchema, rule: recordIdSchema, project: projectSchema, ms: z.number().int() }).strict(),
          )
          .min(1)
          .max(7 * mostRules),
      })
      .strict(),
    result: z.object({ decided: z.array(recordIdSchema) }),
  },
  /** Makes undone what was decided at once; what is not there any more is left out. */
  undoProposals: {
    args: z.object({ week: isoWeekSchema, decided: z.array(recordIdSchema).max(7 * mostRules) }).strict(),
    result: z.null(),
  },
} as const;
