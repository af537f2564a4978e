import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { Button } from '../controls/button.tsx';
import { countText } from '../formats.ts';
import { DownMark, EyeMark } from '../timeline/marks.tsx';

interface Props {
  /** Whose window it is. */
  readonly whose: string;
  /** What the navigation is called, and the button of what a narrow window keeps behind it. */
  readonly words: { readonly pages: string; readonly menu: string };
  readonly pages: readonly {
    readonly page: string;
    readonly name: string;
    /** How much waits there; null while that is not known. */
    readonly count?: number | null | undefined;
  }[];
  /** The page that is open. */
  readonly at: string;
  /** The place in it: another one closes the menu. */
  readonly place: string;
  /** The way to everything by its name. */
  readonly palette?: ReactNode;
  /** What stands at the foot. */
  readonly children: ReactNode;
}

/** Who is looking, the way to the pages, and what is done about the window itself. */
export function WindowSidebar({ whose, words, pages, at, place, palette, children }: Props) {
  const { isOpen, setOpen, leaving } = useOpen(place);
  const list = useRef<HTMLUListElement>(null);
  // Where they are scrolled, the one that is open is in sight.
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current]');
    if (list.current !== null && current != null)
      list.current.scrollLeft = current.offsetLeft - list.current.offsetLeft - 48;
  }, [at]);
  return (
    <aside className="sidebar">
      <div className="sidebar-inner" {...leaving}>
        <div className="sidebar-head">
          <span className="brand">
            <EyeMark look="open" /> Plainsight
          </span>
          <p className="quiet small">{whose}</p>
        </div>
        <nav className="side-pages" aria-label={words.pages}>
          <ul ref={list}>
            {pages.map(({ page, name, count }) => (
              <li key={page}>
                <a href={`#${page}`} aria-current={page === at ? 'page' : undefined}>
                  <span>{name}</span>
                  {(count ?? 0) > 0 && (
                    <span className="count" data-testid={`${page}-count`}>
                      {countText(count ?? 0)}
                    </span>
                  )}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        {palette}
        <Button
          className="sidebar-menu"
          aria-expanded={isOpen}
          aria-controls="sidebar-foot"
          onClick={() => setOpen(!isOpen)}
        >
          {words.menu} <DownMark />
        </Button>
        <div id="sidebar-foot" className={isOpen ? 'sidebar-foot open' : 'sidebar-foot'}>
          <p className="quiet small narrow-only">{whose}</p>
          {children}
        </div>
      </div>
    </aside>
  );
}

/**
 * What a narrow window keeps behind one button. It closes with Escape, with another page, and once
 * the focus goes elsewhere.
 */
function useOpen(place: string) {
  const [isOpen, setOpen] = useState(false);
  // Another place closes it.
  useEffect(() => setOpen(false), [place]);
  useEffect(() => {
    if (!isOpen) return;
    const press = ({ target }: PointerEvent) => {
      if (!(target instanceof Element) || target.closest('.sidebar') === null) setOpen(false);
    };
    document.addEventListener('pointerdown', press);
    return () => document.removeEventListener('pointerdown', press);
  }, [isOpen]);
  const leaving = {
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => {
      if (event.key !== 'Escape' || !isOpen) return;
      setOpen(false);
      event.currentTarget.querySelector<HTMLElement>('.sidebar-menu')?.focus();
    },
    onBlur: (event: FocusEvent<HTMLElement>) => {
      if (event.relatedTarget !== null && !event.currentTarget.contains(event.relatedTarget)) setOpen(false);
    },
  };
  return { isOpen, setOpen, leaving };
}
