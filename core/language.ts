import { z } from 'zod';

/** The languages that Plainsight speaks (BCP 47). */
export const languages = ['en', 'de', 'es'] as const;
export const languageSchema = z.enum(languages);
export type Language = z.infer<typeof languageSchema>;

/** The best match for BCP 47 tags, most wanted first; English when nothing fits. */
export function chooseLanguage(preferred: readonly string[]): Language {
  for (const tag of preferred) {
    const found = languages.find((language) => tag.toLowerCase().split(/[-_]/)[0] === language);
    if (found !== undefined) return found;
  }
  return 'en';
}

const words = z.string().min(1).max(500);

/** What an organisation says: the same for all, or by language, English among them. */
export const localTextSchema = z.union([
  words,
  z.strictObject({ en: words, de: words.optional(), es: words.optional() }),
]);
export type LocalText = z.infer<typeof localTextSchema>;

/** `text` in `language`, or in English where it is not given in that. */
export function textIn(text: LocalText, language: Language): string {
  return typeof text === 'string' ? text : (text[language] ?? text.en);
}
