import { z } from 'zod';
import { type RecordId, recordIdSchema } from '../ids.ts';
import { type ListedProject, type Project, projectOn, projectSchema } from '../organisation/projects.ts';
import { mostRules, namesSomething, windowPatterns } from '../rules/rule.ts';
import { firstFit, type SeenWindow, type WindowPatterns } from '../rules/window-test.ts';

/**
 * A rule of the person's own: what of a window tells that time is on a project. `title` is words in
 * the title, wherever they stand; `app` and `site` are whole, and all three know `*` and `?`.
 */
const ruleText = { ...windowPatterns, project: projectSchema };

/** What a rule looks for. */
export const lookedForSchema = z.strictObject(windowPatterns).refine(namesSomething, 'names no app, title or site');

/** A rule as it is written. */
export const projectRuleTextSchema = z.strictObject(ruleText).refine(namesSomething, 'names no app, title or site');
export type ProjectRuleText = z.infer<typeof projectRuleTextSchema>;

export const projectRuleSchema = z
  .strictObject({ id: recordIdSchema, ...ruleText })
  .refine(namesSomething, 'names no app, title or site');
export type ProjectRule = z.infer<typeof projectRuleSchema>;

/** The person's rules in their order, sealed to them on their computer alone. */
export const projectRulesSchema = z.strictObject({
  format: z.literal('plainsight-own-rules/1'),
  rules: z
    .array(projectRuleSchema)
    .max(mostRules)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'has a rule twice'),
});
export type ProjectRules = z.infer<typeof projectRulesSchema>;

export const noProjectRules: ProjectRules = { format: 'plainsight-own-rules/1', rules: [] };

/** The list with `rule` at `place`, counted without it; an id that is there already is moved. */
export function withRuleAt<R extends { readonly id: RecordId }>(rules: readonly R[], rule: R, place: number): R[] {
  return rules.filter(({ id }) => id !== rule.id).toSpliced(place, 0, rule);
}

export function withoutRuleOf(rules: readonly ProjectRule[], id: RecordId): ProjectRule[] {
  return rules.filter((rule) => rule.id !== id);
}

/** What a rule says, without its id. */
export function textOfRule({ id: _, ...text }: ProjectRule): ProjectRuleText {
  return text;
}

/** Finds the first rule that fits a window, or null. The same window is judged once. */
export function ruleFinder<R extends WindowPatterns>(rules: readonly R[]): (window: SeenWindow) => R | null {
  const find = firstFit(
    rules.map((rule) => ({
      rule,
      match: [{ app: rule.app, title: rule.title === undefined ? undefined : `*${rule.title}*`, site: rule.site }],
    })),
  );
  return (window) => find(window)?.rule ?? null;
}

/** The rule's project as the list has it now; null: it is not on the list, and nothing is proposed. */
export function projectOfRule(
  listed: readonly ListedProject[],
  { project }: Pick<ProjectRule, 'project'>,
  today: string,
): Project | null {
  return projectOn(listed, project, today);
}
