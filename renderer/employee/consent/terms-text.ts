import type { Terms, TermsField } from '../../../core/consent/terms.ts';
import type { WorkingHours } from '../../../core/time/working-hours.ts';
import { termsWords } from '../../../messages/employee/terms.ts';
import {
  countryText as countryIn,
  hoursLines as linesOfHours,
  termsFields,
  termsLines,
} from '../../../messages/terms-text.ts';
import { pageLanguage, wordsOf } from '../../parts/language.ts';

const say = wordsOf(termsWords);

export { termsFields };

export function fieldName(field: TermsField): string {
  return say(`field-${field}`);
}

/** What `terms` say about `field`, one line each, in the page's language; empty where the field does not concern the purpose. */
export function fieldLines(terms: Terms, field: TermsField): string[] {
  return termsLines(terms, field, pageLanguage());
}

/** `Mon–Thu 08:00–12:00, 13:00–17:00`, one line for each run of weekdays with the same spans. */
export function hoursLines(hours: WorkingHours | null): string[] {
  return linesOfHours(hours, pageLanguage());
}

/** `17 November 2026, 14:05` in the page's language and in `zone`, or in the computer's own. */
export function momentText(at: number, zone?: string, dateStyle: 'long' | 'medium' = 'long'): string {
  const format = new Intl.DateTimeFormat(pageLanguage() === 'en' ? 'en-GB' : pageLanguage(), {
    dateStyle,
    timeStyle: 'short',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  return format.format(at);
}

/** Fields that say the same in every one of `all`, so that it can be said once. */
export function commonFields(all: readonly Terms[]): TermsField[] {
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return [];
  return termsFields.filter((field) => {
    const said = fieldLines(first, field).join('\n');
    return said !== '' && others.every((other) => fieldLines(other, field).join('\n') === said);
  });
}

/** The country of an ISO 3166-1 code in the page's language; null for ZZ, which stands for none (the trial office says so). */
export function countryText(code: string): string | null {
  return countryIn(code, pageLanguage());
}
