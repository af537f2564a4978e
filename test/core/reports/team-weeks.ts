import { daySchema } from '../../../core/ids.ts';
import type { MemberWeek, TeamDay } from '../../../core/reports/team-report.ts';
import { isoWeekSchema } from '../../../core/time/iso-week.ts';

export const hour = 3_600_000;
export const week = isoWeekSchema.parse('2026-W22');
export const day = (text: string) => daySchema.parse(text);
export const team = (count: number, of: (member: number) => MemberWeek): MemberWeek[] =>
  Array.from({ length: count }, (_, at) => of(at));
export const smallest = 5;
export const recorded = (each: TeamDay) => each.totals.recordedMs;
export const called = (each: TeamDay) => each.totals.stateMs.call ?? 0;
