import type { Organisation } from '../organisation/organisation.ts';
import { type Purpose, purposes } from '../organisation/purpose.ts';
import { changesBetween, type StorageLocation, type TermsField, termsOf, widens } from './terms.ts';

/**
 * What a changed notice does to one purpose, for whoever agreed to what is asked for now. `stops`: it goes beyond that, and nothing is recorded for it until
 * they agree anew. `narrows`: it goes on, and asks for less. `begins` and `ends`: it was not asked for before, or is not any more.
 */
export interface PurposeEffect {
  readonly purpose: Purpose;
  readonly effect: 'begins' | 'stops' | 'narrows' | 'ends';
  /** What of its terms is another. */
  readonly fields: readonly TermsField[];
}

/** By the very comparison that the gate makes at each question: there is no second rule. */
export function effectsOfNotice(before: Organisation, after: Organisation, storage: StorageLocation): PurposeEffect[] {
  return purposes.flatMap((purpose): PurposeEffect[] => {
    const [was, is] = [termsOf(before, purpose, storage), termsOf(after, purpose, storage)];
    if (is === null) return was === null ? [] : [{ purpose, effect: 'ends', fields: [] }];
    if (was === null) return [{ purpose, effect: 'begins', fields: [] }];
    const fields = changesBetween(was, is).map(({ field }) => field);
    return fields.length === 0 ? [] : [{ purpose, effect: widens(was, is) ? 'stops' : 'narrows', fields }];
  });
}
