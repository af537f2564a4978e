import { useEffect, useRef, useState } from 'react';
import { dayHref, hrefOf, type ManagerRoute } from '../frame/route.ts';
import type { Review } from './review.ts';

export interface ReviewPlace {
  readonly current: Review | null;
  /** Begins it with its first person. */
  readonly start: (review: Review) => void;
  /** Ends it, back at the people. */
  readonly end: () => void;
}

/** The review that goes on. It ends with the first place that does not belong to it, so that no later day opens by its reason. */
export function useReview(route: ManagerRoute): ReviewPlace {
  const [current, setCurrent] = useState<Review | null>(null);
  const isEntered = useRef(false);
  const isIn = current !== null && route.page === 'day' && current.has(route.person, route.day);
  useEffect(() => {
    if (isIn) isEntered.current = true;
    else if (isEntered.current) {
      isEntered.current = false;
      setCurrent(null);
    }
  }, [isIn]);
  return {
    current,
    start: (review) => {
      const [first] = review.people;
      if (first === undefined) return;
      isEntered.current = false;
      setCurrent(review);
      location.hash = dayHref(first, review.day);
    },
    end: () => {
      location.hash = hrefOf({ page: 'people' });
    },
  };
}
