import { useEffect, useRef, useState } from 'react';
import type { Result } from '../../../core/result.ts';
import { type Query, useQuery } from '../../parts/use-query.ts';

/** A request a person: with more people than this it is asked for only when its page is opened. */
const mostUnasked = 100;

/**
 * What is listed over everybody, and counted beside its page's name. Whoever comes back to the page
 * sees what there is now. `people` is null while it is not known how many there are.
 */
export function useListed<T>(
  key: string,
  ask: () => Promise<Result<T>>,
  people: number | null,
  isOpen: boolean,
): Query<T> {
  const [isAsked, setAsked] = useState(false);
  const list = useQuery(isAsked ? key : null, ask, null);
  const wasOpened = useRef(false);
  const { again } = list;
  const areFew = people !== null && people > 0 && people <= mostUnasked;
  useEffect(() => {
    if (isOpen || areFew) setAsked(true);
  }, [isOpen, areFew]);
  useEffect(() => {
    if (isOpen && wasOpened.current) again();
    if (isOpen) wasOpened.current = true;
  }, [isOpen, again]);
  return list;
}
