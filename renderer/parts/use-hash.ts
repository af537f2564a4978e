import { useEffect, useState } from 'react';

/** The parts of the page's address after `#`, which slashes part. It follows the address. */
export function useHash(): readonly string[] {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const follow = () => setHash(location.hash);
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return partsOfHash(hash);
}

export function partsOfHash(hash: string): readonly string[] {
  return hash.replace(/^#/, '').split('/');
}
