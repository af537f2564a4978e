import { z } from 'zod';
import { longestPath } from '../../core/consent/redaction.ts';
import { readJson } from '../../core/json.ts';

/** What the extension in a browser says is in front there. */
export interface PageWord {
  /** Whether a window that is not private has the browser's focus. */
  readonly focused: boolean;
  /** The browser's own number of that window, the same for as long as the browser runs. */
  readonly window: number | null;
  /** The page's address as far as it is told: the host, and the path where it was asked for. Null: not known. */
  readonly url: string | null;
  /** The site in the other half of a split view, which is in sight too; null: none. */
  readonly beside: string | null;
  /** The question that it answers; null: nobody asked. */
  readonly ask: number | null;
}

/** Longer lines are no words; a host has 253 characters at most. */
export const longestLine = 1_024;
const longestHost = 253;

const wordSchema = z.strictObject({
  focused: z.boolean(),
  window: z.number().int().nonnegative().optional(),
  /** Null: a page that is no website. */
  host: z.string().max(longestHost).nullable().optional(),
  path: z.string().max(longestPath).optional(),
  /** Absent: there is no other half, or no website in it. */
  beside: z.string().max(longestHost).optional(),
  ask: z.number().int().nonnegative().optional(),
});

/** An address that is no website, as rules know it. */
export const noWebsite = 'about:blank';

/** Null for what is no word. A host that no browser writes in this way is not known; a path counts where it was asked for. */
export function parseWord(line: Uint8Array, takesPath = false): PageWord | null {
  const parsed = wordSchema.safeParse(readJson(line));
  if (!parsed.success) return null;
  const { focused, window = null, host, path = '/', beside: other, ask = null } = parsed.data;
  if (focused !== (window !== null)) return null;
  const beside = other === undefined ? null : urlOf(other, '/');
  // Where one half is not known, neither is the window.
  const isKnown = focused && host !== undefined && (other === undefined || beside !== null);
  return { focused, window, url: isKnown ? urlOf(host, takesPath ? path : '/') : null, beside, ask };
}

function urlOf(host: string | null, path: string): string | null {
  if (host === null) return noWebsite;
  const url = `https://${host}/`;
  if (!URL.canParse(url) || new URL(url).hostname !== host) return null;
  const whole = `https://${host}${path}`;
  return URL.canParse(whole) && new URL(whole).href === whole && new URL(whole).pathname === path ? whole : url;
}
