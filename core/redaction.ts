import { demand, type Grant } from './consent.ts';
import { problem } from './problem.ts';
import { fail, ok, type Result } from './result.ts';
import { fold, type Rule, rulesSchema } from './rules.ts';

declare const parsed: unique symbol;
/** Rules of which every one parsed. Only `parseRules` makes it. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly [parsed]: true;
}

/** Rules from settings. One that does not parse refuses the whole set, and recording stops until it is mended. */
export function parseRules(input: unknown): Result<RuleSet> {
  const result = rulesSchema.safeParse(input);
  if (result.success) {
    const rules: readonly Rule[] = result.data;
    return ok({ rules } as RuleSet);
  }
  const issue = result.error.issues[0];
  const [index, field] = issue?.path ?? [];
  const where =
    typeof index === 'number'
      ? `Exclusion rule ${index + 1}${field === undefined ? '' : ` (${String(field)})`}`
      : 'The list of exclusion rules';
  return fail(
    problem(
      'rules-invalid',
      `${where} cannot be understood: ${issue?.message ?? 'it is not a list'}.`,
      'Nothing is recorded until the rule is mended: correct it in the settings.',
    ),
  );
}

/** Password managers and private windows: excluded unless a person takes the rule out. */
export const suggestedRules: readonly Rule[] = [
  ...['*keepass*', '*bitwarden*', '*1password*', '*enpass*', '*seahorse*', '*pinentry*', '*polkit*'].map(
    (app) => ({ app, effect: 'exclude' }) as const,
  ),
  ...['*incognito*', '*inprivate*', '*private browsing*', '*privater modus*', '*navegación privada*'].map(
    (title) => ({ title, effect: 'exclude' }) as const,
  ),
];

/** What rules judge a window by. */
export interface Judged {
  readonly appId: string;
  readonly appName: string;
  readonly title: string;
  readonly url: string | null;
}

/** The strictest of what the matching rules say. */
export function judge(window: Judged, rules: RuleSet): 'record' | 'hide-title' | 'exclude' {
  const matching = rules.rules.filter((rule) => applies(rule, window));
  if (matching.some((rule) => rule.effect === 'exclude')) return 'exclude';
  return matching.length > 0 ? 'hide-title' : 'record';
}

/**
 * Whether a window must be covered on a shot. One that the system names no program for (a menu, a tooltip) may belong to an excluded
 * one: it is covered as soon as there is any rule of exclusion.
 */
export function mustCover(window: Judged, rules: RuleSet): boolean {
  if (judge(window, rules) === 'exclude') return true;
  return window.appId === 'unknown' && rules.rules.some((rule) => rule.effect === 'exclude');
}

declare const observed: unique symbol;
/** What may be kept of a window: redacted, and only for purposes that were granted. Only `observe` makes it. */
export interface ObservedWindow {
  readonly appId: string | null;
  readonly appName: string | null;
  readonly title: string | null;
  readonly site: string | null;
  readonly withheld: 'rule' | null;
  readonly [observed]: true;
}

export interface WindowGrants {
  readonly apps: Grant<'apps'>;
  readonly titles: Grant<'titles'> | null;
  readonly websites: Grant<'websites'> | null;
}

export function observe(window: Judged, rules: RuleSet, grants: WindowGrants): ObservedWindow {
  demand(grants.apps, 'apps');
  if (grants.titles !== null) demand(grants.titles, 'titles');
  if (grants.websites !== null) demand(grants.websites, 'websites');
  const verdict = judge(window, rules);
  if (verdict === 'exclude') {
    return { appId: null, appName: null, title: null, site: null, withheld: 'rule' } as ObservedWindow;
  }
  const open = verdict === 'record';
  return {
    appId: window.appId,
    appName: window.appName,
    title: open && grants.titles !== null ? window.title : null,
    site: open && grants.websites !== null ? siteOf(window.url) : null,
    withheld: open ? null : 'rule',
  } as ObservedWindow;
}

/** The host of a web address, without `www.`; null for anything else. Path and query are never kept. */
export function siteOf(url: string | null): string | null {
  if (url === null) return null;
  let parsedUrl: URL;
  try {
    parsedUrl = new URL(url);
  } catch {
    return null;
  }
  if (parsedUrl.protocol !== 'https:' && parsedUrl.protocol !== 'http:') return null;
  return parsedUrl.hostname.replace(/^www\./, '').replace(/\.$/, '') || null;
}

/** Programs that show websites, by their ids. */
const browsers: readonly string[] = [
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
    '*falkon*',
    '*konqueror*',
    '*midori*',
    '*qutebrowser*',
    '*waterfox*',
  ],
  ...['zen', 'zen-*', 'arc', 'arc.exe'],
];

function applies(rule: Rule, window: Judged): boolean {
  if (rule.app !== undefined && !matches(rule.app, window.appId) && !matches(rule.app, window.appName)) return false;
  if (rule.title !== undefined && !matches(rule.title, window.title)) return false;
  if (rule.site === undefined) return true;
  // Where the system does not tell which page a browser shows, it may be the one: unknown is not recorded.
  if (window.url === null) return browsers.some((browser) => matches(browser, window.appId));
  const site = siteOf(window.url);
  if (site === null) return false;
  const wanted = sitePattern(rule.site);
  return matches(wanted, site) || (wanted.startsWith('*.') && matches(wanted.slice(2), site));
}

/** A rule's site in the form that addresses have: without `www.` and closing dot, other alphabets as `xn--` labels. */
function sitePattern(pattern: string): string {
  const labels = fold(pattern)
    .replace(/^www\./, '')
    .replace(/\.$/, '')
    .split('.');
  return labels
    .map((label) => (/^[\x21-\x7e]*$/.test(label) ? label : (siteOf(`https://${label}`) ?? label)))
    .join('.');
}

/** Whether `text` as a whole fits `pattern`, whatever the case. */
export function matches(pattern: string, text: string): boolean {
  return fits([...fold(pattern)], [...fold(text)]);
}

/** `matches` on folded characters. Greedy with one point of return: at worst pattern × text steps, never more. */
export function fits(p: readonly string[], t: readonly string[]): boolean {
  let pi = 0;
  let ti = 0;
  let star = -1;
  let retry = 0;
  while (ti < t.length) {
    if (p[pi] === '*') {
      star = pi++;
      retry = ti;
    } else if (pi < p.length && (p[pi] === '?' || p[pi] === t[ti])) {
      pi++;
      ti++;
    } else if (star >= 0) {
      pi = star + 1;
      ti = ++retry;
    } else {
      return false;
    }
  }
  while (p[pi] === '*') pi++;
  return pi === p.length;
}
