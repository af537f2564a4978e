/** How many hues `tokens.css` has for apps: `--app-0` to `--app-9`, and `--app-other`. */
export const appColours = 10;

// A start for the hash under which apps that are often open together (a terminal, an editor, a browser, mail, chat) differ.
const start = 65_832;

/** The colour of an app by name, the same on every page and every day: by FNV-1a over its id without case. `app-other` without an id. */
export function appColour(appId: string | null): `app-${number | 'other'}` {
  return appId === null ? 'app-other' : `app-${hashOf(appId) % appColours}`;
}

/** How many greys there are for what is no app: `--plain-0` to `--plain-2`. */
export const plainColours = 3;

/**
 * A grey for a site or a category: a hue is an app's or a state's, and means nothing else on a
 * page.
 */
export function plainColour(name: string): `plain-${number}` {
  return `plain-${hashOf(name) % plainColours}`;
}

function hashOf(name: string): number {
  let hash = start;
  for (const byte of new TextEncoder().encode(name.toLowerCase())) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return hash;
}
