import { useState } from 'react';
import type { Client } from '../../ipc/contract.ts';
import type { EmployeeContract, Views } from '../../ipc/employee.ts';
import { countOf, preciseTimeText, shortDayText, whenText } from '../parts/formats.ts';
import { Notice } from '../parts/notice.tsx';
import { useCall } from '../parts/use-call.ts';

interface Props {
  readonly client: Client<EmployeeContract>;
  readonly now: number;
  readonly zone: string;
}

const shownFirst = 10;

/** Who opened the person's days. It asks the bucket, so only when the page opens and when asked to. */
export function ViewsCard({ client, now, zone }: Props) {
  const views = useCall('views', () => client.views({}), null);
  return (
    <section className="card" aria-labelledby="views-title">
      <div className="card-head">
        <h2 id="views-title">Who looked</h2>
        {views.value !== null && (
          <span className="row views-ask">
            <span className="quiet small" data-testid="views-as-of">
              As of {preciseTimeText(views.at, zone)}
            </span>
            <button type="button" className="button" onClick={views.again}>
              Ask again
            </button>
          </span>
        )}
      </div>
      {views.problem !== null && <Notice problem={views.problem} onRetry={views.again} />}
      {views.value === null && views.problem === null && (
        <p className="quiet" role="status">
          {views.isSlow ? 'The bucket takes longer than usual to answer. Still asking…' : 'Asking who looked…'}
        </p>
      )}
      {views.value !== null && <Seen seen={views.value} now={now} zone={zone} />}
    </section>
  );
}

interface SeenProps {
  readonly seen: Views;
  readonly now: number;
  readonly zone: string;
}

function Seen({ seen: { views, unreadable, older }, now, zone }: SeenProps) {
  const [isAll, setAll] = useState(false);
  const shown = isAll ? views : views.slice(0, shownFirst);
  return (
    <>
      {views.length === 0 && unreadable === 0 && <p className="quiet">Nobody has looked at your days.</p>}
      {views.length > 0 && (
        <table className="table views">
          <caption className="only-heard">Who looked at your days, newest first</caption>
          <thead>
            <tr>
              <th scope="col">When</th>
              <th scope="col">Who</th>
              <th scope="col">Day</th>
              <th scope="col">Why</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ at, viewer, day, reason }, index) => (
              // Two looks may be the same in every word, so only the place tells them apart.
              <tr key={index} data-testid="view">
                <td>{whenText(at, now, zone)}</td>
                <td className="words">{viewer}</td>
                <td>{shortDayText(day)}</td>
                <td className="words">{reason === '' ? <span className="quiet">No reason given</span> : reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {views.length > shown.length && (
        <button type="button" className="button views-all" onClick={() => setAll(true)}>
          Show all {views.length}
        </button>
      )}
      {unreadable > 0 && <p className="views-unreadable">{countOf(unreadable, 'receipt')} cannot be read.</p>}
      {older > 0 && <p className="quiet small">{countOf(older, 'earlier look')} not shown.</p>}
    </>
  );
}
