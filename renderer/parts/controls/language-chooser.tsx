import { type Language, languages } from '../../../core/language.ts';
import { pageLanguage } from '../language.ts';
import { tParts as t } from '../messages.ts';

/** Each language by its own name, so that whoever cannot read the page finds theirs. */
const names: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch', es: 'Español' };

/** Where there are no settings that could say it: the language of this visit. */
export function LanguageChooser({ onChoose }: { readonly onChoose: (language: Language) => void }) {
  return (
    <fieldset className="toggles language-chooser">
      <legend className="only-heard">{t('language')}</legend>
      {languages.map((language) => (
        <button
          key={language}
          type="button"
          className="toggle"
          lang={language}
          aria-pressed={language === pageLanguage()}
          data-state={language === pageLanguage() ? 'on' : 'off'}
          onClick={() => onChoose(language)}
        >
          {names[language]}
        </button>
      ))}
    </fieldset>
  );
}
