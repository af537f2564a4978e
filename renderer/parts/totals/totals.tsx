import { countText } from '../formats.ts';
import { Fact } from '../layout/facts.tsx';
import { tParts as t } from '../messages.ts';

/** The exact sums of keys, clicks and wheel steps. */
export function Totals(sums: { readonly keys: number; readonly clicks: number; readonly scrolls: number }) {
  const names = { keys: t('keys'), clicks: t('clicks'), scrolls: t('wheel-steps') };
  return (
    <dl className="totals">
      {(['keys', 'clicks', 'scrolls'] as const).map((each) => (
        <Fact key={each} name={names[each]} data-testid={`total-${each}`} data-count={sums[each]}>
          {countText(sums[each])}
        </Fact>
      ))}
    </dl>
  );
}
