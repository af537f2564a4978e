import type { Language } from '../core/language.ts';
import type { Problem } from '../core/problem.ts';
import { sentencesIn } from './sentences/sentences.ts';

/** The same problem as a person reads it in `language`; one of which a part is not known there stays in English as a whole. */
export function problemIn(language: Language, problem: Problem): Problem {
  const what = sentencesIn(language, problem.what);
  const remedy = sentencesIn(language, problem.remedy);
  return what === null || remedy === null ? problem : { ...problem, what, remedy };
}
