import { describe, expect, it } from 'vitest';
import {
  type Day,
  daySchema,
  deviceIdSchema,
  personIdSchema,
  type RecordId,
  recordIdSchema,
} from '../../../core/ids.ts';
import {
  type AskedRight,
  askedRightSchema,
  rightAnswerSchema,
  rightRequestSchema,
  type SignedRightAnswer,
  type SignedRightRequest,
} from '../../../core/rights/right-request.ts';
import { type Arrived, isOverdue, isPressing, rightsStanding } from '../../../core/rights/right-standing.ts';

const day = (text: string): Day => daySchema.parse(text);
const id = (letter: string): RecordId => recordIdSchema.parse(letter.repeat(26));
const who = { person: personIdSchema.parse('p'.repeat(26)), device: deviceIdSchema.parse('d'.repeat(26)) };
const noon = (on: string) => Date.parse(`${on}T12:00:00Z`);
const access: AskedRight = { kind: 'access', text: '', erasure: null };

function asked(of: RecordId, on: string, what = access, arrivedAt = 0): Arrived<SignedRightRequest> {
  const says = { does: 'ask', law: 'gdpr', asked: what } as const;
  const format = 'plainsight-right-request/1' as const;
  return { said: { format, id: of, ...who, seq: 0, at: noon(on), on: day(on), says }, arrivedAt };
}

function withdrawn(of: RecordId, on: string): Arrived<SignedRightRequest> {
  const format = 'plainsight-right-request/1' as const;
  const says = { does: 'withdraw', of } as const;
  return { said: { format, id: id('w'), ...who, seq: 1, at: noon(on), on: day(on), says }, arrivedAt: 0 };
}

function answered(
  of: RecordId,
  seq: number,
  on: string,
  says: SignedRightAnswer['says'],
  arrivedAt = 0,
): Arrived<SignedRightAnswer> {
  const format = 'plainsight-right-answer/1' as const;
  const { person } = who;
  return { said: { format, id: id('a'), person, seq, at: noon(on), on: day(on), of, by: 'Ada', says }, arrivedAt };
}

const begin = { does: 'begin' } as const;
const extend = { does: 'extend', reason: 'Many days.' } as const;
const fulfil = { does: 'fulfil', note: 'Sent.', order: null } as const;
const refuse = { does: 'refuse', reason: 'Not yours.', complainTo: 'The authority' } as const;
const on = '2026-03-02';
const due = '2026-04-02';
const one = id('1');

describe('how a request stands', () => {
  it.each([
    ['open', [], '2026-03-02', 31],
    ['open', [], '2026-04-02', 0],
    ['open', [], '2026-04-05', -3],
    ['begun', [answered(one, 0, '2026-03-03', begin)], '2026-03-05', 28],
    ['extended', [answered(one, 0, '2026-04-02', extend)], '2026-04-05', 58],
    // Told too late, or dated back: its deadline stays.
    ['open', [answered(one, 0, '2026-04-03', extend)], '2026-04-05', -3],
    ['open', [answered(one, 0, '2026-04-01', extend, noon('2026-04-04'))], '2026-04-05', -3],
    ['fulfilled', [answered(one, 0, '2026-04-09', fulfil)], '2026-05-05', null],
    ['refused', [answered(one, 0, '2026-03-09', refuse)], '2026-05-05', null],
    ['fulfilled', [answered(one, 0, '2026-03-09', refuse), answered(one, 1, '2026-03-10', fulfil)], on, null],
    ['fulfilled', [answered(one, 0, '2026-03-09', fulfil), answered(one, 1, '2026-03-10', refuse)], on, null],
    // By their number, in whatever order they were listed.
    ['fulfilled', [answered(one, 1, '2026-03-10', refuse), answered(one, 0, '2026-03-09', fulfil)], on, null],
  ] as const)('%s with %j on %s', (state, answers, today, left) => {
    const [standing] = rightsStanding([asked(one, on)], answers, day(today));
    expect(standing).toMatchObject({ id: one, state, left, on });
  });

  it('says what was answered, by whom, when, and where to complain', () => {
    const [standing] = rightsStanding([asked(one, on)], [answered(one, 0, '2026-03-09', refuse)], day(on));
    expect(standing).toMatchObject({ words: 'Not yours.', complainTo: 'The authority', answeredOn: '2026-03-09' });
    expect(standing).toMatchObject({ by: 'Ada', due: null, mayExtend: false });
  });

  it('is over once the person takes it back, but for what was answered before', () => {
    expect(rightsStanding([asked(one, on), withdrawn(one, due)], [], day(due))[0]?.state).toBe('withdrawn');
    const answers = [answered(one, 0, '2026-03-09', fulfil)];
    expect(rightsStanding([asked(one, on), withdrawn(one, due)], answers, day(due))[0]?.state).toBe('fulfilled');
  });

  it('counts from the day of asking, and from its coming where the clock was ahead', () => {
    expect(rightsStanding([asked(one, on, access, noon('2026-03-20'))], [], day(on))[0]?.due).toBe(due);
    expect(rightsStanding([asked(one, '2027-03-02', access, noon(on))], [], day(on))[0]?.due).toBe(due);
  });

  it('is a letter’s by the day on which it came, with how it was established who wrote', () => {
    const law = 'ccpa' as const;
    const letter = { does: 'receive', law, asked: access, receivedOn: day(on), identityBy: 'called back' } as const;
    const [standing] = rightsStanding([], [answered(one, 0, '2026-03-09', letter)], day('2026-03-09'));
    expect(standing).toMatchObject({ id: one, on, due: '2026-04-16', left: 38, identityBy: 'called back' });
  });

  it('comes first where it is overdue, then what is due next, then what is over', () => {
    const requests = [asked(one, '2026-03-20'), asked(id('2'), '2026-01-02'), asked(id('3'), '2026-03-02')];
    const answers = [answered(id('3'), 0, '2026-03-09', fulfil), answered(id('9'), 1, '2026-03-09', begin)];
    const standing = rightsStanding(requests, answers, day('2026-03-21'));
    expect(standing.map((each) => each.id)).toEqual([id('2'), one, id('3')]);
    expect(standing.map(isOverdue)).toEqual([true, false, false]);
    expect(standing.map(isPressing)).toEqual([true, false, false]);
  });

  it('takes the first of two with one id', () => {
    const other: AskedRight = { kind: 'objection', text: 'No.', erasure: null };
    const standing = rightsStanding([asked(one, on), asked(one, on, other)], [], day(on));
    expect(standing).toHaveLength(1);
    expect(standing[0]?.asked.kind).toBe('access');
  });
});

describe('what is none', () => {
  const request = asked(one, on).said;
  it.each([
    ['an erasure without what', { ...access, kind: 'erasure' }],
    ['what is to be erased of another kind', { ...access, erasure: { from: null, to: null, classes: ['shots'] } }],
    ['a span that ends before it begins', wanted('2026-03-02', '2026-03-01')],
    ['an objection without words', { ...access, kind: 'objection', text: '  ' }],
    ['more words than are read', { ...access, text: 'x'.repeat(2_001) }],
    ['another right', { ...access, kind: 'all' }],
    ['more than a right has', { ...access, more: 1 }],
  ])('%s', (_, what) => expect(askedRightSchema.safeParse(what).success).toBe(false));

  it.each([
    ['a request of another day than its instant', { ...request, on: '2026-03-05' }],
    ['a number below 0', { ...request, seq: -1 }],
    ['an instant that no clock shows', { ...request, at: 9e15 }],
  ])('%s', (_, what) => expect(rightRequestSchema.safeParse(what).success).toBe(false));

  it('a refusal without a reason, or without where to complain', () => {
    const of = (says: object) => rightAnswerSchema.safeParse({ ...answered(one, 0, on, refuse).said, says });
    expect(of(refuse).success).toBe(true);
    expect(of({ ...refuse, reason: '' }).success).toBe(false);
    expect(of({ does: 'refuse', reason: 'No right' }).success).toBe(false);
  });
});

function wanted(from: string, to: string) {
  return { kind: 'erasure', text: '', erasure: { from, to, classes: ['days', 'shots'] } };
}
