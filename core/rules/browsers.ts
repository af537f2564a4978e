import { matchesPattern, pattern, textOf } from './pattern.ts';

/** Programs that show websites, by their ids. */
const browsers = [
  ...[
    '*chrome*',
    '*chromium*',
    '*firefox*',
    '*brave*',
    '*vivaldi*',
    'opera',
    'opera-*',
    'opera.exe',
    '*microsoft-edge*',
    'msedge*',
    '*safari*',
  ],
  ...[
    '*epiphany*',
    '*librewolf*',
    '*tor browser*',
    '*torbrowser*',
    '*falkon*',
    '*konqueror*',
    '*midori*',
    '*qutebrowser*',
    '*waterfox*',
  ],
  ...['zen', 'zen-*', 'arc', 'arc.exe', '*mullvad browser*'],
  ...['*seamonkey*', '*pale moon*', '*palemoon*', '*floorp*', '*icecat*', '*thorium-browser*', '*yandex?browser*'],
  ...['*nyxt*', '*netsurf*', '*luakit*', '*otter-browser*', 'surf', 'dillo', 'badwolf', 'min'],
].map(pattern);

/** Whether the program with this id shows websites. */
export function isBrowser(appId: string): boolean {
  const id = textOf(appId);
  return browsers.some((browser) => matchesPattern(browser, id));
}
