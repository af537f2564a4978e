import { type PersonSettings, personSettingsSchema } from '../../../core/consent/person-settings.ts';
import { type Rule, ruleSchema } from '../../../core/rules/rule.ts';
import { type WorkingHours, weekdays } from '../../../core/time/working-hours.ts';

/** A rule as it is being written. Where it names several things at once, `besides` holds the others, and they stay. */
export interface DraftRule {
  /** Tells rows apart while they come and go. */
  readonly key: number;
  readonly where: 'app' | 'title' | 'site';
  readonly pattern: string;
  readonly effect: Rule['effect'];
  readonly besides: Partial<Omit<Rule, 'effect'>>;
}

/** A span as two times of day, `09:00`; empty where nothing is put. Midnight at the end is the end of the day. */
export interface DraftSpan {
  readonly key: number;
  readonly from: string;
  readonly to: string;
}

export interface SettingsDraft extends Omit<PersonSettings, 'rules' | 'hours'> {
  readonly rules: readonly DraftRule[];
  /** Null: as the organisation says; else the spans of Monday to Sunday. */
  readonly hours: readonly (readonly DraftSpan[])[] | null;
}

export type RuleMistake =
  | 'wrong-empty'
  | 'wrong-space'
  | 'wrong-long'
  | 'wrong-control'
  | 'wrong-regex'
  | 'wrong-site'
  | 'wrong-label'
  | 'wrong-other';

export interface Mistakes {
  /** By the key of the rule or span. */
  readonly rules: ReadonlyMap<number, RuleMistake>;
  readonly spans: ReadonlyMap<number, 'hours-wrong' | 'hours-empty'>;
}

let lastKey = 0;
export function newKey(): number {
  lastKey += 1;
  return lastKey;
}

export function settingsDraftOf(settings: PersonSettings): SettingsDraft {
  return {
    ...settings,
    rules: settings.rules.map(draftRule),
    hours:
      settings.hours &&
      weekdays.map((weekday) =>
        (settings.hours?.find((day) => day.weekday === weekday)?.spans ?? []).map(({ from, to }) => ({
          key: newKey(),
          from: timeOf(from),
          to: timeOf(to),
        })),
      ),
  };
}

export function draftRule({ effect, ...named }: Rule): DraftRule {
  const where = (['app', 'title', 'site'] as const).find((each) => named[each] !== undefined) ?? 'app';
  const { [where]: pattern = '', ...besides } = named;
  return { key: newKey(), where, pattern, effect, besides };
}

/** The same with a rule for each of these programs that leaves it out as a whole, unless there is one. */
export function withApps(rules: readonly DraftRule[], apps: readonly string[]): DraftRule[] {
  const has = (app: string): boolean =>
    rules.some(
      ({ where, pattern, effect, besides }) =>
        where === 'app' && pattern === app && effect === 'exclude' && Object.keys(besides).length === 0,
    );
  return [...rules, ...apps.filter((app) => !has(app)).map((app) => draftRule({ app, effect: 'exclude' }))];
}

/** What a rule names and the pattern of each, in a fixed order. */
export function namedIn(rule: Partial<Rule>): [DraftRule['where'], string][] {
  return (['app', 'title', 'site'] as const).flatMap((where) => {
    const pattern = rule[where];
    return pattern === undefined ? [] : [[where, pattern]];
  });
}

/** The rules that parse, and what is wrong with the others. */
export function rulesOf(rules: readonly DraftRule[]): { rules: Rule[]; mistakes: Mistakes['rules'] } {
  const mistakes = new Map<number, RuleMistake>();
  const good: Rule[] = [];
  for (const { key, where, pattern, effect, besides } of rules) {
    const parsed = ruleSchema.safeParse({ ...besides, [where]: pattern, effect });
    if (parsed.success) good.push(parsed.data);
    else mistakes.set(key, mistakeOf(pattern, parsed.error.issues[0]?.message ?? ''));
  }
  return { rules: good, mistakes };
}

/** The settings that the draft means, or what has to be mended before it means any. */
export function settingsOf(draft: SettingsDraft): { settings: PersonSettings | null; mistakes: Mistakes } {
  const { rules, mistakes: ruleMistakes } = rulesOf(draft.rules);
  const spans = new Map<number, 'hours-wrong' | 'hours-empty'>();
  const hours = draft.hours && hoursOf(draft.hours, spans);
  const mistakes = { rules: ruleMistakes, spans };
  if (ruleMistakes.size + spans.size > 0) return { settings: null, mistakes };
  const parsed = personSettingsSchema.safeParse({ ...draft, rules, hours });
  return { settings: parsed.success ? parsed.data : null, mistakes };
}

function hoursOf(days: NonNullable<SettingsDraft['hours']>, mistakes: Map<number, 'hours-wrong' | 'hours-empty'>) {
  return weekdays.flatMap((weekday, index): WorkingHours => {
    const spans = (days[index] ?? []).flatMap(({ key, from, to }) => {
      const [start, end] = [minuteOf(from), minuteOf(to)];
      if (start === null || end === null) mistakes.set(key, 'hours-empty');
      else if (start >= (end === 0 ? 1440 : end)) mistakes.set(key, 'hours-wrong');
      else return [{ from: start, to: end === 0 ? 1440 : end }];
      return [];
    });
    return spans.length === 0 ? [] : [{ weekday, spans }];
  });
}

/** `09:00` from minutes since midnight; the end of the day is `00:00`, as a time field knows no 24. */
export function timeOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}

/** The minute of the day that `09:00` names; null where it names none. */
export function minuteOf(time: string): number | null {
  const found = /^(\d\d):(\d\d)/.exec(time);
  return found === null ? null : Number(found[1]) * 60 + Number(found[2]);
}

const said: readonly (readonly [RegExp, RuleMistake])[] = [
  [/is empty/, 'wrong-empty'],
  [/with a space/, 'wrong-space'],
  [/longer than/, 'wrong-long'],
  [/control character/, 'wrong-control'],
  [/regular expression/, 'wrong-regex'],
  [/not a site/, 'wrong-site'],
  [/another way/, 'wrong-label'],
];

/** What is wrong with a pattern, by what its schema says. */
export function mistakeOf(pattern: string, message: string): RuleMistake {
  if (pattern.trim() === '') return 'wrong-empty';
  return said.find(([words]) => words.test(message))?.[1] ?? 'wrong-other';
}
