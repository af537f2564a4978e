import { presenceStates } from '../../../core/day/activity.ts';
import { Button } from '../controls/button.tsx';
import { Swatch } from '../controls/swatch.tsx';
import { countText, durationText } from '../formats.ts';
import { Fact } from '../layout/facts.tsx';
import { tDay as t } from '../messages.ts';
import { stateWords } from '../state-words.ts';
import { InputFacts, InputNote } from '../totals/totals.tsx';
import type { DayPart } from './day-part.ts';
import { partText } from './day-text.ts';

interface Props {
  readonly part: DayPart;
  /** Null while nothing is selected. */
  readonly onClear: (() => void) | null;
}

/**
 * Recorded time, states and counts of what is looked at: the whole day while nothing is selected or
 * zoomed to. Its place is kept, so that the scale stays still. What the time went to stands in the
 * cards below.
 */
export function SumsPanel({ part, onClear }: Props) {
  const { sums } = part;
  const states = presenceStates.filter((state) => sums.stateMs.has(state));
  return (
    <section className="sums" aria-label={t('sums')} aria-live="polite" data-testid="sums">
      <div className="row">
        <h3>{partText(part) ?? t('whole-day')}</h3>
        {onClear !== null && (
          <Button kind="bare" onClick={onClear}>
            {t('clear')}
          </Button>
        )}
      </div>
      <div className="sums-groups">
        <dl className="sums-pairs">
          <Fact name={t('sum-recorded')} data-testid="sum-recorded">
            {durationText(sums.recordedMs)}
          </Fact>
          {states.map((state) => (
            <div key={state}>
              <dt className="row">
                <Swatch state={state} /> {stateWords[state]}
              </dt>
              <dd>{durationText(sums.stateMs.get(state) ?? 0)}</dd>
            </div>
          ))}
        </dl>
        <div>
          <dl className="sums-pairs">
            <InputFacts sums={sums} has={part.input} />
            <Fact name={t('screenshots')}>{countText(sums.shots)}</Fact>
          </dl>
          <InputNote has={part.input} neverWhich={t('never-which')} />
        </div>
      </div>
    </section>
  );
}
