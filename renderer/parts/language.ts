import { chooseLanguage, type Language, languageSchema } from '../../core/language.ts';
import { type Messages, t, type Values } from '../../messages/define.ts';

/** The language of this page: what its root element says, so that pages, screen readers and hyphenation agree. */
export function pageLanguage(): Language {
  // Some of the pages' words are made where there is no page.
  const told = languageSchema.safeParse(globalThis.document?.documentElement.lang);
  return told.success ? told.data : 'en';
}

/** Makes `chosen` the page's language, or what the browser prefers when nothing was chosen. */
export function setPageLanguage(chosen: Language | null): Language {
  const language = chosen ?? chooseLanguage(navigator.languages);
  document.documentElement.lang = language;
  return language;
}

/** The messages of a catalogue, in the language of the page at that moment. */
export function translatorOf<Key extends string>(messages: Messages<Key>): (key: Key, values?: Values) => string {
  return (key, values) => t(messages, pageLanguage(), key, values);
}
