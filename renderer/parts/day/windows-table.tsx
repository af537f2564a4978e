import { memo, useState } from 'react';
import type { DayView } from '../../../core/day/view.ts';
import { Button } from '../controls/button.tsx';
import { durationText, preciseTimeText } from '../formats.ts';
import { Card } from '../layout/card.tsx';
import { Table } from '../layout/table.tsx';
import { tDay as t, tShares } from '../messages.ts';
import { appName } from '../state-words.ts';
import { appColour } from '../totals/app-colour.ts';
import { Dot } from '../totals/dot.tsx';
import type { DayPart } from './day-part.ts';
import { partText } from './day-text.ts';

const rowsAtOnce = 200;

/**
 * Every window of the day, or of the part of it that is looked at: the timeline's content as text.
 */
export const WindowsTable = memo(function WindowsTable({ part }: { readonly part: DayPart }) {
  const [rows, setRows] = useState(rowsAtOnce);
  const { windows, zone } = part;
  const span = partText(part);
  const count = t('windows-count', { count: windows.length });
  return (
    <Card id="windows" title={t('windows')} about={span === null ? count : `${count} · ${span}`}>
      {windows.length === 0 ? (
        <p className="quiet">{t(span === null ? 'windows-none' : 'windows-none-selected')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="scroll windows" tabIndex={0} aria-labelledby="windows-title">
          <Table
            className="fixed"
            caption={t('windows-caption')}
            columns={[
              ['time-cell', t('start')],
              ['number', t('time')],
              ['app-cell', tShares('app')],
              t('window-title'),
            ]}
          >
            {windows.slice(0, rows).map((each) => (
              <WindowRow key={each.start} row={each} zone={zone} />
            ))}
          </Table>
          {windows.length > rows && (
            <div className="row more">
              <Button onClick={() => setRows(rows + rowsAtOnce)}>{t('show-more')}</Button>
              <span className="quiet">{t('not-shown', { count: windows.length - rows })}</span>
            </div>
          )}
        </section>
      )}
    </Card>
  );
});

function WindowRow({ row, zone }: { readonly row: DayView['windows'][number]; readonly zone: string }) {
  return (
    <tr
      data-start={row.start}
      data-end={row.end}
      data-app-id={row.appId ?? ''}
      data-withheld={row.withheld ?? undefined}
    >
      <td className="time-cell">{preciseTimeText(row.start, zone)}</td>
      <td className="number">{durationText(row.end - row.start)}</td>
      <td className="clip">
        <span className="name">
          <Dot colour={appColour(row.appId)} />
          <span>{appName(row.appId, row.appName)}</span>
        </span>
      </td>
      <td className="clip" title={row.title ?? undefined}>
        {row.title ?? <span className="quiet">{t(row.withheld === 'rule' ? 'by-rule' : 'not-recorded')}</span>}
        {row.site !== null && <span className="quiet"> {row.site + (row.path ?? '')}</span>}
      </td>
    </tr>
  );
}
