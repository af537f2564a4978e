import type { Day } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';

const dayMs = 24 * 3_600_000;
const mostDays = 366;

/** Refuses a reversed span or one over a year: `span-order`, `span-too-long`. */
export function checkSpan(from: Day, to: Day): Result<void> {
  const days = (Date.parse(to) - Date.parse(from)) / dayMs + 1;
  if (days < 1) return fail(backwards);
  return days > mostDays ? fail(tooLong) : ok(undefined);
}

const backwards = problem('span-order');
const tooLong = problem('span-too-long');
