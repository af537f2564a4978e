import { type Language, languages } from '../../core/language.ts';
import { enrolWords } from '../../core/words/enrol.ts';
import { pageLanguage, wordsOf } from '../parts/language.ts';

const say = wordsOf(enrolWords);

/** Each language by its own name, so that whoever cannot read the page finds theirs. */
const names: Readonly<Record<Language, string>> = { en: 'English', de: 'Deutsch', es: 'Español' };

/** There are no settings before an enrolment, so the language is chosen here. */
export function EnrolLanguage({ onChoose }: { readonly onChoose: (language: Language) => void }) {
  return (
    <fieldset className="toggles enrol-language">
      <legend className="only-heard">{say('language')}</legend>
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
