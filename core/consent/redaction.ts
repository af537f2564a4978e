import { problem } from '../problem.ts';
import { fail, ok, type Result } from '../result.ts';
import { isBrowser } from '../rules/browsers.ts';
import { isOwnWindow } from '../rules/own-windows.ts';
import { matchesPattern, type Pattern, pattern, type Text, textOf } from '../rules/pattern.ts';
import { type Rule, rulesSchema } from '../rules/rule.ts';
import { foldSite } from '../rules/site-name.ts';
import { sitePatterns } from '../rules/window-test.ts';
import { cutText } from '../shown-text.ts';
import { demand, type Grant } from './consent.ts';
import { withoutAddress } from './shown-address.ts';

const parsed = Symbol('parsed');
/** Rules of which every one parsed. Only `parseRules` and `allOf` make it. */
export interface RuleSet {
  readonly rules: readonly Rule[];
  readonly [parsed]: readonly ReadyRule[];
}

/** A rule with its patterns ready to compare: windows are judged at every change of focus. */
interface ReadyRule {
  readonly app: Pattern | null;
  readonly title: Pattern | null;
  /** The site, and for `*.example.com` also `example.com` itself. */
  readonly sites: readonly Pattern[] | null;
  readonly effect: Rule['effect'];
  readonly only: NonNullable<Rule['only']> | null;
}

/** Rules from settings. One that does not parse refuses the set, and recording stops. */
export function parseRules(input: unknown): Result<RuleSet> {
  const result = rulesSchema.safeParse(input);
  if (result.success) {
    return ok({ rules: result.data, [parsed]: result.data.map(ready) });
  }
  const issue = result.error.issues[0];
  const [index, field] = issue?.path ?? [];
  if (issue === undefined || typeof index !== 'number') return fail(problem('rules-not-list'));
  const about = { rule: index + 1, fault: issue.message };
  return fail(
    field === undefined
      ? problem('rule-invalid', about)
      : problem('rule-field-invalid', { ...about, field: String(field) }),
  );
}

/** Every rule of all of them: what one excludes, none of the others lets through. */
export function allOf(...sets: readonly RuleSet[]): RuleSet {
  return { rules: sets.flatMap(({ rules }) => rules), [parsed]: sets.flatMap((set) => set[parsed]) };
}

/** What rules judge a window by. */
export interface Judged {
  readonly appId: string;
  readonly appName: string;
  /** Whole, however long it is; what is kept of it is cut later. */
  readonly title: string;
  readonly url: string | null;
  /** Addresses that its title, or what is painted, may still be of: what holds for one holds for it. */
  readonly urlsBefore?: readonly string[];
  /** True: our extension in this browser does not vouch for the window; it may be a private one. */
  readonly isUntold?: boolean;
  /** The windows that it is a dialog of, nearest first: what holds for one holds for it. */
  readonly belongsTo?: readonly Judged[];
  /** True: a text was too long to be read whole, so that the rest of it could be anything. */
  readonly isCut?: boolean;
}

export type Verdict = 'record' | 'hide-title' | 'exclude';

/** The strictest matching rule, of the window and those it is a dialog of. Own windows first. */
export function judge(window: Judged, rules: RuleSet): Verdict {
  const all = [window, ...(window.belongsTo ?? [])].flatMap(withAddressesBefore);
  return strictestOf(all.map((each) => judgeAlone(each, rules)));
}

function withAddressesBefore(window: Judged): readonly Judged[] {
  return [window, ...(window.urlsBefore ?? []).map((url) => ({ ...window, url }))];
}

export function strictestOf(verdicts: readonly Verdict[]): Verdict {
  if (verdicts.includes('exclude')) return 'exclude';
  return verdicts.includes('hide-title') ? 'hide-title' : 'record';
}

function judgeAlone(window: Judged, rules: RuleSet): Verdict {
  if (isOwn(window)) return 'exclude';
  if (rules[parsed].length === 0) return 'record';
  const facts = factsOf(window);
  const matching = rules[parsed].filter((rule) => window.isCut === true || applies(rule, facts));
  return strictestOf(matching.map(({ effect }) => effect));
}

/** Whether it is one of Plainsight's own, or a dialog of one. */
export function isOwn(window: Judged): boolean {
  const isOne = (each: Judged): boolean => isOwnWindow(each, each.appId === 'unknown' || isBrowser(each.appId));
  return isOne(window) || (window.belongsTo ?? []).some(isOne);
}

/**
 * Whether a window must be covered on a shot. One that the system names no program for (a menu, a
 * tooltip) may belong to an excluded one: it is covered as soon as there is any rule of exclusion.
 */
export function mustMask(window: Judged, rules: RuleSet): boolean {
  if (judge(window, rules) === 'exclude') return true;
  return window.appId === 'unknown' && rules.rules.some((rule) => rule.effect === 'exclude');
}

declare const observed: unique symbol;
/** What may be kept of a window: redacted, for granted purposes. Only `observe` makes it. */
export interface ObservedWindow {
  readonly appId: string | null;
  readonly appName: string | null;
  readonly title: string | null;
  readonly site: string | null;
  /** The path of its page; absent: none, or not asked for. */
  readonly path?: string;
  readonly withheld: 'rule' | null;
  readonly [observed]: true;
}

export interface WindowGrants {
  readonly apps: Grant<'apps'>;
  readonly titles: Grant<'titles'> | null;
  readonly websites: Grant<'websites'> | null;
  /** Whether the terms of websites ask for paths. */
  readonly sitePaths?: boolean;
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
  const path = open && grants.websites !== null && grants.sitePaths === true ? pathOf(window.url) : null;
  return {
    appId: window.appId,
    appName: window.appName,
    title: open && grants.titles !== null ? cutText(titleOf(window, grants)) : null,
    site: open && grants.websites !== null ? siteOf(window.url) : null,
    ...(path === null ? {} : { path }),
    withheld: open ? null : 'rule',
  } as ObservedWindow;
}

function titleOf({ title, appId }: Judged, { websites, sitePaths = false }: WindowGrants): string {
  return withoutAddress(title, appId, websites !== null && sitePaths);
}

/** So much of a path is kept, characters. */
export const longestPath = 200;

/** The path of a web address, as browsers write it; null for the first page of a site, and for none. Query and fragment are never kept. */
export function pathOf(url: string | null): string | null {
  if (url === null || siteOf(url) === null) return null;
  const { pathname } = new URL(url);
  return pathname === '/' ? null : pathname.slice(0, longestPath);
}

/** The host of a web address, without `www.`; else null. */
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

/** What a window shows, in the form in which it is compared. */
interface Facts {
  readonly appId: Text;
  readonly appName: Text;
  readonly title: Text;
  /** `unknown`: the system does not tell; `none`: an address that is no site. */
  readonly site: Text | 'unknown' | 'none';
  readonly isBrowser: boolean;
  readonly isNamed: boolean;
  readonly isUntold: boolean;
}

function factsOf({ appId, appName, title, url, isUntold = false }: Judged): Facts {
  const id = textOf(appId);
  const site = siteOf(url);
  return {
    appId: id,
    appName: textOf(appName),
    title: textOf(title),
    site: url === null ? 'unknown' : site === null ? 'none' : textOf(foldSite(site)),
    isBrowser: isBrowser(appId),
    isNamed: appId !== 'unknown',
    isUntold,
  };
}

function applies(rule: ReadyRule, window: Facts): boolean {
  if (rule.app !== null && !matchesPattern(rule.app, window.appId) && !matchesPattern(rule.app, window.appName))
    return false;
  // A program without a name may be a browser.
  if (rule.only === 'browsers' && !window.isBrowser && window.isNamed) return false;
  if (rule.only === 'untold' && !window.isUntold) return false;
  if (rule.title !== null && !matchesPattern(rule.title, window.title)) return false;
  if (rule.sites === null) return true;
  // Where nobody tells a browser's page, it may be that one: not recorded. Where the extension could
  // tell, and does not, that holds for what is suggested too.
  if (window.site === 'unknown') return window.isUntold || (rule.only !== 'known-sites' && window.isBrowser);
  const { site } = window;
  return site !== 'none' && rule.sites.some((wanted) => matchesPattern(wanted, site));
}

function ready({ app, title, site, effect, only }: Rule): ReadyRule {
  return {
    app: app === undefined ? null : pattern(app),
    title: title === undefined ? null : pattern(title),
    sites: site === undefined ? null : sitePatterns(site),
    effect,
    only: only ?? null,
  };
}

/** Whether `text` as a whole fits `wanted`, whatever the case. */
export function matches(wanted: string, text: string): boolean {
  return matchesPattern(pattern(wanted), textOf(text));
}
