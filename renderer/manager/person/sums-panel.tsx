import { useMemo } from 'react';
import { presenceStates } from '../../../core/day/activity.ts';
import type { DayView } from '../../../core/day/view.ts';
import type { Category } from '../../../core/rules/categories.ts';
import type { Interval } from '../../../core/time/interval.ts';
import { Button } from '../../parts/controls/button.tsx';
import { Swatch } from '../../parts/controls/swatch.tsx';
import { countText, durationText, preciseTimeText } from '../../parts/formats.ts';
import { Fact } from '../../parts/layout/facts.tsx';
import { tShares } from '../../parts/messages.ts';
import { stateWords } from '../../parts/state-words.ts';
import { sumsOf } from '../../parts/timeline/day-lookup.ts';
import { appShares, siteShares } from '../../parts/totals/app-shares.ts';
import { categoriesOf, categoryShares } from '../../parts/totals/category-shares.ts';
import { Dot } from '../../parts/totals/dot.tsx';
import type { Share } from '../../parts/totals/shares-table.tsx';
import { tDay as t } from '../messages.ts';

interface Props {
  readonly day: DayView;
  readonly categories: readonly Category[];
  readonly selection: Interval | null;
  readonly onClear: () => void;
}

const shownNames = 3;
const whole = { start: Number.NEGATIVE_INFINITY, end: Number.POSITIVE_INFINITY };

/** The sums of the selected span; of the whole day while nothing is selected. Its place is kept, so that the scale stays still. */
export function SumsPanel({ day, categories, selection, onClear }: Props) {
  const inCategory = useMemo(() => categoriesOf(day.windows, categories), [day.windows, categories]);
  const sums = sumsOf(day, selection ?? whole, inCategory);
  const states = presenceStates.filter((state) => sums.stateMs.has(state));
  return (
    <section className="sums" aria-label={t('sums')} aria-live="polite" data-testid="sums">
      <div className="row">
        <h3>
          {selection === null
            ? t('whole-day')
            : `${preciseTimeText(selection.start, day.zone)}–${preciseTimeText(selection.end, day.zone)}`}
        </h3>
        {selection !== null && (
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
        <Group title={tShares('apps')} rows={appShares(sums)} />
        <Group title={tShares('sites')} rows={siteShares(sums)} />
        <Group
          title={tShares('categories')}
          rows={categoryShares(sums.categories, categories)}
          most={categories.length + 1}
        />
        <dl className="sums-pairs">
          <Fact name={t('keys')}>{countText(sums.keys)}</Fact>
          <Fact name={t('clicks')}>{countText(sums.clicks)}</Fact>
          <Fact name={t('screenshots')}>{countText(sums.shots)}</Fact>
        </dl>
      </div>
    </section>
  );
}

/** The longest of one kind, with its name above; nothing where there is none. What the rest is stands in the tables below. */
function Group({ title, rows, most = shownNames }: { title: string; rows: readonly Share[]; most?: number }) {
  if (rows.length === 0) return null;
  return (
    <div>
      <h4 className="sums-title">{title}</h4>
      <dl className="sums-pairs">
        {rows.slice(0, most).map(({ key, name, colour, ms }) => (
          <div key={key}>
            <dt className="name" title={name}>
              <Dot colour={colour} /> <span>{name}</span>
            </dt>
            <dd>{durationText(ms)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
