import { type Language, languages } from '../../../core/language.ts';
import { pageLanguage } from '../language.ts';
import { tParts as t } from '../messages.ts';
import { Toggles } from './toggles.tsx';

/** Each language by its own name, so that whoever cannot read the page finds theirs. */
export const languageNames: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch', es: 'Español' };

/** Where there are no settings that could say it: the language of this visit. */
export function LanguageChooser({ onChoose }: { readonly onChoose: (language: Language) => void }) {
  return (
    <Toggles
      legend={t('language')}
      values={languages}
      chosen={pageLanguage()}
      textOf={(language) => languageNames[language]}
      langOf={(language) => language}
      className="language-chooser"
      onChoose={onChoose}
    />
  );
}
