import type { Terms, TermsField } from '../core/consent/terms.ts';
import { type Language, textIn } from '../core/language.ts';
import type { Rule } from '../core/rules/rule.ts';
import { durationWords } from '../core/time/duration-text.ts';
import type { WorkingHours } from '../core/time/working-hours.ts';
import { type KeyOf, t } from './define.ts';
import { termsMessages } from './employee/terms.ts';

/** The fields of terms in the order in which a person reads them: what for and on which basis first. */
export const termsFields: readonly TermsField[] = [
  ...(['why', 'basis', 'staysHere', 'seenBy', 'seenFrom', 'keptDays', 'holdMs', 'hours'] as const),
  ...(['sitePaths', 'shotDetail', 'shotIntervalMs', 'idleAfterMs', 'rules'] as const),
  ...(['controller', 'storage', 'recovery'] as const),
];

const ofWhatLeaves: ReadonlySet<TermsField> = new Set(['seenBy', 'seenFrom', 'holdMs', 'storage', 'recovery']);

/** What `terms` say about `field`, one line each; empty where the field does not concern the purpose. */
export function termsLines(terms: Terms, field: TermsField, language: Language): string[] {
  const { keptDays, holdMs, idleAfterMs, shotIntervalMs, shotDetail, rules } = terms;
  const words = (key: KeyOf<typeof termsMessages>, values = {}) => t(termsMessages, language, key, values);
  // What is said of who sees it and where it goes is of what leaves.
  if (terms.staysHere && ofWhatLeaves.has(field)) return [];
  switch (field) {
    case 'staysHere':
      return terms.staysHere ? [words('stays-here')] : [];
    case 'sitePaths':
      return terms.sitePaths ? [words('site-paths')] : [];
    case 'basis':
      return [words(terms.basis), words(`basis-${terms.basis}`)];
    case 'why':
    case 'seenBy':
    case 'seenFrom':
      return [textIn(terms[field], language)];
    case 'keptDays':
      return [words('kept-least', { count: keptDays.least }), words('kept-most', { count: keptDays.most })];
    case 'holdMs':
      return [holdMs === 0 ? words('hold-none') : words('hold', { duration: durationWords(holdMs) })];
    case 'hours':
      return hoursLines(terms.hours, language);
    case 'idleAfterMs':
      return idleAfterMs === null ? [] : [words('idle', { duration: durationWords(idleAfterMs) })];
    case 'shotIntervalMs':
      return shotIntervalMs === null ? [] : [words('interval', { duration: durationWords(shotIntervalMs) })];
    case 'shotDetail':
      return shotDetail === null ? [] : [words(shotDetail)];
    case 'rules':
      if (rules === null) return [];
      return rules.length === 0 ? [words('rules-none')] : rules.map((rule) => ruleLine(rule, language));
    case 'controller': {
      const country = countryText(terms.controller.jurisdiction, language);
      return [terms.controller.name, ...(country === null ? [] : [words('law', { country })])];
    }
    case 'storage':
      return [words('storage', terms.storage)];
    case 'recovery':
      return [words('recovery', { count: terms.recovery.length }), ...terms.recovery.map(keyText)];
  }
}

/** `Mon–Thu 08:00–12:00, 13:00–17:00`, one line for each run of weekdays with the same spans. */
export function hoursLines(hours: WorkingHours | null, language: Language): string[] {
  if (hours === null) return [t(termsMessages, language, 'any-time')];
  const runs: { first: number; last: number; spans: string }[] = [];
  for (const { weekday, spans } of [...hours].sort((a, b) => a.weekday - b.weekday)) {
    if (spans.length === 0) continue;
    const text = spans.map(({ from, to }) => `${clockText(from)}–${clockText(to)}`).join(', ');
    const run = runs.at(-1);
    if (run !== undefined && run.last === weekday - 1 && run.spans === text) run.last = weekday;
    else runs.push({ first: weekday, last: weekday, spans: text });
  }
  if (runs.length === 0) return [t(termsMessages, language, 'never')];
  return runs.map(({ first, last, spans }) => {
    const from = weekdayText(first, language);
    return `${first === last ? from : `${from}–${weekdayText(last, language)}`} ${spans}`;
  });
}

/** The country of an ISO 3166-1 code; null for ZZ, which stands for none (the trial office says so). */
export function countryText(code: string, language: Language): string | null {
  if (code === 'ZZ') return null;
  return new Intl.DisplayNames(language, { type: 'region' }).of(code) ?? code;
}

/** Half of a fingerprint, 128 bits, in groups of four digits: enough to compare. */
function keyText(fingerprint: string): string {
  return (fingerprint.slice(0, 32).match(/.{4}/g) ?? []).join(' ');
}

function ruleLine({ app, title, site, effect, only }: Rule, language: Language): string {
  const parts = [
    app === undefined ? null : t(termsMessages, language, 'rule-app', { pattern: app }),
    title === undefined ? null : t(termsMessages, language, 'rule-title', { pattern: title }),
    site === undefined ? null : t(termsMessages, language, 'rule-site', { pattern: site }),
  ];
  const where = parts.filter((part) => part !== null).join(' + ');
  const narrowed = only === undefined ? where : t(termsMessages, language, `only-${only}`, { where });
  return t(termsMessages, language, `rule-${effect}`, { where: narrowed });
}

/** 2024-01-01 was a Monday. */
function weekdayText(weekday: number, language: Language): string {
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  return format.format(Date.UTC(2024, 0, weekday));
}

function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
