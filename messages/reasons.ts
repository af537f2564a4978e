import type { Language } from '../core/language.ts';
import { sentencesIn } from './sentences/sentences.ts';

/** The reason for which a sensor gives nothing, or a state is not known, in `language`; one that is not known there stays as it was recorded. */
export function reasonIn(language: Language, reason: string): string {
  return sentencesIn(language, reason) ?? reason;
}
