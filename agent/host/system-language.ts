import { chooseLanguage, type Language } from '../../core/language.ts';

/** The language of messages that a POSIX environment names, in the order in which it counts. */
export function systemLanguage(env: Readonly<Record<string, string | undefined>>): Language {
  const named = [env.LC_ALL, env.LC_MESSAGES, env.LANG].find((value) => value !== undefined && value !== '') ?? '';
  return chooseLanguage([...(env.LANGUAGE ?? '').split(':'), named].filter((tag) => tag !== ''));
}
