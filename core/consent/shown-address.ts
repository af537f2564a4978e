import { isBrowser } from '../rules/browsers.ts';

/** An address at the beginning of a title: its host, with a port, and everything behind it. */
const address = /^(?:https?:\/\/)?([^\s/?#]+\.[^\s/?#]+|localhost(?::\d+)?|\[[0-9a-f:]+\](?::\d+)?)([/?#]\S*)/i;

/**
 * The title of a browser's window without what an address in it has behind the host: while a page
 * loads, and where it has no title, browsers name a window by its address. With `keepsPath` the path
 * stays, and what follows a `?` or a `#` goes.
 */
export function withoutAddress(title: string, appId: string, keepsPath: boolean): string {
  const found = isBrowser(appId) ? address.exec(title) : null;
  if (found === null) return title;
  const [whole, , rest = ''] = found;
  const path = keepsPath ? (/^[^?#]*/.exec(rest)?.[0] ?? '') : '';
  return whole.slice(0, whole.length - rest.length) + path + title.slice(whole.length);
}
