import { expect, it } from 'vitest';
import { judgeEntrySpan } from '../../../core/day/entry-span.ts';
import { zoneSchema } from '../../../core/time/calendar.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { english } from '../../fixtures/problems.ts';

const berlin = zoneSchema.parse('Europe/Berlin');
const at = (text: string) => Date.parse(text);
const circumstances = { now: at('2026-11-01T12:00:00Z'), zone: berlin, keptDays: 30 };

it.each([
  ['an hour of today', '2026-11-01T08:00:00Z', '2026-11-01T09:00:00Z', null],
  ['until this moment', '2026-11-01T11:00:00Z', '2026-11-01T12:00:00Z', null],
  ['a ms too long', '2026-11-01T11:00:00Z', '2026-11-01T12:00:00.001Z', 'entry-future'],
  ['nothing', '2026-11-01T11:00:00Z', '2026-11-01T11:00:00Z', 'entry-empty'],
  ['backwards', '2026-11-01T11:00:00Z', '2026-11-01T10:00:00Z', 'entry-empty'],
  ['up to midnight', '2026-10-30T20:00:00Z', '2026-10-30T23:00:00Z', null],
  ['past midnight', '2026-10-30T20:00:00Z', '2026-10-30T23:00:00.001Z', 'entry-two-days'],
  ['all 25 hours of the day on which clocks are set back', '2026-10-24T22:00:00Z', '2026-10-25T23:00:00Z', null],
  ['as long ago as anything is kept', '2026-10-02T12:00:00Z', '2026-10-02T13:00:00Z', null],
  ['longer ago', '2026-10-02T11:59:59Z', '2026-10-02T13:00:00Z', 'entry-too-old'],
])('judges %s', (_, start, end, code) =>
  expect(judgeEntrySpan({ start: at(start), end: at(end) }, circumstances)?.code ?? null).toBe(code),
);

it.each([
  [10, 10],
  [0, 1],
  [circumstances.now, circumstances.now + 1],
  [at('2026-10-30T20:00:00Z'), at('2026-10-31T20:00:00Z')],
])('says why not in the person’s own language: %d to %d', (start, end) => {
  const why = judgeEntrySpan({ start, end }, circumstances);
  if (why === null) throw new Error('nothing is wrong with it');
  for (const language of ['de', 'es'] as const) {
    const said = problemText(language, why);
    expect(said.what).not.toBe(english(why).what);
    expect(said.remedy).not.toBe(english(why).remedy);
  }
});
