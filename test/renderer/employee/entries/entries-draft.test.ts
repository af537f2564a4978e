import { describe, expect, it } from 'vitest';
import type { DayEntry } from '../../../../core/day/entries.ts';
import { daySchema, recordIdSchema } from '../../../../core/ids.ts';
import {
  type EntryDraft,
  entryDraftOf,
  filledOf,
  type Subject,
} from '../../../../renderer/employee/entries/entries-draft.ts';
import { clockAt, instantOf } from '../../../../renderer/employee/entries/entries-time.ts';

const zone = 'Europe/Berlin';
const day = daySchema.parse('2026-11-16');
const at = (clock: string) => Date.parse(`2026-11-16T${clock}+01:00`);
const now = at('18:00:00');

describe('a time of day', () => {
  it.each([
    ['2026-11-16', '00:00', 'start', '2026-11-15T23:00:00Z'],
    ['2026-11-16', '00:00', 'end', '2026-11-16T23:00:00Z'],
    ['2026-11-16', '23:59', 'end', '2026-11-16T22:59:00Z'],
    // Clocks go from 2:00 to 3:00 on 29 March, and from 3:00 back to 2:00 on 25 October.
    ['2026-03-29', '01:59', 'start', '2026-03-29T00:59:00Z'],
    ['2026-03-29', '03:00', 'start', '2026-03-29T01:00:00Z'],
    ['2026-03-29', '17:30', 'end', '2026-03-29T15:30:00Z'],
    ['2026-10-25', '02:30', 'start', '2026-10-25T00:30:00Z'],
    ['2026-10-25', '03:00', 'start', '2026-10-25T02:00:00Z'],
    ['2026-10-25', '23:00', 'end', '2026-10-25T22:00:00Z'],
  ] as const)('on %s %s as %s is %s', (on, clock, edge, utc) => {
    expect(instantOf(daySchema.parse(on), clock, zone, edge)).toBe(Date.parse(utc));
  });

  it('that the clocks skip is none', () => {
    expect(instantOf(daySchema.parse('2026-03-29'), '02:30', zone, 'start')).toBeNull();
  });

  it.each(['', '24:00', '7:00', '12:60', '12:00:00', 'noon'])('%j is none', (clock) => {
    expect(instantOf(day, clock, zone, 'start')).toBeNull();
  });

  it('comes back from its clock on a day on which the clocks stay', () => {
    for (let minute = 0; minute < 1440; minute += 7) {
      const instant = at('00:00:00') + minute * 60_000;
      expect(instantOf(day, clockAt(instant, zone), zone, 'start')).toBe(instant);
    }
  });
});

const entry = (change: Partial<DayEntry> = {}): DayEntry => {
  const id = recordIdSchema.parse('1'.padStart(26, '0'));
  const said = {
    id,
    at: now,
    start: at('10:00:00'),
    end: at('11:00:00'),
    label: 'Planning',
    category: 'Meetings',
    note: 'Room 4',
    isCall: false,
    isTakenBack: false,
    needsApproval: false,
  };
  return { ...said, request: id, source: 'manual', original: null, adds: [], history: [said], ...change };
};
const add: Subject = { kind: 'add', span: null };
const span: Subject = { kind: 'span', span: { start: at('10:02:20'), end: at('10:30:40') } };
const draft = (change: Partial<EntryDraft> = {}): EntryDraft => ({
  start: '10:00',
  end: '11:00',
  label: 'Planning',
  category: '',
  note: '',
  isCall: false,
  ...change,
});
const filled = (subject: Subject, change: Partial<EntryDraft>) => filledOf(subject, draft(change), day, zone, now);

describe('what is offered to fill in', () => {
  it('is empty for time to add', () => {
    expect(entryDraftOf(add, zone)).toEqual(draft({ start: '', end: '', label: '' }));
  });

  it('is the whole minutes that a selected span touches', () => {
    expect(entryDraftOf(span, zone)).toEqual(draft({ start: '10:02', end: '10:31', label: '' }));
  });

  it('is what an entry says now', () => {
    const said = { category: 'Meetings', note: 'Room 4' };
    expect(entryDraftOf({ kind: 'entry', entry: entry() }, zone)).toEqual(draft(said));
  });
});

describe('what is filled in', () => {
  it('is sent as instants, with null for what is empty', () => {
    expect(filled(add, { label: ' Planning ', isCall: true })).toEqual({
      filled: {
        start: at('10:00:00'),
        end: at('11:00:00'),
        label: 'Planning',
        category: null,
        note: null,
        isCall: true,
      },
    });
  });

  it('clears what the person emptied, and leaves what was never said', () => {
    const cleared = filledOf({ kind: 'entry', entry: entry({ category: null }) }, draft(), day, zone, now);
    expect(cleared).toMatchObject({ filled: { category: null, note: '' } });
  });

  it.each<[string, Subject, Partial<EntryDraft>, object]>([
    ['no times', add, { start: '', end: '' }, { start: 'start-missing', end: 'end-missing' }],
    ['an end before the start', add, { start: '11:00', end: '10:00' }, { end: 'end-before-start' }],
    ['an end at the start', add, { end: '10:00' }, { end: 'end-before-start' }],
    ['time that has not come', add, { start: '17:00', end: '18:01' }, { end: 'future' }],
    ['no word of what it was', add, { label: ' ' }, { label: 'label-missing' }],
    ['an entry without its label', { kind: 'entry', entry: entry() }, { label: '' }, { label: 'label-missing' }],
    ['a correction that says nothing', span, { label: '' }, { label: 'nothing-said' }],
  ])('is refused beside its field: %s', (_, subject, change, errors) => {
    expect(filled(subject, change)).toEqual({ errors });
  });

  it.each<Partial<EntryDraft>>([{ isCall: true }, { note: 'a' }, { category: 'a' }, { label: 'a' }])(
    'corrects a span by %o alone',
    (change) => {
      expect(filled(span, { label: '', ...change })).toHaveProperty('filled');
    },
  );

  it('may end now, but not a moment later', () => {
    expect(filled(add, { start: '17:00', end: '18:00' })).toHaveProperty('filled');
  });
});
