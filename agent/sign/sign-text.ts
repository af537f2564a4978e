import { type Language, languages } from '../../core/language.ts';
import { recordedPurposes } from '../../core/organisation/purpose.ts';
import { t } from '../../messages/define.ts';
import { partsMessages } from '../../messages/parts.ts';
import { signMessages } from '../../messages/shell/sign.ts';
import type { SignContent } from '../ports.ts';

/** The line of the sign, in the person's language or else in that of the system. */
export function signText(content: SignContent, system: Language): string {
  const { purposes: shown, hasSecondsForCounts = false } = content;
  const spoken = content.language ?? system;
  const what = recordedPurposes
    .filter((each) => shown.includes(each))
    .map((each) => (each === 'input-counts' && hasSecondsForCounts ? 'input-seconds' : each))
    .map((each) => t(partsMessages, spoken, `short-${each}`));
  return t(signMessages, spoken, 'records', { what: what.join(', ') });
}

/** Every character that the sign can need. */
export const signCharacters: readonly string[] = [
  ...new Set(
    languages.flatMap((language) =>
      [true, false].flatMap((hasSecondsForCounts) => [
        ...signText({ purposes: recordedPurposes, hasSecondsForCounts, language }, 'en'),
      ]),
    ),
  ),
].sort();
