import type { Language } from '../../core/language.ts';
import { beyondSentences } from './sentences-beyond.ts';
import { bucketSentences } from './sentences-bucket.ts';
import { enrolmentSentences } from './sentences-enrolment.ts';
import { keepingSentences } from './sentences-keeping.ts';
import { pageSentences } from './sentences-pages.ts';
import { sensorSentences } from './sentences-sensors.ts';
import { signSentences } from './sentences-sign.ts';
import { storeSentences } from './sentences-store.ts';
import { viewingSentences } from './sentences-viewing.ts';

/**
 * What the service says, by the English sentence that it says: problems and reasons are made, logged and recorded in English, and said to a
 * person in theirs. `{host}` stands for whatever is there, taken over as it is, or said too where it is a sentence of its own.
 */
export type Sentences = Readonly<Record<string, Readonly<Record<Exclude<Language, 'en'>, string>>>>;

export const sentences: Sentences = {
  ...pageSentences,
  ...enrolmentSentences,
  ...bucketSentences,
  ...keepingSentences,
  ...storeSentences,
  ...sensorSentences,
  ...signSentences,
  ...viewingSentences,
  ...beyondSentences,
};

const hole = /\{(\w+)\}/g;

/** `text`, one sentence or several, in `language`; null when a part of it is not known there, because half of a text helps nobody. */
export function sentencesIn(language: Language, text: string): string | null {
  if (language === 'en') return text;
  const same = Object.hasOwn(sentences, text) ? sentences[text] : undefined;
  if (same !== undefined) return same[language];
  // Before the holes are looked at: what fills one must not swallow a whole sentence before it.
  for (const { index } of text.matchAll(/(?<=\.) (?=\S)/g)) {
    const first = sentencesIn(language, text.slice(0, index));
    const rest = first === null ? null : sentencesIn(language, text.slice(index + 1));
    if (rest !== null) return `${first} ${rest}`;
  }
  return filledIn(language, text);
}

function filledIn(language: Exclude<Language, 'en'>, text: string): string | null {
  for (const { pattern, said } of patterns()) {
    const values = pattern.exec(text)?.groups;
    if (values === undefined) continue;
    return said[language].replace(hole, (_, name: string) => {
      const value = values[name] ?? '';
      return sentencesIn(language, value) ?? value;
    });
  }
  return null;
}

interface Pattern {
  readonly pattern: RegExp;
  readonly said: Sentences[string];
}

let made: readonly Pattern[] | null = null;

/** The sentences with holes, those with most words of their own first, so that the one that says most is taken. */
function patterns(): readonly Pattern[] {
  made ??= Object.entries(sentences)
    .filter(([english]) => english.search(hole) >= 0)
    .sort(([a], [b]) => b.replace(hole, '').length - a.replace(hole, '').length)
    .map(([english, said]) => ({ pattern: patternOf(english), said }));
  return made;
}

function patternOf(english: string): RegExp {
  const escaped = english.replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${escaped.replace(hole, '(?<$1>.+?)')}$`, 's');
}
