import { memo } from 'react';
import { Swatch } from '../controls/swatch.tsx';
import { durationText } from '../formats.ts';
import { Card } from '../layout/card.tsx';
import { Table } from '../layout/table.tsx';
import { tDay as t } from '../messages.ts';
import { reasonText, stateWords } from '../state-words.ts';
import type { DayPart } from './day-part.ts';
import { needsSeconds, partText, shownStates, spanText } from './day-text.ts';

/**
 * The states of the day, or of the part of it that is looked at, in order, each with its reason
 * where there is one.
 */
export const StatesTable = memo(function StatesTable({ part }: { readonly part: DayPart }) {
  const states = shownStates(part);
  const spanCell = needsSeconds(part) ? 'span-cell precise' : 'span-cell';
  return (
    <Card id="states" title={t('states')} about={partText(part) ?? undefined}>
      {states.length === 0 ? (
        <p className="quiet">{t(part.span === null ? 'states-none' : 'states-none-here')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="scroll" tabIndex={0} aria-labelledby="states-title">
          <Table
            className="fixed"
            caption={t('states-caption')}
            columns={[[spanCell, t('from-to')], t('state'), ['number time-col', t('time')]]}
          >
            {states.map(({ start, end, state, reason }) => (
              <tr key={start} data-state={state} data-start={start} data-end={end}>
                <td className={spanCell}>{spanText({ start, end }, part)}</td>
                <td>
                  <span className="row">
                    <Swatch state={state} /> {stateWords[state]}
                  </span>
                  {reason !== null && <p className="quiet small">{reasonText(reason)}</p>}
                </td>
                <td className="number">{durationText(end - start)}</td>
              </tr>
            ))}
          </Table>
        </section>
      )}
    </Card>
  );
});
