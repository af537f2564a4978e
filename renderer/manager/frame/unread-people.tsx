import type { PersonId } from '../../../core/ids.ts';
import type { Problem } from '../../../core/problem.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { pageLanguage } from '../../parts/language.ts';
import { Card } from '../../parts/layout/card.tsx';

interface Props {
  readonly id: string;
  readonly title: string;
  readonly unread: readonly { readonly person: PersonId; readonly name: string; readonly problem: Problem }[];
}

/** Of whom something may be missing in a list over everybody, and why; nothing where that is nobody. */
export function UnreadPeople({ id, title, unread }: Props) {
  if (unread.length === 0) return null;
  return (
    <Card id={id} title={title}>
      <ul className="unread">
        {unread.map(({ person, name, problem }) => (
          <li key={person} data-unread={person}>
            <strong>{name}</strong> <span className="quiet">{problemText(pageLanguage(), problem).what}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
