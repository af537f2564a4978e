import { textIn } from '../../core/language.ts';
import type { Rule } from '../../core/rules.ts';
import type { Terms, TermsField } from '../../core/terms.ts';
import { termsWords } from '../../core/words/terms.ts';
import type { WorkingHours } from '../../core/working-hours.ts';
import { durationText } from '../parts/formats.ts';
import { pageLanguage, wordsOf } from '../parts/language.ts';

const say = wordsOf(termsWords);

/** The fields of terms in the order in which a person reads them: what for and on which basis first. */
export const termsFields: readonly TermsField[] = [
  ...(['why', 'basis', 'seenBy', 'seenFrom', 'keptDays', 'holdMs', 'hours'] as const),
  ...(['shotDetail', 'shotIntervalMs', 'idleAfterMs', 'rules'] as const),
  ...(['controller', 'storage', 'recovery'] as const),
];

export function fieldName(field: TermsField): string {
  return say(`field-${field}`);
}

/** What `terms` say about `field`, one line each, in the page's language; empty where the field does not concern the purpose. */
export function fieldLines(terms: Terms, field: TermsField): string[] {
  const { keptDays, holdMs, idleAfterMs, shotIntervalMs, shotDetail, rules } = terms;
  switch (field) {
    case 'basis':
      return [say(terms.basis), say(`basis-${terms.basis}`)];
    case 'why':
    case 'seenBy':
    case 'seenFrom':
      return [textIn(terms[field], pageLanguage())];
    case 'keptDays':
      return [say('days', { count: keptDays })];
    case 'holdMs':
      return [holdMs === 0 ? say('hold-none') : say('hold', { duration: durationText(holdMs) })];
    case 'hours':
      return hoursLines(terms.hours);
    case 'idleAfterMs':
      return idleAfterMs === null ? [] : [say('idle', { duration: durationText(idleAfterMs) })];
    case 'shotIntervalMs':
      return shotIntervalMs === null ? [] : [say('interval', { duration: durationText(shotIntervalMs) })];
    case 'shotDetail':
      return shotDetail === null ? [] : [say(shotDetail)];
    case 'rules':
      if (rules === null) return [];
      return rules.length === 0 ? [say('rules-none')] : rules.map(ruleLine);
    case 'controller': {
      const country = countryText(terms.controller.jurisdiction);
      return [terms.controller.name, ...(country === null ? [] : [say('law', { country })])];
    }
    case 'storage':
      return [say('storage', terms.storage)];
    case 'recovery':
      return [say('recovery', { count: terms.recovery.length }), ...terms.recovery.map(keyText)];
  }
}

/** `Mon–Thu 08:00–12:00, 13:00–17:00`, one line for each run of weekdays with the same spans. */
export function hoursLines(hours: WorkingHours | null): string[] {
  if (hours === null) return [say('any-time')];
  const runs: { first: number; last: number; spans: string }[] = [];
  for (const { weekday, spans } of [...hours].sort((a, b) => a.weekday - b.weekday)) {
    if (spans.length === 0) continue;
    const text = spans.map(({ from, to }) => `${clockText(from)}–${clockText(to)}`).join(', ');
    const run = runs.at(-1);
    if (run !== undefined && run.last === weekday - 1 && run.spans === text) run.last = weekday;
    else runs.push({ first: weekday, last: weekday, spans: text });
  }
  if (runs.length === 0) return [say('never')];
  return runs.map(({ first, last, spans }) => {
    const days = first === last ? weekdayText(first) : `${weekdayText(first)}–${weekdayText(last)}`;
    return `${days} ${spans}`;
  });
}

/** `17 November 2026, 14:05` in the page's language and in `zone`, or in the computer's own. */
export function momentText(at: number, zone?: string, dateStyle: 'long' | 'medium' = 'long'): string {
  const format = new Intl.DateTimeFormat(pageLanguage() === 'en' ? 'en-GB' : pageLanguage(), {
    dateStyle,
    timeStyle: 'short',
    ...(zone === undefined ? {} : { timeZone: zone }),
  });
  return format.format(at);
}

/** Fields that say the same in every one of `all`, so that it can be said once. */
export function commonFields(all: readonly Terms[]): TermsField[] {
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return [];
  return termsFields.filter((field) => {
    const said = fieldLines(first, field).join('\n');
    return said !== '' && others.every((other) => fieldLines(other, field).join('\n') === said);
  });
}

/** The country of an ISO 3166-1 code in the page's language; null for ZZ, which stands for none (the trial office says so). */
export function countryText(code: string): string | null {
  if (code === 'ZZ') return null;
  return new Intl.DisplayNames(pageLanguage(), { type: 'region' }).of(code) ?? code;
}

/** Half of a fingerprint, 128 bits, in groups of four digits: enough to compare. */
function keyText(fingerprint: string): string {
  return (fingerprint.slice(0, 32).match(/.{4}/g) ?? []).join(' ');
}

function ruleLine({ app, title, site, effect, only }: Rule): string {
  const parts = [
    app === undefined ? null : say('rule-app', { pattern: app }),
    title === undefined ? null : say('rule-title', { pattern: title }),
    site === undefined ? null : say('rule-site', { pattern: site }),
  ];
  const where = parts.filter((part) => part !== null).join(' + ');
  return say(`rule-${effect}`, { where: only === undefined ? where : say(`only-${only}`, { where }) });
}

/** 2024-01-01 was a Monday. */
function weekdayText(weekday: number): string {
  const format = new Intl.DateTimeFormat(pageLanguage(), { weekday: 'short', timeZone: 'UTC' });
  return format.format(Date.UTC(2024, 0, weekday));
}

function clockText(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
