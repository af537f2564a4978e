import type { DayView } from '../../../core/day/view.ts';
import { countText, durationText } from '../formats.ts';
import { Fact } from '../layout/facts.tsx';
import { tParts as t } from '../messages.ts';
import type { InputFigures } from './input-figures.ts';

interface Props {
  readonly sums: Pick<DayView['totals'], 'keys' | 'clicks' | 'scrolls' | 'inputSeconds'>;
  readonly has: InputFigures;
}

/** The exact sums of keys, clicks and wheel steps, and of seconds with input, each as far as it is told. */
export function Totals({ sums, has }: Props) {
  return (
    <dl className="totals">
      <InputFacts sums={sums} has={has} />
    </dl>
  );
}

export function InputFacts({ sums, has }: Props) {
  const names = { keys: t('keys'), clicks: t('clicks'), scrolls: t('wheel-steps') };
  return (
    <>
      {has.counts &&
        (['keys', 'clicks', 'scrolls'] as const).map((each) => (
          <Fact key={each} name={names[each]} data-testid={`total-${each}`} data-count={sums[each]}>
            {countText(sums[each])}
          </Fact>
        ))}
      {has.seconds && (
        <Fact name={t('with-input')} data-testid="total-input" data-count={sums.inputSeconds}>
          {durationText(sums.inputSeconds * 1_000)}
        </Fact>
      )}
    </>
  );
}

/** What the figures are, and are not. */
export function InputNote({ has, neverWhich }: { readonly has: InputFigures; readonly neverWhich: string }) {
  const words = [...(has.counts ? [neverWhich] : []), ...(has.seconds ? [t('input-about')] : [])];
  return words.map((each) => (
    <p key={each} className="quiet small sums-note">
      {each}
    </p>
  ));
}
