import type { PersonId } from '../../../core/ids.ts';
import type { Person } from '../../../ipc/manager.ts';
import { peopleWith } from '../../parts/choice/people-with.ts';
import { tSearch as t } from '../messages.ts';
import { PeopleFind, usePeopleFilter } from './people-find.tsx';
import { peopleInOrder } from './people-order.ts';

/** More than this are found by typing. */
const mostShown = 50;

interface Props {
  readonly people: readonly Person[];
  readonly chosen: ReadonlySet<PersonId>;
  readonly onChange: (chosen: ReadonlySet<PersonId>) => void;
}

/** Some of the people, each with a box; the chosen ones stay in sight, first. */
export function PeoplePicker({ people, chosen, onChange }: Props) {
  const filter = usePeopleFilter();
  const kept = people.filter(({ person }) => chosen.has(person));
  const others = peopleWith(people, filter.text).filter(({ person }) => !chosen.has(person));
  const inOrder = (some: readonly Person[]) => peopleInOrder(some, 'name', () => undefined);
  const shown = [...inOrder(kept), ...inOrder(others).slice(0, mostShown)];
  const toggle = (person: PersonId) => {
    const next = new Set(chosen);
    if (!next.delete(person)) next.add(person);
    onChange(next);
  };
  return (
    <div className="picker">
      <PeopleFind {...filter} />
      <ul>
        {shown.map(({ person, name, team }) => (
          <li key={person}>
            <label className="radio small-radio">
              <input type="checkbox" checked={chosen.has(person)} onChange={() => toggle(person)} />
              <span>{name}</span>
              {team !== null && <span className="quiet small">{team}</span>}
            </label>
          </li>
        ))}
      </ul>
      <p className="quiet small" role="status">
        {t('chosen', { count: chosen.size })}
        {others.length > mostShown && ` · ${t('more-people', { count: others.length - mostShown })}`}
      </p>
    </div>
  );
}
