import { fold } from '../folded-text.ts';

/** What a window says of itself, as far as it tells whose it is. */
export interface Named {
  readonly appId: string;
  readonly appName: string;
  readonly title: string;
}

/** Folded. The bundle's id on macOS, the class on X11, the executable on Windows. */
const ownProgram = /^(app\.plainsight(\.|$)|plainsight(\.exe)?$)/;
const word = /(?<![\p{L}\p{N}])plainsight(?![\p{L}\p{N}])/u;
/** A page of this computer without a title, whose address the browser shows. */
const loopback = /(?<![\p{L}\p{N}.])(127(\.\d{1,3}){3}|localhost|\[::1\])(?![\p{L}\p{N}.])/u;
/** A title as our pages have it, in a program that is not known as a browser. */
const ownTitle = /^(?:\(\d+\) |[•●*] ?)?plainsight(?: [-|·:•] |$)|[-|·:•] plainsight(?: [-|·:•] |$)/u;
/** Where our pages lie, which no page of somebody else shares. */
const ownAddress = /(?:127(?:\.\d{1,3}){3}|localhost|\[::1\]):\d+\/(?:employee|manager)\.html/u;

/**
 * Whether a window is Plainsight's own: the app, its sign, or one of its pages in whatever browser.
 * Nobody may learn from a record or a picture what a person looked at there, so these are left out
 * before any rule, and no setting changes that. A page of somebody else that calls itself
 * Plainsight is left out too: a mistake on the person's side.
 */
export function isOwnWindow({ appId, appName, title }: Named, mayBeBrowser: boolean): boolean {
  if (ownProgram.test(fold(appId)) || fold(appName) === 'plainsight') return true;
  const name = fold(title).trim();
  return mayBeBrowser ? word.test(name) || loopback.test(name) : ownTitle.test(name) || ownAddress.test(name);
}

/** The app or its sign without a page's name: such a window tells nothing. */
export function tellsNothing({ appId, title }: Named): boolean {
  return ownProgram.test(fold(appId)) && ['plainsight', ''].includes(fold(title).trim());
}
