import { type RefObject, useEffect, useState } from 'react';

/** Whether `element` is in the window or comes near it; false again once it is far. */
export function useNear(element: RefObject<HTMLElement | null>, marginPx: number): boolean {
  const [isNear, setNear] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      rootMargin: `${marginPx}px`,
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, marginPx]);
  return isNear;
}
