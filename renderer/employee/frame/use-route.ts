import { useEffect, useState } from 'react';

/** The pages of the employee's window, in the order of the navigation; each is a hash route of its name. */
export const pageNames = ['today', 'data', 'consent', 'looked', 'health', 'control'] as const;
export type PageName = (typeof pageNames)[number];

/** The page that a hash such as `#data` names; what follows a slash is the page's own. Null where it names none. */
export function pageOf(hash: string): PageName | null {
  const name = hash.replace(/^#/, '').split('/')[0];
  return pageNames.find((each) => each === name) ?? null;
}

/** The page to show: what the address names, else `first`, as it was when this was first asked. */
export function useRoute(first: PageName): PageName {
  const [start] = useState(first);
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return pageOf(hash) ?? start;
}
