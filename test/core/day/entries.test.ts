import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ActivityRecord, CorrectionRecord, ManualRecord } from '../../../core/day/activity.ts';
import { dayEntrySchema, entriesOf, entryStandingOf } from '../../../core/day/entries.ts';
import { judgeEntrySpan } from '../../../core/day/entry-span.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { daySchema } from '../../../core/ids.ts';
import { zoneSchema } from '../../../core/time/calendar.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { correctionAt, manualAt, recordId } from '../../fixtures/day/entries.ts';
import { english } from '../../fixtures/problems.ts';

const none = { windows: [], states: [] };
const day = daySchema.parse('2026-06-01');
const noon = Date.parse('2026-06-01T12:00:00Z');
const window = (start: number, end: number, appId: string | null): ActivityRecord => {
  const shown = { appName: appId?.toUpperCase() ?? null, title: null, site: null };
  return { kind: 'window', start, end, appId, ...shown, withheld: appId === null ? 'rule' : null };
};

describe('the entries of a day', () => {
  it('are what the person added, by the time that it is of', () => {
    const records = [manualAt(20, 30, { id: recordId(1) }), manualAt(10, 15, { id: recordId(2), label: 'Call' })];
    const entries = entriesOf(records, none);
    expect(entries.map(({ label }) => label)).toEqual(['Call', 'Meeting']);
    expect(entries[0]).toMatchObject({ id: recordId(2), request: recordId(2), source: 'manual', original: null });
  });

  it('stand as the last correction says, keep their id, and show what was there before', () => {
    const first = manualAt(10, 20, { category: 'Office' });
    const next = correctionAt(10, 25, { id: recordId(2), of: first.id, note: 'longer', isCall: true });
    const last = correctionAt(10, 30, { id: recordId(3), of: first.id, label: 'Workshop' });
    const [entry, ...others] = entriesOf([first, next, last], none);
    expect(others).toEqual([]);
    expect(entry).toMatchObject({
      id: first.id,
      request: last.id,
      source: 'manual',
      end: 30,
      label: 'Workshop',
      category: 'Office',
      note: 'longer',
      isCall: false,
      original: { kind: 'entry', saying: { id: first.id, end: 20, label: 'Meeting' } },
    });
    expect(entry?.history.map(({ id }) => id)).toEqual([first.id, next.id, last.id]);
  });

  it('are cleared by an empty text, and left by none', () => {
    const first = manualAt(10, 20, { category: 'Office', note: 'here' });
    const [entry] = entriesOf([first, correctionAt(10, 20, { of: first.id, note: '' })], none);
    expect(entry).toMatchObject({ category: 'Office', note: '' });
  });

  it('are taken back, and still there to be seen', () => {
    const first = manualAt(10, 20);
    const [entry] = entriesOf([first, correctionAt(10, 20, { of: first.id, isTakenBack: true })], none);
    expect(entry).toMatchObject({ isTakenBack: true, label: 'Meeting' });
  });

  it('correct a recorded span once: what is said of the same span later continues it', () => {
    const first = correctionAt(10, 20, { id: recordId(1), isCall: true });
    const same = correctionAt(10, 20, { id: recordId(2), label: 'Interview', isCall: true });
    const other = correctionAt(10, 21, { id: recordId(3), isCall: true });
    const entries = entriesOf([first, same, other], none);
    expect(entries.map(({ id, request }) => [id, request])).toEqual([
      [recordId(1), recordId(2)],
      [recordId(3), recordId(3)],
    ]);
  });

  it('show beside a correction what was recorded in its span', () => {
    const records = [
      window(noon, noon + 100, 'editor'),
      window(noon + 100, noon + 250, 'browser'),
      window(noon + 250, noon + 300, null),
      { kind: 'state', start: noon, end: noon + 400, state: 'idle', reason: null } as const,
      correctionAt(noon + 50, noon + 260, { isCall: true }),
    ];
    expect(viewOfDay(day, 'UTC', records).entries[0]?.original).toEqual({
      kind: 'recorded',
      apps: [
        { appId: 'browser', appName: 'BROWSER', ms: 150 },
        { appId: 'editor', appName: 'EDITOR', ms: 50 },
        { appId: null, appName: null, ms: 10 },
      ],
      stateMs: { idle: 210 },
    });
  });

  it('are none twice when a record was written twice', () => {
    expect(entriesOf([manualAt(1, 2), manualAt(1, 2)], none)).toHaveLength(1);
  });

  it('keep a correction whose entry is not there', () => {
    const [entry] = entriesOf([correctionAt(1, 2, { of: recordId(9), label: 'Left' })], none);
    expect(entry).toMatchObject({ source: 'correction', label: 'Left', original: { kind: 'recorded', apps: [] } });
  });

  /** Random histories: entries and corrections of any of them, in any order. */
  const history = fc
    .array(fc.record({ isManual: fc.boolean(), of: fc.option(fc.nat(12)), start: fc.nat(50), length: fc.nat(50) }), {
      maxLength: 12,
    })
    .map((steps) =>
      steps.map(({ isManual, of, start, length }, index): ManualRecord | CorrectionRecord =>
        isManual
          ? manualAt(start, start + length + 1, { id: recordId(index) })
          : correctionAt(start, start + length + 1, {
              id: recordId(index),
              of: of === null ? null : recordId(of),
              isCall: true,
            }),
      ),
    );

  it('hold every record exactly once, whatever was corrected, and parse', () =>
    fc.assert(
      fc.property(history, (records) => {
        const entries = entriesOf(records, none);
        const said = entries.flatMap((entry) => entry.history.map(({ id }) => id));
        expect(said.sort()).toEqual(records.map(({ id }) => id).sort());
        for (const entry of entries) expect(dayEntrySchema.parse(entry)).toEqual(entry);
      }),
    ));

  it('change no window, state, total, picture or count of the day', () =>
    fc.assert(
      fc.property(history, (records) => {
        const recorded = [
          window(10, 60, 'editor'),
          { kind: 'state', start: 0, end: 90, state: 'idle', reason: null } as const,
        ];
        const { entries: _, first: _first, last: _last, ...without } = viewOfDay(day, 'UTC', recorded);
        expect(viewOfDay(day, 'UTC', [...recorded, ...records])).toMatchObject(without);
      }),
    ));
});

describe('the standing of an entry', () => {
  const other = daySchema.parse('2020-01-01');
  const entry = { request: recordId(1), needsApproval: true, isTakenBack: false };
  const answer = (at: number, approved: boolean, request = recordId(1), of = day) => ({
    request,
    day: of,
    at,
    approved,
  });
  it.each([
    ['holds where nobody needs to answer', { ...entry, needsApproval: false }, [answer(1, false)], 'holds'],
    ['waits without an answer', entry, [], 'waiting'],
    ['waits where another record was answered', entry, [answer(1, true, recordId(2))], 'waiting'],
    ['waits where an answer says another day', entry, [answer(1, true, recordId(1), other)], 'waiting'],
    ['is approved', entry, [answer(1, true)], 'approved'],
    ['is declined', entry, [answer(1, false)], 'declined'],
    [
      'is what the latest answer says, in whatever order they come',
      entry,
      [answer(2, true), answer(1, false)],
      'approved',
    ],
    ['is taken back, whatever was answered', { ...entry, isTakenBack: true }, [answer(1, true)], 'taken-back'],
  ] as const)('%s', (_, of, answers, expected) => expect(entryStandingOf(of, day, answers)).toBe(expected));
});

describe('the span of an entry', () => {
  const berlin = zoneSchema.parse('Europe/Berlin');
  const at = (text: string) => Date.parse(text);
  const circumstances = { now: at('2026-11-01T12:00:00Z'), zone: berlin, openDays: 30 };

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
  ])('is judged: %s', (_, start, end, code) =>
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
});
