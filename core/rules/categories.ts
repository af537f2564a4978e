import { z } from 'zod';
import { fold } from '../folded-text.ts';
import { localTextSchema } from '../language.ts';
import { firstFit, type SeenWindow } from './window-test.ts';

/**
 * An organisation's own words for what an app, a site or a title belongs to. There are none unless
 * it writes them, and none of them says that something is good or bad: nothing is scored. Everybody
 * whose days are recorded can read them, they stand in `org.json`.
 */
const patternSchema = z
  .string()
  .min(1)
  .max(200)
  .refine((text) => fold(text).trim() === fold(text), 'begins or ends with a space');

const matchSchema = z
  .strictObject({ app: patternSchema.optional(), title: patternSchema.optional(), site: patternSchema.optional() })
  .refine((match) => Object.values(match).some((pattern) => pattern !== undefined), 'names no app, title or site');

export const categorySchema = z.strictObject({
  /** Stable, and what sums are kept by: a category can be given another name later. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,49}$/, 'is not an id: lower-case letters, digits and hyphens'),
  name: localTextSchema,
  /**
   * A window belongs if any of these fits; within one, all that it names. `*` and `?` as in rules.
   */
  match: z.array(matchSchema).min(1).max(200),
});
export type Category = z.infer<typeof categorySchema>;
export type CategoryId = Category['id'];

export const categoriesSchema = z
  .array(categorySchema)
  .max(50)
  .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'names a category twice');

/** Finds the first category of a window, or null. The same window is judged once. */
export function categoriser(categories: readonly Category[]): (window: SeenWindow) => CategoryId | null {
  const find = firstFit(categories.map((category) => ({ of: category.id, match: category.match })));
  return (window) => find(window)?.of ?? null;
}
