import { z } from 'zod';

const text = z.string();
const number = z.number();

/** What can go wrong with weeks that are written, handed in, read or answered. */
export const timesheetProblemCodes = {
  'stays-here': { key: text },
  'question-stays': {},
  'project-unknown': { name: text },
  'project-rules-too-many': { most: number },
  'project-rule-gone': {},
  'proposal-changed': {},
  'timesheet-refused': {},
  'timesheet-empty': {},
  'timesheet-future': {},
  'timesheet-day-too-long': { day: text },
  'timesheet-too-often': { most: number },
  'timesheet-too-much': {},
  'timesheet-held': {},
  'timesheet-left': {},
  'timesheet-leaving': {},
  'timesheet-missing': {},
  'timesheet-altered': { name: text },
  'timesheet-outdated': { name: text },
  'timesheet-closed': { name: text },
  'timesheet-project-unknown': { name: text },
  'timesheet-not-open': {},
  'timesheet-note-missing': {},
} as const;
