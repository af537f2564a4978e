import { useState } from 'react';
import type { DayView } from '../../core/day-view.ts';
import { type Interval, intersection } from '../../core/interval.ts';
import { appColour } from '../parts/app-colour.ts';
import { countOf, durationText, preciseTimeText } from '../parts/formats.ts';
import { appName } from '../parts/state-words.ts';

const rowsAtOnce = 200;

/** Every window of the day, or of the selected span: the timeline's content as text. */
export function WindowsTable({ day, selection }: { readonly day: DayView; readonly selection: Interval | null }) {
  const [rows, setRows] = useState(rowsAtOnce);
  const windows =
    selection === null ? day.windows : day.windows.filter((each) => intersection(each, selection) !== null);
  return (
    <section className="card" aria-labelledby="windows-title">
      <div className="card-head">
        <h2 id="windows-title">Windows</h2>
        <span className="quiet small">
          {countOf(windows.length, 'window')}
          {selection !== null && ' in the selection'}
        </span>
      </div>
      {windows.length === 0 ? (
        <p className="quiet">No window was recorded{selection === null ? '' : ' in this span'}.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        <section className="scroll" tabIndex={0} aria-labelledby="windows-title">
          <table className="table fixed">
            <caption className="only-heard">Windows in order of time</caption>
            <thead>
              <tr>
                <th scope="col" className="time-cell">
                  Start
                </th>
                <th scope="col" className="number">
                  Time
                </th>
                <th scope="col" className="app-cell">
                  App
                </th>
                <th scope="col">Title</th>
              </tr>
            </thead>
            <tbody>
              {windows.slice(0, rows).map((each) => (
                <WindowRow key={each.start} row={each} zone={day.zone} />
              ))}
            </tbody>
          </table>
          {windows.length > rows && (
            <div className="row more">
              <button type="button" className="button" onClick={() => setRows(rows + rowsAtOnce)}>
                Show more
              </button>
              <span className="quiet">{countOf(windows.length - rows, 'window')} not shown</span>
            </div>
          )}
        </section>
      )}
    </section>
  );
}

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
          <span className={`dot colour-${appColour(row.appId)}`} />
          <span>{appName(row.appId, row.appName)}</span>
        </span>
      </td>
      <td className="clip" title={row.title ?? undefined}>
        {row.title ?? <span className="quiet">{row.withheld === 'rule' ? 'withheld by a rule' : 'not recorded'}</span>}
        {row.site !== null && <span className="quiet"> {row.site}</span>}
      </td>
    </tr>
  );
}
