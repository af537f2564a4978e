import { beforeEach, describe, expect, it } from 'vitest';
import { accessKey, cardKey, directoryKey } from '../../bucket/layout.ts';
import { daySchema, type PersonId } from '../../core/ids.ts';
import { accessSchema, directorySchema } from '../../core/organisation/access.ts';
import { unwrap } from '../../core/result.ts';
import { withAccess, withoutAccess } from '../../org/access-changes.ts';
import {
  type Administration,
  accessOf,
  administrationSchema,
  findPerson,
  findViewer,
  reachedBy,
  spansOf,
} from '../../org/administration.ts';
import { enrolPerson } from '../../org/enrolment.ts';
import { createOrganisation } from '../../org/organisation.ts';
import { publishChanges } from '../../org/publication.ts';
import { changeTeam } from '../../org/team-changes.ts';
import { type NewViewer, newViewer } from '../../org/viewers.ts';
import { openWith } from '../../seal/age.ts';
import { readDocument } from '../../seal/signing.ts';
import { MemoryStore, unreachable } from '../fixtures/memory-store.ts';
import { controller } from '../fixtures/organisation/offices.ts';

const day = (text: string) => daySchema.parse(text);
const everyDay = { from: null, to: null };
let store: MemoryStore;
let office: Administration;
let viewers: NewViewer[];
let people: PersonId[];

beforeEach(async () => {
  store = new MemoryStore();
  const { signing, document } = await createOrganisation({ name: 'Test', controller });
  const cards = [];
  for (const name of ['One', 'Two', 'Two'])
    cards.push(unwrap(await enrolPerson({ signing, document }, { name, zone: 'UTC' }, store, '')));
  viewers = [await newViewer({ document }, 'Lead', 1), await newViewer({ document }, 'Other', 1)];
  people = cards.map(({ person }) => person);
  office = administrationSchema.parse({
    ...{ signing, document, people: cards },
    viewers: viewers.map(({ certificate }) => ({ certificate, version: 1, accessKeyId: null, user: null })),
  });
});

const idOf = (at: number) => viewers[at]?.certificate.viewer ?? ('' as never);
const personAt = (at: number) => people[at] ?? ('' as never);

async function published(administration: Administration, at: number) {
  unwrap(await publishChanges(administration, { people, viewers: viewers.map((_, n) => idOf(n)) }, store, '', 9));
  const sealed = store.objects.get(directoryKey('', idOf(at))) ?? new Uint8Array();
  const opened = await openWith(viewers[at]?.identity ?? ('' as never), sealed);
  return directorySchema.parse(readDocument(opened ?? new Uint8Array(), office.signing.publicKey));
}

describe('access', () => {
  it('is given to the named people only, and rises by one where something changes', () => {
    const given = withAccess(office, { viewer: idOf(0), people: [personAt(0)], span: everyDay, at: 5 });
    expect(spansOf(given, idOf(0), personAt(0))).toEqual([everyDay]);
    expect(spansOf(given, idOf(0), personAt(1))).toEqual([]);
    expect(spansOf(given, idOf(1), personAt(0))).toEqual([]);
    expect(accessOf(given, personAt(0))).toMatchObject({ version: accessOf(office, personAt(0)).version + 1, at: 5 });
    expect(findViewer(given, 'Lead')).toMatchObject({ value: { version: 2 } });
    // Given again it changes nothing, so that a command that was cut off can be repeated.
    expect(withAccess(given, { viewer: idOf(0), people: [personAt(0)], span: everyDay, at: 6 })).toBe(given);
  });

  it('is taken by days, and leaves nothing of a viewer who is left with none', () => {
    const viewer = idOf(0);
    const given = withAccess(office, { viewer, people, span: everyDay, at: 5 });
    const cut = withoutAccess(given, {
      viewer,
      people: [personAt(0)],
      span: { from: day('2026-03-01'), to: null },
      at: 6,
    });
    expect(spansOf(cut, viewer, personAt(0))).toEqual([{ from: null, to: '2026-02-28' }]);
    const gone = withoutAccess(cut, { viewer, people: [personAt(0)], span: everyDay, at: 7 });
    expect(accessOf(gone, personAt(0)).viewers).toEqual([]);
    expect(accessOf(gone, personAt(0)).version).toBe(accessOf(office, personAt(0)).version + 3);
    expect(spansOf(gone, viewer, personAt(1))).toEqual([everyDay]);
  });

  it('that was taken is remembered, for the keys of past days that may still be sealed to the viewer', () => {
    const viewer = idOf(0);
    const given = withAccess(office, { viewer, people: [personAt(0), personAt(2)], span: everyDay, at: 5 });
    const taken = withoutAccess(given, { viewer, people: [personAt(0)], span: everyDay, at: 6 });
    const reached = (at: number) => reachedBy(taken, taken.viewers[at] ?? ('' as never)).map(({ person }) => person);
    expect(reached(0)).toEqual([personAt(0), personAt(2)]);
    expect(reached(1)).toEqual([]);
  });

  it('keeps the order in which viewers were given access', () => {
    let next = office;
    for (const at of [1, 0]) next = withAccess(next, { viewer: idOf(at), people, span: everyDay, at: 5 });
    next = withoutAccess(next, { viewer: idOf(1), people, span: { from: day('2026-03-01'), to: null }, at: 6 });
    expect(accessOf(next, personAt(0)).viewers.map(({ viewer }) => viewer)).toEqual([idOf(1), idOf(0)]);
  });
});

describe('what is published', () => {
  it('tells a viewer of their people and nobody else, and each person’s agents of their viewers', async () => {
    const given = withAccess(office, { viewer: idOf(0), people: [personAt(1)], span: everyDay, at: 5 });
    const directory = await published(given, 0);
    expect(directory).toMatchObject({ version: 2, viewer: idOf(0), people: [{ person: personAt(1), name: 'Two' }] });
    expect((await published(given, 1)).people).toEqual([]);
    const bytes = store.objects.get(accessKey('', personAt(1))) ?? new Uint8Array();
    expect(accessSchema.parse(readDocument(bytes, office.signing.publicKey))).toEqual(accessOf(given, personAt(1)));
  });

  it('seals the card to whoever may open a day, and no longer to who may not', async () => {
    const given = withAccess(office, { viewer: idOf(0), people, span: everyDay, at: 5 });
    await published(given, 0);
    const card = () => store.objects.get(cardKey('', personAt(0))) ?? new Uint8Array();
    const [lead] = viewers;
    expect(await openWith(lead?.identity ?? ('' as never), card())).not.toBeNull();
    await published(withoutAccess(given, { viewer: idOf(0), people, span: everyDay, at: 6 }), 0);
    expect(await openWith(lead?.identity ?? ('' as never), card())).toBeNull();
  });

  it('is a problem when the bucket does not take it', async () => {
    store.refuse = (verb, key) => (verb === 'put' && key.endsWith('access.json') ? unreachable : null);
    expect(await publishChanges(office, { people, viewers: [] }, store, '', 9)).toEqual({
      ok: false,
      problem: unreachable,
    });
  });
});

describe('a team', () => {
  const from = day('2026-03-10');

  it('has a person from a day on, who leaves the one before the day before', () => {
    const one = changeTeam(office, { team: 'North', people, from: day('2026-03-01') }).administration;
    const two = changeTeam(one, { team: 'South', people: [personAt(0)], from }).administration;
    const teams = two.teams.find(({ person }) => person === personAt(0))?.teams;
    expect(teams).toEqual([
      { team: 'North', from: '2026-03-01', to: '2026-03-09' },
      { team: 'South', from: '2026-03-10', to: null },
    ]);
  });

  it('that they are in already stays one membership, and one that had not begun is forgotten', () => {
    const one = changeTeam(office, { team: 'North', people, from }).administration;
    expect(changeTeam(one, { team: 'North', people, from: day('2026-03-20') }).administration).toBe(one);
    const earlier = changeTeam(one, { team: 'South', people, from: day('2026-03-01') }).administration;
    expect(earlier.teams[0]?.teams).toEqual([{ team: 'South', from: '2026-03-01', to: null }]);
    const left = changeTeam(earlier, { team: null, people, from }).administration;
    expect(left.teams[0]?.teams).toEqual([{ team: 'South', from: '2026-03-01', to: '2026-03-09' }]);
  });

  it('is news to whoever may open any of its people, by id for those whom they may not', async () => {
    const given = withAccess(office, { viewer: idOf(0), people: [personAt(0)], span: everyDay, at: 5 });
    const one = changeTeam(given, { team: 'North', people: [personAt(0)], from });
    expect(one.viewers).toEqual([idOf(0)]);
    const two = changeTeam(one.administration, { team: 'North', people: [personAt(1)], from });
    expect(two.viewers).toEqual([idOf(0)]);
    const directory = await published(two.administration, 0);
    expect(directory.people.map(({ person }) => person)).toEqual([personAt(0)]);
    expect(directory.teams).toEqual([
      { team: 'North', members: [personAt(0), personAt(1)].map((person) => ({ person, from, to: null })) },
    ]);
    expect(JSON.stringify(directory)).not.toContain('Two');
  });
});

describe('who is meant', () => {
  it.each([
    ['a name', 'One', 'ok'],
    ['nobody', 'Cid', 'person-unknown'],
    ['a name of two', 'Two', 'name-ambiguous'],
    ['an id in other letters', 'AAAA', 'person-unknown'],
  ])('%s', (_, text, code) => {
    const found = findPerson(office, text);
    expect(found.ok ? 'ok' : found.problem.code).toBe(code);
  });

  it('by id, though others have the name', () => {
    expect(unwrap(findPerson(office, personAt(1))).person).toBe(personAt(1));
    expect(findViewer(office, 'Nobody')).toMatchObject({ ok: false, problem: { code: 'viewer-unknown' } });
  });
});
