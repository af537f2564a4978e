import type { DayView } from '../../../core/day/view.ts';
import { type Rule, ruleSchema } from '../../../core/rules/rule.ts';
import { type Interval, intersection } from '../../../core/time/interval.ts';

/** What is left out, as it is offered. */
export interface LeaveOutChoice {
  readonly place: 'app' | 'title' | 'site';
  /** What stands beside the choice, as the person knows it. */
  readonly name: string;
  readonly rule: Rule;
}

interface Seen {
  readonly appId: string | null;
  readonly appName: string | null;
  readonly title: string | null;
  readonly site: string | null;
}

const mostTitle = 199;

/** What can be left out of a window. A part that makes no rule, or that is not known, is not offered. */
export function choicesOf({ appId, appName, title, site }: Seen): LeaveOutChoice[] {
  const offered = [
    ['app', appName ?? appId, appId],
    ['title', title, title === null ? null : patternOf(title)],
    ['site', site, site],
  ] as const;
  return offered.flatMap(([place, name, pattern]): LeaveOutChoice[] => {
    const parsed = ruleSchema.safeParse({ [place]: pattern ?? undefined, effect: 'exclude' });
    return parsed.success && name !== null ? [{ place, name, rule: parsed.data }] : [];
  });
}

/** A title as it stands. One that is longer than a pattern may be, or was cut for the page, goes on as it likes. */
function patternOf(title: string): string {
  const isCut = title.endsWith('…') || title.length > mostTitle;
  const kept = title.replace(/…$/, '').slice(0, mostTitle).toWellFormed().trim();
  return isCut ? `${kept}*` : kept;
}

const mostApps = 3;

/** The same of what had the focus longest in `span`: of one app the app, its longest title and its longest site. */
export function choicesIn({ windows }: DayView, span: Interval): LeaveOutChoice[] {
  const lengths = new Map<string, { seen: Seen; ms: number }>();
  const apps = new Map<string, number>();
  for (const window of windows) {
    const held = intersection(window, span);
    if (held === null || window.appId === null) continue;
    const ms = held.end - held.start;
    const { appId, appName, title, site } = window;
    const key = JSON.stringify([appId, title, site]);
    lengths.set(key, { seen: { appId, appName, title, site }, ms: (lengths.get(key)?.ms ?? 0) + ms });
    apps.set(appId, (apps.get(appId) ?? 0) + ms);
  }
  const longest = [...lengths.values()].sort((a, b) => b.ms - a.ms);
  const chosen = [...apps].sort(([, a], [, b]) => b - a).slice(0, mostApps);
  return chosen.flatMap(([appId]) => {
    const seen = longest.find((each) => each.seen.appId === appId)?.seen;
    return seen === undefined ? [] : choicesOf(seen);
  });
}
