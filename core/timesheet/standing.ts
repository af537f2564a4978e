import type { RecordId } from '../ids.ts';
import type { Answer } from '../organisation/answer.ts';
import { daysIn, type IsoWeek } from '../time/iso-week.ts';

/** How a week that was handed in stands. */
export type TimesheetStanding = 'waiting' | 'approved' | 'sent-back';

/** The latest answer to one version of a week; null: none. An answer about another week is none. */
export function answerTo(answers: readonly Answer[], week: IsoWeek, ref: RecordId): Answer | null {
  const own = answers.filter(({ request, day }) => request === ref && daysIn(week).includes(day));
  return own.reduce<Answer | null>((latest, each) => (latest === null || each.at > latest.at ? each : latest), null);
}

export function timesheetStanding(answer: Pick<Answer, 'approved'> | null): TimesheetStanding {
  return answer === null ? 'waiting' : answer.approved ? 'approved' : 'sent-back';
}
