import { type FocusEvent, type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import type { Language } from '../../../core/language.ts';
import type { ManagerStatus } from '../../../ipc/manager.ts';
import { Button } from '../../parts/controls/button.tsx';
import { LanguageChooser } from '../../parts/controls/language-chooser.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { countText, durationText } from '../../parts/formats.ts';
import { DownMark, EyeMark, LockMark } from '../../parts/timeline/marks.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import { tFrame as t } from '../messages.ts';
import { SingleKeysBox } from '../people/single-keys.tsx';
import { StayBox } from '../unlock/unlock-page.tsx';
import type { ManagerClient } from './page-props.ts';
import { hrefOf, type ManagerRoute, mainPageOf, pagesFor } from './route.ts';

interface Props {
  readonly client: ManagerClient;
  readonly status: ManagerStatus;
  readonly route: ManagerRoute;
  /** How many entries wait for an answer, and how many questions for a reply; null while that is not known. */
  readonly counts: Partial<Record<ManagerRoute['page'], number | null>>;
  readonly onAsk: () => void;
  readonly onLanguage: (language: Language) => void;
  /** The way to everything by its name. */
  readonly palette: ReactNode;
}

/** Who is looking, the way to the pages, and the lock. */
export function Sidebar({ client, status, route, counts, onAsk, onLanguage, palette }: Props) {
  const mutation = useMutation();
  const { isOpen, setOpen, leaving } = useOpen(hrefOf(route));
  const at = mainPageOf(route);
  const change = async (what: Parameters<typeof mutation.run>[0]) => {
    if (await mutation.run(what)) onAsk();
  };
  const list = useRef<HTMLUListElement>(null);
  // Where they are scrolled, the one that is open is in sight.
  useEffect(() => {
    const current = list.current?.querySelector<HTMLElement>('[aria-current]');
    if (list.current !== null && current != null)
      list.current.scrollLeft = current.offsetLeft - list.current.offsetLeft - 48;
  }, [at]);
  const { lock } = status;
  const whose = [status.organisation, status.viewer].filter((part) => part !== '').join(' · ');
  return (
    <aside className="sidebar">
      <div className="sidebar-inner" {...leaving}>
        <div className="sidebar-head">
          <span className="brand">
            <EyeMark look="open" /> Plainsight
          </span>
          <p className="quiet small">{whose}</p>
        </div>
        <nav className="side-pages" aria-label={t('pages')}>
          <ul ref={list}>
            {pagesFor(status).map((page) => (
              <li key={page}>
                <a href={`#${page}`} aria-current={page === at ? 'page' : undefined}>
                  <span>{t(`page-${page}`)}</span>
                  {(counts[page] ?? 0) > 0 && (
                    <span className="count" data-testid={`${page}-count`}>
                      {countText(counts[page] ?? 0)}
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
          {t('menu')} <DownMark />
        </Button>
        <div id="sidebar-foot" className={isOpen ? 'sidebar-foot open' : 'sidebar-foot'}>
          <p className="quiet small narrow-only">{whose}</p>
          <ProblemNotice problem={mutation.problem} />
          <Button disabled={mutation.isBusy} onClick={() => void change(() => client.lock({}))}>
            <LockMark /> {t('lock')}
          </Button>
          <StayBox
            isOn={lock.stays}
            where={lock.where}
            onChange={(stay) => void change(() => client.setStay({ stay }))}
          />
          {!lock.stays && <p className="quiet small">{t('lock-after', { length: durationText(lock.afterMs) })}</p>}
          <SingleKeysBox />
          <LanguageChooser onChoose={onLanguage} />
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
