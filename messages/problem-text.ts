import type { Coded } from '../core/coded.ts';
import { daySchema } from '../core/ids.ts';
import type { Language } from '../core/language.ts';
import type { Problem, ProblemCode } from '../core/problem.ts';
import type { Reason, ReasonCode } from '../core/reason.ts';
import { shownSentence } from '../core/shown-text.ts';
import { type Messages, t, type Values } from './define.ts';
import { administrationProblems } from './problems/administration.ts';
import { bucketSettingsProblems } from './problems/bucket-settings.ts';
import { commandProblems } from './problems/commands.ts';
import { enrolmentProblems } from './problems/enrolment.ts';
import { keepingProblems } from './problems/keeping.ts';
import { pageProblems } from './problems/pages.ts';
import { questionProblems } from './problems/questions.ts';
import { reportProblems } from './problems/reports.ts';
import { rightProblems } from './problems/rights.ts';
import { storeProblems } from './problems/store.ts';
import { timesheetProblems } from './problems/timesheets.ts';
import { viewingProblems } from './problems/viewing.ts';
import { reasonMessages } from './reasons.ts';

/** What a person reads of a problem: what happened, naming the thing, and what to do now. A reason may have no remedy: then it is empty. */
export interface ProblemText {
  readonly what: string;
  readonly remedy: string;
}

/** Each code has a message in every language, and each problem a remedy beside it. */
type MessageKey = ProblemCode | `${ProblemCode}-remedy` | ReasonCode;

const problemWords: Messages<MessageKey> = { en: wordsIn('en'), de: wordsIn('de'), es: wordsIn('es') };

function wordsIn(language: Language) {
  return {
    ...pageProblems[language],
    ...enrolmentProblems[language],
    ...bucketSettingsProblems[language],
    ...keepingProblems[language],
    ...storeProblems[language],
    ...viewingProblems[language],
    ...timesheetProblems[language],
    ...reportProblems[language],
    ...questionProblems[language],
    ...rightProblems[language],
    ...reasonMessages[language],
    ...administrationProblems[language],
    ...commandProblems,
  };
}

/** Values may come from outside as they are: each text is one line, and nothing in it turns its direction. */
export function problemText(language: Language, told: Problem | Reason): ProblemText {
  const values = valuesIn(language, told);
  const remedy = `${told.code}-remedy`;
  return {
    what: sentence(language, told.code, values),
    remedy: remedy in problemWords[language] ? sentence(language, remedy, values) : '',
  };
}

/** Both sentences of it. */
export function wholeText(language: Language, told: Problem | Reason): string {
  const { what, remedy } = problemText(language, told);
  return `${what} ${remedy}`.trim();
}

function sentence(language: Language, key: string, values: Values): string {
  return shownSentence(t(problemWords as Messages, language, key, values)).trim();
}

/** `17 November 2026`, from `2026-11-17`; what is no day stays as it is. */
function dayText(language: Language, said: string): string {
  const day = daySchema.safeParse(said);
  if (!day.success) return said;
  const format = new Intl.DateTimeFormat(locales[language], { dateStyle: 'long', timeZone: 'UTC' });
  return format.format(Date.parse(`${day.data}T00:00:00Z`));
}

const locales: Readonly<Record<Language, string>> = { en: 'en-GB', de: 'de', es: 'es' };

/** What another problem or a reason says stands as `{cause}` or `{reason}`, its remedy as `{causeRemedy}` or `{reasonRemedy}`. */
function valuesIn(language: Language, { values }: Coded): Values {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]): [string, string | number][] => {
      if (name === 'day') return [[name, dayText(language, String(value))]];
      if (typeof value !== 'object') return [[name, value]];
      const { what, remedy } = problemText(language, value as Problem | Reason);
      return [
        [name, what],
        [`${name}Remedy`, remedy],
      ];
    }),
  );
}
