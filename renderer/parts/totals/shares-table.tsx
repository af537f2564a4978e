import { durationText, percentText } from '../formats.ts';
import { Table } from '../layout/table.tsx';
import { tParts as t } from '../messages.ts';
import { Dot } from './dot.tsx';

export interface Share {
  readonly key: string;
  readonly name: string;
  readonly colour: string;
  readonly ms: number;
  /** Set for apps: what tests and scripts tell rows by. */
  readonly appId?: string;
}

interface Props {
  readonly caption: string;
  readonly what: string;
  readonly shares: readonly Share[];
  readonly empty: string;
  /** How a time is written; to the minute unless given. */
  readonly lengthText?: (ms: number) => string;
  /** What these are shares of, in ms, where not all of them are shown. */
  readonly wholeMs?: number;
}

export function totalMs(shares: readonly Share[]): number {
  return shares.reduce((sum, { ms }) => sum + ms, 0);
}

/** Names by time, longest first, each with its bar. */
export function SharesTable({ caption, what, shares, empty, lengthText = durationText, wholeMs }: Props) {
  if (shares.length === 0) return <p className="quiet">{empty}</p>;
  const whole = Math.max(1, wholeMs ?? totalMs(shares));
  const most = Math.max(1, ...shares.map(({ ms }) => ms));
  return (
    <Table className="shares" caption={caption} columns={[what, t('share'), t('time')]} isHeadHeard>
      {shares.map(({ key, name, colour, ms, appId }) => (
        <tr key={key} data-app-id={appId} data-ms={ms}>
          <td className="clip" title={name}>
            <span className="name">
              <Dot colour={colour} />
              <span>{name}</span>
            </span>
          </td>
          <td>
            <span className="bar" style={{ background: `var(--${colour})`, width: `${(ms / most) * 100}%` }} />
            <span className="only-heard">{percentText(ms / whole)}</span>
          </td>
          <td className="number">{lengthText(ms)}</td>
        </tr>
      ))}
    </Table>
  );
}
