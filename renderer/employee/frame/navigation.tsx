import { tShell as t } from '../messages.ts';
import { type PageName, pageNames } from './use-route.ts';

/** Links, so that they can be opened, copied and gone back from like any other. */
export function Navigation({ page }: { readonly page: PageName }) {
  return (
    <nav className="pages" aria-label={t('pages')}>
      <ul>
        {pageNames.map((name) => (
          <li key={name}>
            <a href={`#${name}`} aria-current={name === page ? 'page' : undefined}>
              {t(`page-${name}`)}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}
