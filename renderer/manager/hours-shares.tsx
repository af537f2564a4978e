import { managerTeamsWords } from '../../core/words/manager-teams.ts';
import { partsWords } from '../../core/words/parts.ts';
import { countText } from '../parts/formats.ts';
import { wordsOf } from '../parts/language.ts';

const say = wordsOf(managerTeamsWords);
const sayParts = wordsOf(partsWords);

interface Props {
  readonly caption: string;
  readonly what: string;
  readonly shares: readonly {
    readonly key: string;
    readonly name: string;
    readonly colour: string;
    readonly hours: number;
  }[];
  readonly empty: string;
}

/** Names by whole hours, as they are told of a team; each with its bar. */
export function HoursShares({ caption, what, shares, empty }: Props) {
  if (shares.length === 0) return <p className="quiet">{empty}</p>;
  const most = Math.max(1, ...shares.map(({ hours }) => hours));
  return (
    <table className="table shares">
      <caption className="only-heard">{caption}</caption>
      <thead className="heard-head">
        <tr>
          <th scope="col">{what}</th>
          <th scope="col">{sayParts('share')}</th>
          <th scope="col">{sayParts('time')}</th>
        </tr>
      </thead>
      <tbody>
        {shares.map(({ key, name, colour, hours }) => (
          <tr key={key} data-share={key}>
            <td className="clip" title={name}>
              <span className="name">
                <span className={`dot colour-${colour}`} />
                <span>{name}</span>
              </span>
            </td>
            <td>
              <span className={`bar colour-${colour}`} style={{ width: `${(hours / most) * 100}%` }} />
            </td>
            <td className="number">{say('hours', { count: countText(hours) })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
