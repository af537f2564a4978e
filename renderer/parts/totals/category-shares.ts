import type { DayView } from '../../../core/day/view.ts';
import { textIn } from '../../../core/language.ts';
import { type Category, type CategoryId, categoriser } from '../../../core/rules/categories.ts';
import { pageLanguage } from '../language.ts';
import { tParts as t, tShares } from '../messages.ts';
import { plainColour } from './app-colour.ts';
import type { Share } from './shares-table.tsx';

/** Each window's category, beside `windows`; empty where the organisation has no categories. */
export function categoriesOf(windows: DayView['windows'], categories: readonly Category[]): (CategoryId | null)[] {
  return categories.length === 0 ? [] : windows.map(categoriser(categories));
}

/** Time per category as the table of shares takes it, longest first and what is in none last. */
export function categoryShares(
  sums: readonly { readonly category: CategoryId | null; readonly ms: number }[],
  categories: readonly Category[],
): Share[] {
  const named = sums.map((sum) => categoryShare(sum, categories));
  return [...named.filter(({ key }) => key !== ''), ...named.filter(({ key }) => key === '')];
}

/** One of them; `*` is what was summed up as the rest. */
export function categoryShare(
  { category, ms }: { readonly category: CategoryId | '*' | null; readonly ms: number },
  categories: readonly Category[],
): Share {
  const isNamed = category !== null && category !== '*';
  return {
    key: category ?? '',
    name: category === '*' ? tShares('rest') : categoryName(category, categories),
    colour: isNamed ? plainColour(category) : 'app-other',
    ms,
  };
}

/** What the organisation calls a category, in the page's language; its id where it is no longer there. */
export function categoryName(category: CategoryId | null, categories: readonly Category[]): string {
  if (category === null) return t('in-no-category');
  const found = categories.find(({ id }) => id === category);
  return found === undefined ? category : textIn(found.name, pageLanguage());
}
