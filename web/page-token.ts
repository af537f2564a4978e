import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** Who may call one contract. */
export interface PageToken {
  /**
   * 256 random bits as 43 characters of base64url, that live in this process alone. Stands in the
   * fragment of the address, which no browser sends anywhere, and is good as often as it is used
   * until the host stops: people reload and reopen.
   */
  readonly text: string;
  /** Whether this value of `x-plainsight` comes from a page that was opened with the address. */
  is(header: string | string[] | undefined): boolean;
}

/**
 * The token of one contract. Not a cookie: a browser sends those to every port of a host, and so to
 * whatever any account of this computer listens with. A header is sent by our own page's code only,
 * to its own origin only.
 */
export function createPageToken(): PageToken {
  const text = randomBytes(32).toString('base64url');
  return { text, is: (header) => typeof header === 'string' && same(header, text) };
}

// Hashed first, so that neither length nor content shows in the time that comparing takes.
function same(given: string, wanted: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(wanted));
}
