import { describe, expect, it } from 'vitest';
import type { QuestionRecord } from '../../../core/day/activity.ts';
import { activityRecordSchema, parseRecords } from '../../../core/day/activity.ts';
import { boundedView } from '../../../core/day/bounded-view.ts';
import { questionDayOf, questionsOf, repliesTo } from '../../../core/day/questions.ts';
import { viewOfDay } from '../../../core/day/view.ts';
import { daySchema, personIdSchema, viewerIdSchema } from '../../../core/ids.ts';
import type { Access } from '../../../core/organisation/access.ts';
import type { Reply } from '../../../core/organisation/answer.ts';
import { recordId } from '../../fixtures/day/entries.ts';
import { madeRecipient } from '../../fixtures/organisation/recipients.ts';

const dayAt = (day: number) => daySchema.parse(`2026-06-${String(day).padStart(2, '0')}`);
const lead = viewerIdSchema.parse('v'.repeat(26));
const other = viewerIdSchema.parse('w'.repeat(26));

function question(change: Partial<QuestionRecord> = {}): QuestionRecord {
  return {
    ...{ kind: 'question', id: recordId(1), at: 9_000, receipt: recordId(50), viewer: lead, viewerName: 'Lead' },
    ...{ look: 'day', lookedAt: 8_000, day: dayAt(3), to: dayAt(3), reason: 'hours', text: 'Why?', ...change },
  };
}

const viewers = (...given: readonly (readonly [typeof lead, number | null, number | null])[]): Access['viewers'] =>
  given.map(([viewer, from, to]) => ({
    viewer,
    recipient: madeRecipient(),
    spans: [{ from: from === null ? null : dayAt(from), to: to === null ? null : dayAt(to) }],
  }));

describe('the day that a question about a look is written into', () => {
  it.each([
    ['the day that was opened', 3, 3, [[lead, null, null]], 3],
    ['the last day of sums', 1, 5, [[lead, null, null]], 5],
    ['today, where the sums go on', 5, 30, [[lead, null, null]], 10],
    ['the last that the looker may open', 1, 9, [[lead, null, 4]], 4],
    [
      'that of the looker before a later one of others',
      1,
      9,
      [
        [lead, 2, 4],
        [other, null, null],
      ],
      4,
    ],
    [
      'another’s, where the looker may open none any more',
      3,
      3,
      [
        [lead, 6, null],
        [other, null, null],
      ],
      3,
    ],
    ['none, where nobody may open it', 3, 3, [[lead, 6, null]], null],
    ['none, where there is nobody', 3, 3, [], null],
    ['none, where the look is of days to come', 11, 12, [[lead, null, null]], null],
  ] as const)('is %s', (_, day, to, who, expected) => {
    const access = { viewers: viewers(...who) };
    const on = questionDayOf({ day: dayAt(day), to: dayAt(to), viewer: lead }, dayAt(10), access);
    expect(on).toBe(expected === null ? null : dayAt(expected));
  });

  it.each(['0000-01-01', '1000-01-01', '2024-01-01'])(
    'is sought back from the end, also where the look says that it began on %s',
    (day) => {
      const look = { day: daySchema.parse(day), to: dayAt(3), viewer: lead };
      expect(questionDayOf(look, dayAt(10), { viewers: viewers([lead, 1, null]) })).toBe(dayAt(3));
    },
  );

  it('is sought for a year at most, and nothing is sought before a day that there is not', () => {
    const long = { day: daySchema.parse('1000-01-01'), to: dayAt(3), viewer: lead };
    const ancient = { day: daySchema.parse('0000-01-01'), to: daySchema.parse('0000-01-01'), viewer: lead };
    const access = { viewers: viewers([lead, 8, null]) };
    expect(questionDayOf(long, dayAt(10), access)).toBeNull();
    expect(questionDayOf(ancient, dayAt(10), access)).toBeNull();
  });
});

describe('the questions of a day', () => {
  it('are each there once, oldest first, beside what was recorded and without moving its bounds', () => {
    const later = question({ id: recordId(2), at: 9_500 });
    const view = viewOfDay(dayAt(3), 'UTC', [later, question(), question({ text: 'Written twice' })]);
    expect(view.questions?.map(({ text, at }) => [text, at])).toEqual([
      ['Why?', 9_000],
      ['Why?', 9_500],
    ]);
    expect([view.first, view.last]).toEqual([null, null]);
    expect(viewOfDay(dayAt(3), 'UTC', [])).not.toHaveProperty('questions');
  });

  it('are no more than a page takes, the newest', () => {
    const many = Array.from({ length: 400 }, (_, at) => question({ id: recordId(at), at }));
    expect(questionsOf(many).map(({ at }) => at)).toEqual(Array.from({ length: 50 }, (_, at) => 350 + at));
    expect(boundedView(viewOfDay(dayAt(3), 'UTC', many), 0.001).questions?.length).toBeLessThan(50);
  });

  it.each([
    ['without words', { text: '' }],
    ['of more than 500 characters', { text: 'x'.repeat(501) }],
    ['with a reason that no receipt holds', { reason: 'x'.repeat(501) }],
    ['by nobody', { viewer: 'somebody' }],
    ['about a day that there is not', { day: '2026-02-30' }],
    ['about no look', { receipt: null }],
    ['at no time', { at: -1 }],
  ])('are none %s', (_, change) => {
    const record = { ...question(), ...change };
    expect(activityRecordSchema.safeParse(record).success).toBe(false);
    expect(() => parseRecords(`${JSON.stringify(record)}\n`)).toThrow('line 1');
  });
});

describe('replies to a question', () => {
  const reply = (change: Partial<Reply> = {}): Reply => ({
    ...{ person: personIdSchema.parse('p'.repeat(26)), request: recordId(1), day: dayAt(3), at: 1, text: 'Because.' },
    ...{ viewer: 'Lead', ...change },
  });

  it('name it and the day in whose records it stands, oldest first, the newest twenty', () => {
    const asked = { id: recordId(1), on: dayAt(3) };
    const given = [reply({ at: 2 }), reply(), reply({ request: recordId(2) }), reply({ day: dayAt(4) })];
    expect(repliesTo(asked, given).map(({ at }) => at)).toEqual([1, 2]);
    const many = Array.from({ length: 100 }, (_, at) => reply({ at }));
    expect(repliesTo(asked, many).map(({ at }) => at)).toEqual(Array.from({ length: 20 }, (_, at) => 80 + at));
  });
});
