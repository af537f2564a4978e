import { isOutage } from '../../bucket/store-problems.ts';
import type { Day } from '../../core/ids.ts';
import { mayOpen } from '../../core/organisation/access.ts';
import { erasedOn, erasureOf } from '../../core/organisation/erasure.ts';
import { expiredSince } from '../../core/organisation/retention.ts';
import { goneDaysOf, type WhyGone } from '../../core/reports/gone-days.ts';
import { ok, type Result } from '../../core/result.ts';
import { daysInRange, knownZone, utcDay } from '../../core/time/calendar.ts';
import type { Period } from '../../ipc/manager-reports.ts';
import type { OpenViewer } from '../ports.ts';
import { type ManagerService, periodName, type ReportsDeps } from '../session/session-results.ts';
import { checkSpan } from './span.ts';
import { readSummaries } from './summaries.ts';

type PeriodArgs = Parameters<ManagerService['period']>[0];

/** Sums of a person's days, from the summaries that their devices wrote. */
export function periodCalls({ viewer, results }: ReportsDeps): Pick<ManagerService, 'period'> {
  return {
    period: async (args) => {
      const period = await readPeriod(viewer, args);
      if (!period.ok) return period;
      const { person, from, to, reason } = args;
      results.periods.set(periodName(person, from, to), { period: period.value, reason });
      return period;
    },
  };
}

async function readPeriod(open: OpenViewer, { person: id, from, to, reason }: PeriodArgs): Promise<Result<Period>> {
  const span = checkSpan(from, to);
  if (!span.ok) return span;
  const person = await open.person(id);
  if (!person.ok) return person;
  // First the receipt: sums that cannot be accounted for are not read.
  const receiptAt = await open.writeReceipt(person.value, { look: 'period', day: from, to, reason, detail: null });
  if (!receiptAt.ok) return receiptAt;
  const days = await open.days(person.value);
  if (!days.ok) return days;
  const wanted = days.value.filter((day) => from <= day && day <= to && mayOpen(person.value, day));
  const organisation = await open.organisation();
  // Without the notice nothing is over: what is gone is missing.
  if (!organisation.ok && isOutage(organisation.problem)) return organisation;
  const today = utcDay(open.now());
  const overSince = (day: Day) => (organisation.ok ? expiredSince(organisation.value, 'days', day, today) : null);
  const isOver = (day: Day) => overSince(day) !== null;
  const read = await readSummaries(open, person.value, { from, to, known: wanted, isOver });
  if (!read.ok) return read;
  const told = new Set([...read.value.days, ...read.value.missing].map(({ day }) => day));
  const whyGone = (day: Day): WhyGone | null => {
    if (told.has(day) || !mayOpen(person.value, day)) return null;
    const order = erasureOf(person.value.erasures, 'days', day);
    if (order !== null) return { because: 'erased', on: erasedOn(order) };
    const on = overSince(day);
    return on === null ? null : { because: 'expired', on };
  };
  return ok({
    person: id,
    from,
    to,
    receiptAt: receiptAt.value,
    days: read.value.days.map(({ format: _, person: __, head: ___, ...day }) => ({
      ...day,
      zone: knownZone(day.zone),
    })),
    missing: [...read.value.missing],
    gone: goneDaysOf(daysInRange({ from, to }), whyGone),
  });
}
