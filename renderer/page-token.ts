const inAddress = /^#token=([\w-]{43})$/;

/** The parts of a page's window that the token passes through. */
export interface TokenPlace {
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search' | 'reload'>;
  readonly history: Pick<History, 'replaceState' | 'state'>;
  readonly sessionStorage: Pick<Storage, 'getItem' | 'setItem'>;
  addEventListener(type: 'hashchange', listener: () => void): void;
}

/**
 * The token that opens `contract` on the web host, or null where this tab was not opened with the page's address. It comes in the fragment,
 * is taken out of the address bar and of the tab's history before anything is drawn, and stays in the storage of this tab alone: a reload
 * has it, another tab has not. An address that is pasted into a tab that is open already is taken too, and begins the page anew.
 */
export function takeToken(contract: string, place: TokenPlace): string | null {
  const key = `plainsight-${contract}`;
  place.addEventListener('hashchange', () => {
    if (keep(key, place)) place.location.reload();
  });
  keep(key, place);
  return place.sessionStorage.getItem(key);
}

function keep(key: string, { location, history, sessionStorage }: TokenPlace): boolean {
  const token = inAddress.exec(location.hash)?.[1];
  if (token === undefined) return false;
  history.replaceState(history.state, '', location.pathname + location.search);
  sessionStorage.setItem(key, token);
  return true;
}
