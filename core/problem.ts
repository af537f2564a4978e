import { z } from 'zod';
import { shownSentence } from './shown-text.ts';

/**
 * Something that went wrong, for a person: `what` happened (naming the thing) and the `remedy` (what to do now), each
 * one plain sentence. `code` is stable and for machines, kebab-case. A problem never carries captured content or a key.
 */
export const problemSchema = z.object({
  code: z.string().regex(/^[a-z0-9-]+$/),
  what: z.string(),
  remedy: z.string(),
});

export type Problem = z.infer<typeof problemSchema>;

/** Names and texts from outside may stand in the sentences as they came: each sentence is one line, and nothing in it turns its direction. */
export function problem(code: string, what: string, remedy: string): Problem {
  return { code, what: shownSentence(what), remedy: shownSentence(remedy) };
}
