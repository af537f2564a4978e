import { matchesPattern, type Pattern, pattern, type Text, textOf } from './pattern.ts';
import { foldSite } from './site-name.ts';

/** A window as it was recorded: null where something of it was withheld or is not known. */
export interface SeenWindow {
  readonly appId: string | null;
  readonly appName: string | null;
  readonly title: string | null;
  readonly site: string | null;
}

/** What is looked for in a window, with `*` and `?` as in rules; all that it names has to fit. */
export interface WindowPatterns {
  readonly app?: string | undefined;
  readonly title?: string | undefined;
  readonly site?: string | undefined;
}

/**
 * Finds the first of `wanted` of whose patterns any fits a window that was recorded, or null. What
 * is not known fits nothing: this is not for leaving out, where in doubt a window is. The same
 * window is judged once.
 */
export function firstFit<W extends { readonly match: readonly WindowPatterns[] }>(
  wanted: readonly W[],
): (window: SeenWindow) => W | null {
  const tests = wanted.map((each) => ({ each, match: each.match.map(testOf) }));
  const known = new Map<string, W | null>();
  return ({ appId, appName, title, site }) => {
    const key = JSON.stringify([appId, appName, title, site]);
    const before = known.get(key);
    if (before !== undefined) return before;
    const told: Told = {
      apps: [appId, appName].flatMap((name) => (name === null ? [] : [textOf(name)])),
      title: title === null ? null : textOf(title),
      site: site === null ? null : textOf(foldSite(site)),
    };
    const found = tests.find(({ match }) => match.some((fits) => fits(told)))?.each ?? null;
    known.set(key, found);
    return found;
  };
}

/** A window with its texts ready to compare: each is made once, however many patterns there are. */
interface Told {
  readonly apps: readonly Text[];
  readonly title: Text | null;
  readonly site: Text | null;
}

function testOf({ app, title, site }: WindowPatterns): (told: Told) => boolean {
  const apps = app === undefined ? null : pattern(app);
  const titles = title === undefined ? null : pattern(title);
  const sites = site === undefined ? null : sitePatterns(site);
  return (told) =>
    (apps === null || told.apps.some((name) => matchesPattern(apps, name))) &&
    (titles === null || isFit([titles], told.title)) &&
    (sites === null || isFit(sites, told.site));
}

function isFit(wanted: readonly Pattern[], text: Text | null): boolean {
  return text !== null && wanted.some((each) => matchesPattern(each, text));
}

/** `*.example.com` is also `example.com` itself; sites are recorded without `www.`. */
export function sitePatterns(site: string): Pattern[] {
  const wanted = foldSite(site);
  return [wanted, ...(wanted.startsWith('*.') ? [wanted.slice(2)] : [])].map(pattern);
}
