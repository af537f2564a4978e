import { z } from 'zod';
import { fold } from '../folded-text.ts';

/**
 * Rules of exclusion, judged on the person's machine before anything is kept. A pattern is text in
 * which `*` stands for any run of characters and `?` for one; case does not matter. There are no
 * regular expressions: matching takes time in proportion to pattern and text, and nobody's typing
 * error can match nothing.
 */
const patternSchema = z
  .string()
  .refine((text) => fold(text).trim() === fold(text), 'begins or ends with a space')
  .refine((text) => fold(text) !== '', 'is empty')
  .max(200, 'is longer than 200 characters')
  .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), 'holds a control character')
  .refine((text) => !/^\/.*\/[a-z]*$/.test(text), 'looks like a regular expression; patterns use only * and ?');

/** A site is a host. An address or a port would fit no site, and protect nothing. */
const sitePatternSchema = patternSchema
  .refine((text) => !/[\s/:@#]/.test(text), 'is not a site: give the host alone, such as example.com')
  .refine(
    (text) => !text.split('.').some((label) => /[^\x21-\x7e]/.test(label) && /[*?]/.test(label)),
    'has * or ? beside a letter that addresses write in another way; put a whole label',
  );

/** What a rule may name of a window; all that it names has to fit. */
export const windowPatterns = {
  app: patternSchema.optional(),
  title: patternSchema.optional(),
  site: sitePatternSchema.optional(),
};

export const ruleSchema = z
  .object({
    ...windowPatterns,
    /** `exclude`: not recorded, masked on shots; `hide-title`: title and site not recorded. */
    effect: z.enum(['exclude', 'hide-title']),
    /**
     * Narrows the rule: `browsers` to windows of programs that show websites (and of programs that
     * the system does not name), `known-sites` to windows whose address is told, `untold` to windows
     * of a browser with our extension that it does not vouch for, such as private ones. Without
     * it a rule by site excludes a browser as a whole where no address is told.
     */
    only: z.enum(['browsers', 'known-sites', 'untold']).optional(),
  })
  .strict()
  .refine(namesSomething, 'names no app, title or site')
  .refine((rule) => rule.only !== 'known-sites' || rule.site !== undefined, 'is only for known sites, and names none');

/** How many rules one list may have. */
export const mostRules = 500;
export const rulesSchema = z.array(ruleSchema).max(mostRules);
export type Rule = z.infer<typeof ruleSchema>;

export function namesSomething(
  rule: { readonly [Place in keyof typeof windowPatterns]?: string | undefined },
): boolean {
  return rule.app !== undefined || rule.title !== undefined || rule.site !== undefined;
}
