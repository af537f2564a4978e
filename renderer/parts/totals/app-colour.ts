/** How many hues `tokens.css` has for apps: `--app-0` to `--app-9`, and `--app-other`. */
export const appColours = 10;

// A start for the hash under which apps that are often open together (a terminal, an editor, a browser, mail, chat) differ.
const start = 65_832;

/** The colour of an app by name, the same on every page and every day: by FNV-1a over its id without case. `app-other` without an id. */
export function appColour(appId: string | null): `app-${number | 'other'}` {
  if (appId === null) return 'app-other';
  let hash = start;
  for (const byte of new TextEncoder().encode(appId.toLowerCase())) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return `app-${hash % appColours}`;
}
