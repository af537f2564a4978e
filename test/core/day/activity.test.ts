import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActivityRecord, formatRecords, parseRecords } from '../../../core/day/activity.ts';
import { idFromRandom, shotIdSchema } from '../../../core/ids.ts';
import { reason } from '../../../core/reason.ts';

const id = fc.uint8Array({ minLength: 26, maxLength: 26 }).map((bytes) => shotIdSchema.parse(idFromRandom(bytes)));
const at = fc.nat();
/** Any text at all, line ends and separators included. */
const text = fc.oneof(fc.string({ unit: 'binary' }), fc.constantFrom('a\nb', '\u2028', '"', '\\', '__proto__'));
const record: fc.Arbitrary<ActivityRecord> = fc.oneof(
  fc.record({
    kind: fc.constant('window' as const),
    start: at,
    end: at,
    appId: fc.option(text),
    appName: fc.option(text),
    title: fc.option(text),
    site: fc.option(text),
    withheld: fc.constantFrom(null, 'rule' as const),
  }),
  fc.record({
    kind: fc.constant('state' as const),
    start: at,
    end: at,
    state: fc.constantFrom('active' as const, 'call' as const, 'unknown' as const),
    reason: fc.option(text.map((error) => reason('x-server-broken', { error }))),
  }),
  fc.record({
    kind: fc.constant('input-seconds' as const),
    start: at,
    end: at,
    seconds: fc.integer({ min: 0, max: 60 }),
  }),
  fc.record({ kind: fc.constant('counts' as const), start: at, end: at, keys: at, clicks: at, scrolls: at }),
  fc.record({ kind: fc.constant('removed' as const), at, id }),
  fc.record({
    kind: fc.constant('shot' as const),
    at,
    id,
    monitor: text,
    width: fc.integer({ min: 1, max: 9_999 }),
    height: fc.integer({ min: 1, max: 9_999 }),
    sameAs: fc.option(id),
    covered: at,
  }),
);

describe('records', () => {
  it('come back from their lines as they were', () =>
    fc.assert(
      fc.property(fc.array(record), (records) => {
        expect(parseRecords(formatRecords(records))).toEqual(records);
      }),
    ));

  it('are one line each, so that batches can be joined', () =>
    fc.assert(
      fc.property(fc.array(record), fc.array(record), (a, b) => {
        expect(formatRecords(a).split('\n')).toHaveLength(a.length + 1);
        expect(parseRecords(formatRecords(a) + formatRecords(b))).toEqual([...a, ...b]);
      }),
    ));

  const counts = { kind: 'counts', start: 0, end: 1, keys: 1, clicks: 0, scrolls: 0 };
  const shot = { kind: 'shot', at: 0, id: '0'.repeat(26), monitor: '', width: 1, height: 1, sameAs: null, covered: 0 };
  it.each<[string, unknown]>([
    ['no object', 7],
    ['null', null],
    ['no kind', { at: 0 }],
    ['an unknown kind', { kind: 'keys', at: 0, text: 'hunter2' }],
    ['a time before 1970', { ...counts, start: -1 }],
    ['a time between milliseconds', { ...counts, start: 0.5 }],
    ['a time as text', { ...counts, start: '0' }],
    ['no end', { ...counts, end: undefined }],
    ['a negative count', { ...counts, keys: -1 }],
    ['half a count', { ...counts, keys: 0.5 }],
    ['a count too large to be exact', { ...counts, keys: 2 ** 60 }],
    ['more seconds than a minute has', { kind: 'input-seconds', start: 0, end: 60_000, seconds: 61 }],
    ['half a second with input', { kind: 'input-seconds', start: 0, end: 60_000, seconds: 0.5 }],
    ['no number of seconds', { kind: 'input-seconds', start: 0, end: 60_000 }],
    ['an unknown state', { kind: 'state', start: 0, end: 1, state: 'lazy', reason: null }],
    ['a shot with another id', { ...shot, id: '../../etc/passwd' }],
    ['a shot without width', { ...shot, width: 0 }],
    ['a shot like no id', { ...shot, sameAs: 'x' }],
    ['a header of a later format', { kind: 'header', at: 0, format: 2 }],
    ['an unknown sensor', { kind: 'sensor', at: 0, report: { sensor: 'microphone', ok: true, reason: null } }],
  ])('are refused with %s, by number of the line and without its content', (_, bad) => {
    const lines = `${JSON.stringify(counts)}\n${JSON.stringify(bad)}\n`;
    expect(() => parseRecords(lines)).toThrow(new SyntaxError('line 2 is not an activity record'));
  });

  it.each(['{', 'hunter2', '\n', '{}\n\n', '\u0000'])('are refused when the text is %j', (lines) =>
    expect(() => parseRecords(lines)).toThrow(SyntaxError),
  );

  it('forget fields that they do not know', () =>
    expect(parseRecords(`${JSON.stringify({ ...counts, text: 'hunter2' })}\n`)).toEqual([counts]));
});
