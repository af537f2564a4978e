import { type RefObject, useEffect, useRef } from 'react';
import { focusTitle } from '../controls/kept-focus.ts';
import { tParts } from '../messages.ts';

/**
 * The page's main part. When another place is gone to, the focus moves to its title, unless the page has focused something by itself. The
 * document's own title stays the same on every page: it stands in tabs and panels, where nobody shall read what somebody looked at.
 */
export function usePageFocus(place: string): RefObject<HTMLElement | null> {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(place);
  useEffect(() => {
    if (shown.current === place) return;
    shown.current = place;
    window.scrollTo(0, 0);
    if (!main.current?.contains(document.activeElement)) focusTitle();
  }, [place]);
  return main;
}

/** The first stop of the keyboard: past what is the same on every page. */
export function SkipLink({ href }: { readonly href: string }) {
  return (
    <a
      className="skip"
      href={href}
      onClick={(event) => {
        event.preventDefault();
        focusTitle();
      }}
    >
      {tParts('skip')}
    </a>
  );
}
