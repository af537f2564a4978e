import { dayTimeOf, type KnownAnswer } from '../../../core/day/day-time.ts';
import type { DayView } from '../../../core/day/view.ts';
import { Card } from '../../parts/layout/card.tsx';
import { tShares } from '../../parts/messages.ts';
import { appShares, siteShares } from '../../parts/totals/app-shares.ts';
import { dayTimeText } from '../../parts/totals/day-time-text.ts';
import { inputFiguresOf } from '../../parts/totals/input-figures.ts';
import { SharesTable } from '../../parts/totals/shares-table.tsx';
import { InputNote, Totals } from '../../parts/totals/totals.tsx';
import { tMyData as t } from '../messages.ts';

interface Props {
  readonly day: DayView;
  /** Null while they are not known. */
  readonly answers: readonly KnownAnswer[] | null;
}

/** The day's sums, as the same text that anybody with access would read. */
export function DataTables({ day, answers }: Props) {
  const has = inputFiguresOf(day);
  return (
    <Card id="tables" title={t('sums')} about={dayTimeText(dayTimeOf(day, answers))}>
      <div className="data-tables">
        <div>
          <h3>{tShares('apps')}</h3>
          <SharesTable
            caption={tShares('apps-caption')}
            what={tShares('app')}
            shares={appShares(day)}
            empty={t('apps-none')}
          />
        </div>
        <div>
          <h3>{tShares('sites')}</h3>
          <SharesTable
            caption={tShares('sites-caption')}
            what={tShares('site')}
            shares={siteShares(day)}
            empty={t('sites-none')}
          />
        </div>
      </div>
      <hr className="rule" />
      <Totals sums={day.totals} has={has} />
      <InputNote has={has} neverWhich={t('totals-note')} />
    </Card>
  );
}
