import { shellWords } from '../../../messages/shell/shell.ts';
import { wordsOf } from '../../parts/language.ts';
import { type PageName, pageNames } from './use-route.ts';

const say = wordsOf(shellWords);

/** Links, so that they can be opened, copied and gone back from like any other. */
export function Navigation({ page }: { readonly page: PageName }) {
  return (
    <nav className="pages" aria-label={say('pages')}>
      <ul>
        {pageNames.map((name) => (
          <li key={name}>
            <a href={`#${name}`} aria-current={name === page ? 'page' : undefined}>
              {say(`page-${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
