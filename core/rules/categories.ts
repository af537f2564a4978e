import { z } from 'zod';
import { fold } from '../folded-text.ts';
import { localTextSchema } from '../language.ts';
import { matchesPattern, pattern, textOf } from './pattern.ts';
import { foldSite } from './site-name.ts';

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

/** What a category is told by. */
export interface Categorised {
  readonly appId: string | null;
  readonly appName: string | null;
  readonly title: string | null;
  readonly site: string | null;
}

/** Finds the first category of a window, or null. The same window is judged once. */
export function categoriser(categories: readonly Category[]): (window: Categorised) => CategoryId | null {
  const ready = categories.map(({ id, match }) => ({
    id,
    match: match.map(({ app, title, site }) => ({
      app: app === undefined ? null : testOf(app),
      title: title === undefined ? null : testOf(title),
      site: site === undefined ? null : siteTestOf(site),
    })),
  }));
  const known = new Map<string, CategoryId | null>();
  return ({ appId, appName, title, site }) => {
    const key = JSON.stringify([appId, appName, title, site]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const found = ready.find(({ match }) =>
      match.some(
        (each) =>
          (each.app === null || [appId, appName].some((name) => name !== null && each.app?.(name))) &&
          (each.title === null || (title !== null && each.title(title))) &&
          (each.site === null || (site !== null && each.site(site))),
      ),
    );
    const id = found?.id ?? null;
    known.set(key, id);
    return id;
  };
}

/** As in rules: `*.example.com` is also `example.com`; sites are recorded without `www.`. */
function siteTestOf(site: string): (site: string) => boolean {
  const wanted = foldSite(site);
  const tests = [wanted, ...(wanted.startsWith('*.') ? [wanted.slice(2)] : [])].map(testOf);
  return (told) => tests.some((test) => test(foldSite(told)));
}

function testOf(text: string): (text: string) => boolean {
  const wanted = pattern(text);
  return (told) => matchesPattern(wanted, textOf(told));
}
