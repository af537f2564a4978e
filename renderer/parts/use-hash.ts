import { useEffect, useState } from 'react';
import type { Interval } from '../../core/time/interval.ts';

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

/** A span of a day as a part of an address: `1763370000000-1763373600000`. */
export function partOfSpan({ start, end }: Interval): string {
  return `${start}-${end}`;
}

/** The span that a part of an address stands for; null where it makes no sense. */
export function spanOfPart(part: string | undefined): Interval | null {
  const [start = 0, end = 0] = /^\d{1,15}-\d{1,15}$/.test(part ?? '') ? (part ?? '').split('-').map(Number) : [];
  return start < end ? { start, end } : null;
}
