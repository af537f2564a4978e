import { IntlMessageFormat } from 'intl-messageformat';
import type { Language } from '../core/language.ts';

/** A message catalogue: the same keys in every language, each an ICU message (https://unicode-org.github.io/icu/userguide/format_parse/messages/). */
export type Messages<Key extends string = string> = Readonly<Record<Language, Readonly<Record<Key, string>>>>;

/** The keys of a catalogue. */
export type KeyOf<W> = W extends Messages<infer Key> ? Key : never;

export type Values = Readonly<Record<string, string | number>>;

/** What is said in English has to be said in every language: a key that is missing or one too many does not compile. */
export function defineMessages<const English extends Readonly<Record<string, string>>>(messages: {
  readonly en: English;
  readonly de: Readonly<Record<keyof English, string>>;
  readonly es: Readonly<Record<keyof English, string>>;
}): Messages<keyof English & string> {
  return messages;
}

/** The message `key` in `language`. Throws when the message does not parse or a value is missing: a test formats every one. */
export function t<Key extends string>(
  messages: Messages<Key>,
  language: Language,
  key: Key,
  values: Values = {},
): string {
  return String(parsed(messages[language][key], language).format(values));
}

const formats = new Map<string, IntlMessageFormat>();

/** Parsed once; dates and times are formatted by whoever knows the person's zone, and come in as text. */
function parsed(message: string, language: Language): IntlMessageFormat {
  const key = `${language} ${message}`;
  let format = formats.get(key);
  if (format === undefined) {
    format = new IntlMessageFormat(message, language, undefined, { ignoreTag: true });
    formats.set(key, format);
  }
  return format;
}
