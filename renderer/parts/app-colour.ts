/** How many hues `tokens.css` has for apps: `--app-0` to `--app-9`, and `--app-other`. */
export const appColours = 10;

/** The name of the colour of an app, the same on every page and every day: by FNV-1a over its id. `other` without an id. */
export function appColour(appId: string | null): `app-${number | 'other'}` {
  if (appId === null) return 'app-other';
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(appId)) {
    hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  }
  return `app-${hash % appColours}`;
}
