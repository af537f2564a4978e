import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { daySchema, viewerIdSchema } from '../../../core/ids.ts';
import {
  type Access,
  accessSchema,
  type Directory,
  daySpanSchema,
  directorySchema,
  mayOpen,
  rollsFor,
  spanHolds,
  viewerCertificateSchema,
  viewersOf,
} from '../../../core/organisation/access.ts';
import { dayAt, memberOf, personId } from '../../fixtures/organisation/fake-viewers.ts';
import { madeRecipient } from '../../fixtures/organisation/recipients.ts';

const viewer = (letter: string) => viewerIdSchema.parse(letter.repeat(26));
const recipient = (letter: string) => madeRecipient(letter.charCodeAt(0));
const open = { from: null, to: null };
const june = { from: dayAt('2026-06-01'), to: dayAt('2026-06-30') };
const access = (viewers: Access['viewers']): Access => ({
  ...{ format: 'plainsight-access/2', person: personId(1), version: 1, at: 1 },
  devices: [],
  viewers,
});
const anyDay = fc
  .integer({ min: Date.parse('2026-01-01'), max: Date.parse('2027-12-31') })
  .map((at) => daySchema.parse(new Date(at).toISOString().slice(0, 10)));

describe('a span of days', () => {
  it.each([
    [june, '2026-05-31', false],
    [june, '2026-06-01', true],
    [june, '2026-06-30', true],
    [june, '2026-07-01', false],
    [{ ...june, from: null }, '1999-01-01', true],
    [{ ...june, to: null }, '2999-01-01', true],
    [{ ...june, to: null }, '2026-05-31', false],
    [open, '2026-06-01', true],
  ])('%j holds %s: %s', (span, day, holds) => expect(spanHolds(span, dayAt(day))).toBe(holds));

  it.each<[string, unknown]>([
    ['that ends before it begins', { from: june.to, to: june.from }],
    ['of a day that is none', { from: '2026-06-31', to: null }],
    ['without an end', { from: null }],
    ['with more', { ...open, because: 'x' }],
  ])('is none: one %s', (_, span) => expect(daySpanSchema.safeParse(span).success).toBe(false));

  it('of one day is one', () => expect(daySpanSchema.safeParse({ from: june.from, to: june.from }).success).toBe(true));
});

describe('who may open a day', () => {
  const given = access([
    { viewer: viewer('a'), recipient: recipient('q'), spans: [june] },
    { viewer: viewer('b'), recipient: recipient('p'), spans: [{ from: dayAt('2026-07-01'), to: null }, june] },
  ]);

  it('is everybody whose span holds it, in the order of access', () => {
    expect(viewersOf(given, dayAt('2026-06-15'))).toEqual([recipient('q'), recipient('p')]);
    expect(viewersOf(given, dayAt('2026-07-15'))).toEqual([recipient('p')]);
    expect(viewersOf(given, dayAt('2026-05-15'))).toEqual([]);
  });

  it('is nobody where nothing is known', () => expect(viewersOf(null, dayAt('2026-06-15'))).toEqual([]));

  it('is somebody once who is named twice', () => {
    const [first] = given.viewers;
    if (first === undefined) throw new Error('no viewer');
    expect(viewersOf(access([first, first]), dayAt('2026-06-15'))).toEqual([recipient('q')]);
  });

  it('is never anybody outside of their spans', () => {
    const span = fc.tuple(anyDay, anyDay).map(([a, b]) => ({ from: a < b ? a : b, to: a < b ? b : a }));
    fc.assert(
      fc.property(fc.array(span, { minLength: 1, maxLength: 4 }), anyDay, (spans, day) => {
        const isWithin = spans.some(({ from, to }) => from <= day && day <= to);
        expect(viewersOf(access([{ viewer: viewer('a'), recipient: recipient('q'), spans }]), day).length).toBe(
          isWithin ? 1 : 0,
        );
        expect(mayOpen({ spans }, day)).toBe(isWithin);
      }),
    );
  });

  it('is as the person’s agents read it', () => expect(accessSchema.parse(given)).toEqual(given));

  it.each<[string, Record<string, unknown>]>([
    ['another format', { format: 'plainsight-access/1' }],
    ['no person', { person: 'x' }],
    ['a version that is none', { version: 1.5 }],
    ['a viewer without spans', { viewers: [{ viewer: viewer('a'), recipient: recipient('q'), spans: [] }] }],
    ['a recipient that is none', { viewers: [{ viewer: viewer('a'), recipient: 'age1', spans: [open] }] }],
    ['more viewers than two hundred', { viewers: Array.from({ length: 201 }, () => given.viewers[0]) }],
  ])('is not read with %s', (_, change) => expect(accessSchema.safeParse({ ...given, ...change }).success).toBe(false));
});

describe('a viewer’s directory', () => {
  const directory: Directory = {
    ...{ format: 'plainsight-directory/2', viewer: viewer('a'), version: 1, at: 1 },
    people: [
      {
        ...{ person: personId(1), name: 'Someone', zone: null, spans: [open], teams: [], devices: [] },
      },
    ],
  };

  it('parses, with rolls and without', () => {
    expect(directorySchema.parse(directory)).toEqual(directory);
    const teams = rollsFor([memberOf('x')], [{ person: personId(2), ...memberOf('x') }]);
    expect(directorySchema.parse({ ...directory, teams })).toEqual({ ...directory, teams });
  });

  it.each<[string, Record<string, unknown>]>([
    ['another format', { format: 'plainsight-directory/1' }],
    ['version 0', { version: 0 }],
    ['no viewer', { viewer: undefined }],
    ['a person without a name', { people: [{ ...directory.people[0], name: '' }] }],
    ['a person whose devices are not told', { people: [{ ...directory.people[0], devices: undefined }] }],
    ['a team without a name', { teams: [{ team: '', members: [] }] }],
  ])('is refused with %s', (_, change) =>
    expect(directorySchema.safeParse({ ...directory, ...change }).success).toBe(false),
  );
});

describe('the rolls of teams', () => {
  it('name everybody who was ever in a team of these people, and no other team', () => {
    const everybody = [
      {
        person: personId(1),
        teams: [
          { team: 'a', from: dayAt('2026-01-01'), to: dayAt('2026-02-01') },
          ...memberOf('b', '2026-02-02').teams,
        ],
      },
      { person: personId(2), ...memberOf('a') },
      { person: personId(3), ...memberOf('c') },
      { person: personId(4), teams: [] },
    ];
    expect(rollsFor(everybody.slice(0, 1), everybody)).toEqual([
      {
        team: 'a',
        members: [
          { person: personId(1), from: '2026-01-01', to: '2026-02-01' },
          { person: personId(2), from: '2020-01-06', to: null },
        ],
      },
      { team: 'b', members: [{ person: personId(1), from: '2026-02-02', to: null }] },
    ]);
    expect(rollsFor([], everybody)).toEqual([]);
  });
});

describe('a viewer’s certificate', () => {
  const certificate = {
    ...{ format: 'plainsight-viewer-certificate/1', viewer: viewer('a'), name: 'Lead', at: 1 },
    ...{ recipient: recipient('q'), publicKey: Buffer.alloc(44).toString('base64') },
  };
  it('parses', () => expect(viewerCertificateSchema.parse(certificate)).toEqual(certificate));
  it.each(['format', 'viewer', 'name', 'recipient', 'publicKey', 'at'])('is none without its %s', (field) =>
    expect(viewerCertificateSchema.safeParse({ ...certificate, [field]: undefined }).success).toBe(false),
  );
});
