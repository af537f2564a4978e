import { beforeEach, describe, expect, it } from 'vitest';
import { administratorChanges } from '../../../agent/page/administrator-changes.ts';
import { administratorIdSchema, type DeviceId, daySchema, deviceIdSchema, type PersonId } from '../../../core/ids.ts';
import { type Access, accessSchema, deviceLastDay } from '../../../core/organisation/access.ts';
import { type ConfirmedDevice, confirmedAmong, countsOn, devicesToRead } from '../../../core/organisation/devices.ts';
import { unwrap } from '../../../core/result.ts';
import { type Administration, accessOf, directoryOf, teamsOf } from '../../../org/administration.ts';
import { tellingPeople } from '../../../org/administrators/telling-people.ts';
import { confirmDevice } from '../../../org/devices.ts';
import { devicesInUse, endDevice, endPerson, ownerOf, takeBack } from '../../../org/leaving/last-days.ts';
import { changeTeam } from '../../../org/team-changes.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openOffice } from '../../fixtures/organisation/offices.ts';
import { madeRecipient } from '../../fixtures/organisation/recipients.ts';

const day = (text: string) => daySchema.parse(text);
const [monday, tuesday, friday] = [day('2026-06-01'), day('2026-06-02'), day('2026-06-05')];
const idOf = (letter: string): DeviceId => deviceIdSchema.parse(letter.repeat(26));
const [first, second] = [idOf('a'), idOf('b')];

let administration: Administration;
let person: PersonId;

beforeEach(async () => {
  const office = await openOffice(new MemoryStore());
  person = office.card.person;
  administration = office.administration;
  for (const device of [first, second]) {
    const card = { format: 'plainsight-device/2', person, device, at: 1 } as const;
    administration = confirmDevice(
      administration,
      { ...card, publicKey: 'A'.repeat(60), recipient: madeRecipient() },
      1,
    );
  }
});

const lasts = (of = administration) => accessOf(of, person).devices.map(({ last }) => last ?? null);
const revoked = (of = administration, asked: typeof monday | null = monday) =>
  endDevice(of, { person, device: first }, { why: 'revoked', day: asked, otherwise: tuesday, at: 5 });

describe('a device that is taken out', () => {
  it('has a last day in a later version, and whoever may open the person is told', () => {
    const { administration: after, day: until, viewers } = revoked();
    expect(until).toBe(monday);
    expect(lasts(after)).toEqual([{ day: monday, why: 'revoked', at: 5 }, null]);
    expect(accessOf(after, person).version).toBe(accessOf(administration, person).version + 1);
    const [is, was] = [after.viewers[0], administration.viewers[0]];
    if (is === undefined || was === undefined) throw new Error('no viewer');
    expect([is.version, viewers]).toEqual([was.version + 1, [is.certificate.viewer]]);
    expect(directoryOf(after, is, 5).people[0]?.devices[0]?.last).toEqual({ day: monday, why: 'revoked', at: 5 });
    expect(accessSchema.parse(accessOf(after, person))).toEqual(accessOf(after, person));
  });

  it('given again is the same, with the day that is known where none is said; another day is another change', () => {
    const { administration: once } = revoked();
    expect(revoked(once, null)).toMatchObject({ administration: once, day: monday });
    expect(lasts(revoked(once, friday).administration)[0]).toMatchObject({ day: friday });
    expect(revoked(administration, null).day).toBe(tuesday);
  });

  it.each([
    ['z'.repeat(26), 'device-nobodys'],
    ['not an id', 'device-nobodys'],
  ])('is one that somebody has: %s', (text, code) =>
    expect(ownerOf(administration, text)).toMatchObject({ ok: false, problem: { code } }),
  );

  it('is one that was confirmed: of another nothing counts anyway', () => {
    const asking = administration.devices[0]?.device ?? '';
    expect(ownerOf(administration, asking)).toMatchObject({ ok: false, problem: { code: 'device-never-confirmed' } });
    expect(unwrap(ownerOf(administration, first))).toMatchObject({ person, device: first });
  });
});

describe('somebody who has left', () => {
  const left = (of = administration, asked: typeof monday | null = tuesday) =>
    endPerson(of, person, { day: asked, otherwise: friday, at: 7 });

  it('has a last day with all of their computers but one that was taken out before', () => {
    const { administration: after } = left(revoked().administration);
    expect(lasts(after)).toEqual([
      { day: monday, why: 'revoked', at: 5 },
      { day: tuesday, why: 'left', at: 7 },
    ]);
    expect(accessOf(after, person)).toMatchObject({ left: { day: tuesday, at: 7 } });
    expect(accessOf(after, person).viewers).toEqual(accessOf(administration, person).viewers);
    expect(left(after, null).administration).toBe(after);
    const [viewer] = after.viewers;
    if (viewer === undefined) throw new Error('no viewer');
    expect(directoryOf(after, viewer, 7).people[0]?.left).toBe(tuesday);
  });

  it('is in no team from the day after', () => {
    const inTeam = changeTeam(administration, { team: 'North', people: [person], from: monday }).administration;
    expect(teamsOf(left(inTeam).administration, person)).toEqual([{ team: 'North', from: monday, to: tuesday }]);
  });

  it('can be there again as the same person: what they recorded before stays theirs', () => {
    const gone = left().administration;
    const back = takeBack(gone, person, 9);
    expect(accessOf(back, person).left).toBeUndefined();
    expect(lasts(back).map((last) => last?.why)).toEqual(['left', 'left']);
    expect(devicesInUse(back, person)).toEqual([]);
    expect(takeBack(back, person, 10)).toBe(back);
    const card = { format: 'plainsight-device/2', person, device: idOf('c'), at: 1 } as const;
    const third = confirmDevice(back, { ...card, publicKey: 'A'.repeat(60), recipient: madeRecipient() }, 11);
    expect(devicesInUse(third, person).map(({ device }) => device)).toEqual([idOf('c')]);
    expect(deviceLastDay(accessOf(third, person), idOf('c'))).toBeNull();
  });

  it('stops a computer that was not confirmed yet too', () => {
    const { devices, left: until } = accessOf(left().administration, person);
    expect(deviceLastDay({ devices, left: until }, idOf('e'))).toEqual({ day: tuesday, why: 'left', at: 7 });
  });
});

describe('what counts', () => {
  const device = (letter: string, last?: ConfirmedDevice['last']): ConfirmedDevice => ({
    ...{ device: idOf(letter), publicKey: 'A'.repeat(60), recipient: madeRecipient(), at: 1 },
    ...(last === undefined ? {} : { last }),
  });
  const out = device('a', { day: monday, why: 'revoked', at: 1 });
  const anew = device('b', { day: monday, why: 'replaced', at: 1 });
  const gone = device('c', { day: monday, why: 'left', at: 1 });
  const there = device('d');

  it('is of a device up to its last day, and of no other than a confirmed one', () => {
    expect([countsOn(out, monday), countsOn(out, tuesday), countsOn(there, friday)]).toEqual([true, false, true]);
    const found = confirmedAmong([out, there], [out.device, there.device, idOf('x')], tuesday);
    expect(found).toEqual({ devices: [there], revoked: [out.device], unconfirmed: [idOf('x')] });
    expect(confirmedAmong([out, there], [out.device], monday)).toMatchObject({ devices: [out], revoked: [] });
  });

  it.each([
    ['a computer that is in use', [out, anew, there], [there]],
    ['that of somebody who has left', [out, gone], [gone]],
    ['all of them where no other is left', [out, anew], [out, anew]],
    ['none where there is none', [], []],
  ])('is sealed to %s', (_, all, expected) => expect(devicesToRead(all)).toEqual(expected));

  it.each<[string, (access: Access) => unknown]>([
    ['a last day that is none', (access) => withLast(access, { day: '2026-02-30', why: 'revoked', at: 1 })],
    ['a reason that there is not', (access) => withLast(access, { day: monday, why: 'fired', at: 1 })],
    ['no moment', (access) => withLast(access, { day: monday, why: 'left' })],
    ['a person who left on no day', (access) => ({ ...access, left: { day: '', at: 1 } })],
    ['more changes than are told', (access) => ({ ...access, changes: Array.from({ length: 61 }, () => enrolled) })],
    ['a change of another kind', (access) => ({ ...access, changes: [{ ...enrolled, change: { what: 'praised' } }] })],
  ])('is not in a list with %s', (_, change) =>
    expect(accessSchema.safeParse(change(accessOf(administration, person))).success).toBe(false),
  );

  const by = administratorIdSchema.parse('k'.repeat(26));
  const enrolled = { at: 1, by, change: { what: 'enrolled' } };
  function withLast(access: Access, last: unknown): unknown {
    return { ...access, devices: access.devices.map((each) => ({ ...each, last })) };
  }
});

describe('what a person is told of what administrators changed', () => {
  const by = administratorIdSchema.parse('k'.repeat(26));
  const named = (of: Administration) => ({ ...of, administrators: [{ administrator: by, name: 'Ada' }] });
  const told = (before: Administration | null, after: Administration) => {
    const next = tellingPeople(before, named(after), by, 3);
    const known = next.people.find((each) => each.person === person);
    if (known === undefined) throw new Error('nobody');
    return { next, ...administratorChanges(accessOf(next, person), known) };
  };

  it('is everything that a change does about them, with names that only they open', () => {
    const ended = endPerson(revoked().administration, person, { day: tuesday, otherwise: tuesday, at: 7 });
    const { changes, next } = told(administration, ended.administration);
    expect(changes.map(({ change, by: who }) => [change.what, who]).sort()).toEqual([
      ['last-day', 'Ada'],
      ['left', 'Ada'],
    ]);
    expect(JSON.stringify(accessOf(next, person))).not.toContain('Ada');
    expect(told(next, takeBack(next, person, 9)).changes[0]?.change).toEqual({ what: 'returned' });
  });

  it('names the viewer and the days of access, also when it was taken', () => {
    const access = accessOf(administration, person);
    const without = { ...administration, access: [{ ...access, viewers: [] }] };
    expect(told(administration, without).changes[0]).toMatchObject({ viewer: 'Viewer', change: { spans: [] } });
    const given = told(without, administration).changes[0];
    expect(given).toMatchObject({ viewer: 'Viewer', change: { spans: [{ from: null, to: null }] } });
    expect(told(null, administration).changes.map(({ change }) => change.what)).toContain('enrolled');
  });

  it('is nothing where nothing is different, and never more than the newest sixty', () => {
    expect(told(administration, administration).changes).toEqual([]);
    let now = administration;
    for (let round = 0; round < 70; round++) {
      const next = revoked(now, day(`2026-0${1 + (round % 2)}-01`)).administration;
      now = told(now, next).next;
    }
    expect(accessOf(now, person).changes).toHaveLength(60);
    expect(accessSchema.safeParse(accessOf(now, person)).success).toBe(true);
  });
});
