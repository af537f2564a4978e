import type { Employee } from '../../agent/employee.ts';
import type { Purpose } from '../../core/organisation/purpose.ts';
import { unwrap } from '../../core/result.ts';

export const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

/** A yes to what the organisation asks for now, as a page that shows it says it. */
export async function yesTo(employee: Employee, purpose: Purpose) {
  const shown = unwrap(await employee.service.status({})).purposes.find((each) => each.purpose === purpose);
  return { purpose, agreed: true, notice: shown?.notice ?? '0'.repeat(64) };
}
