import { beforeEach, describe, expect, it } from 'vitest';
import type { DeviceStatus } from '../../../core/day/summary.ts';
import type { DirectoryPerson } from '../../../core/organisation/access.ts';
import type { Answer } from '../../../core/organisation/answer.ts';
import { unwrap } from '../../../core/result.ts';
import { waitingEntrySchema } from '../../../ipc/manager-reports.ts';
import { isOfDays } from '../../fixtures/day/day-place.ts';
import { recordId } from '../../fixtures/day/entries.ts';
import { refused, unreachable } from '../../fixtures/memory-store.ts';
import { dayAt, deviceId, noAccess } from '../../fixtures/organisation/fake-viewers.ts';
import { codeOf, type Opened, openReports } from '../reports/reports-fixture.ts';

let opened: Opened;
let personOne: DirectoryPerson;
let personTwo: DirectoryPerson;
const day = dayAt('2026-06-12');

type Entry = DeviceStatus['waiting'][number];
const entry = (number: number, change: Partial<Entry> = {}): Entry => ({
  ...{ id: recordId(number), request: recordId(number), at: number, start: 0, end: 3_600_000, source: 'manual', day },
  ...{ label: `Entry ${number}`, category: null, note: null, isCall: false, isTakenBack: false, needsApproval: true },
  ...change,
});
const latest = (person: DirectoryPerson, device: number, waiting: Entry[]): DeviceStatus => ({
  ...{ format: 'plainsight-latest/1', person: person.person, device: deviceId(device), at: 1, day, zone: 'UTC' },
  ...{ first: 1, last: 2, recordedMs: 3, stateMs: { active: 3 }, waiting },
});
const answer = (person: DirectoryPerson, number: number, change: Partial<Answer> = {}): Answer => ({
  ...{ person: person.person, request: recordId(number), day, at: 9, viewer: 'V' },
  ...{ approved: true, note: '', ...change },
});
const list = () => opened.reports.calls.waiting({});
const labels = async () => unwrap(await list()).entries.map(({ label }) => label);

beforeEach(() => {
  opened = openReports();
  personOne = opened.viewer.add(1, {}, [1, 11]);
  personTwo = opened.viewer.add(2);
});

describe('what waits for an answer', () => {
  it('is what everybody asked, of all devices, oldest first', async () => {
    opened.viewer.keepLatest(personOne, latest(personOne, 1, [entry(3), entry(5)]));
    opened.viewer.keepLatest(personOne, latest(personOne, 11, [entry(1)]));
    opened.viewer.keepLatest(personTwo, latest(personTwo, 2, [entry(4)]));
    const { entries, unread } = unwrap(await list());
    expect(entries.map(({ name, label }) => `${name}: ${label}`)).toEqual([
      'Person 1: Entry 1',
      'Person 1: Entry 3',
      'Person 2: Entry 4',
      'Person 1: Entry 5',
    ]);
    expect(unread).toEqual([]);
    for (const each of entries) expect(waitingEntrySchema.parse(each)).toEqual(each);
  });

  it('takes the entries of what a device wrote last and nothing else, after a receipt of presence', async () => {
    opened.viewer.keepLatest(personOne, latest(personOne, 1, [entry(3)]));
    const { entries } = unwrap(await list());
    expect(JSON.stringify(entries)).not.toContain('recordedMs');
    expect(new Set(opened.viewer.looks.map(({ look }) => look))).toEqual(new Set(['presence']));
    expect(opened.viewer.asked().some((call) => isOfDays(call))).toBe(false);
  });

  it('comes with the states around it as its device told them, of its own day alone', async () => {
    const noon = Date.parse(`${day}T12:00Z`);
    const around = [
      { start: noon - 24 * 3_600_000, end: noon - 23 * 3_600_000, state: 'idle' },
      { start: noon, end: noon + 900_000, state: 'active' },
    ];
    opened.viewer.keepLatest(personOne, latest(personOne, 1, [entry(1, { around }), entry(2)]));
    const [first, second] = unwrap(await list()).entries;
    expect(first?.around).toEqual(around.slice(1));
    expect(second).not.toHaveProperty('around');
  });

  it('is told of each day whose states stand around it after a receipt that names that day', async () => {
    const around = [{ start: Date.parse(`${day}T12:00Z`), end: Date.parse(`${day}T12:15Z`), state: 'active' }];
    const earlier = dayAt('2026-06-03');
    const asked = [
      entry(1, { around }),
      entry(2, { around: [], day: earlier }),
      entry(3, { day: dayAt('2026-06-04') }),
    ];
    opened.viewer.keepLatest(personOne, latest(personOne, 1, asked));
    unwrap(await list());
    const days = opened.viewer.looks.map(({ day: from, to }) => [from, to]);
    expect(days).toContainEqual([day, day]);
    expect(days).toContainEqual([earlier, earlier]);
    expect(days.flat()).not.toContain('2026-06-04');
    const { length } = days;
    unwrap(await list());
    expect(opened.viewer.looks).toHaveLength(length);
  });

  it('is not what was answered, approved or declined, nor what was taken back or asks for nothing', async () => {
    const asked = [entry(1), entry(2), entry(3), entry(4, { isTakenBack: true }), entry(5, { needsApproval: false })];
    opened.viewer.keepLatest(personOne, latest(personOne, 1, asked));
    opened.viewer.keepAnswer(answer(personOne, 1), 1);
    opened.viewer.keepAnswer(answer(personOne, 2, { approved: false }), 2);
    opened.viewer.keepAnswer(answer(personOne, 99), 3);
    expect(await labels()).toEqual(['Entry 3']);
  });

  it('is of days only that the viewer may open', async () => {
    opened.viewer.people[0] = { ...personOne, spans: [{ from: day, to: null }] };
    opened.viewer.keepLatest(personOne, latest(personOne, 1, [entry(1, { day: dayAt('2026-06-11') }), entry(2)]));
    expect(await labels()).toEqual(['Entry 2']);
  });

  it('asks for answers only where something waits', async () => {
    opened.viewer.keepLatest(personOne, latest(personOne, 1, [entry(1)]));
    opened.viewer.keepLatest(personTwo, latest(personTwo, 2, []));
    unwrap(await list());
    const listed = opened.viewer.asked().filter((call) => call.includes('/requests/'));
    expect(listed.map((call) => call.includes(personOne.person))).toEqual([true]);
  });

  it.each(['latest', 'requests'])('names of whom it cannot be told, where %s cannot be read', async (folder) => {
    opened.viewer.keepLatest(personOne, latest(personOne, 1, [entry(1)]));
    opened.viewer.keepLatest(personTwo, latest(personTwo, 2, [entry(2)]));
    opened.viewer.store.refuse = (_, key) => (key.includes(`${personOne.person}/${folder}/`) ? refused : null);
    const { entries, unread } = unwrap(await list());
    expect(entries.map(({ label }) => label)).toEqual(['Entry 2']);
    expect(unread).toEqual([{ person: personOne.person, name: 'Person 1', problem: refused }]);
  });

  it('lists what one device asks where what another one wrote was altered, and names that', async () => {
    opened.viewer.keepLatest(personOne, latest(personOne, 1, [entry(1)]));
    opened.viewer.latestProblems = [refused];
    const { entries, unread } = unwrap(await list());
    expect(entries.map(({ label }) => label)).toEqual(['Entry 1']);
    expect(unread).toContainEqual({ person: personOne.person, name: 'Person 1', problem: refused });
  });

  it.each([
    ['may open today', null, 1],
    ['may open no more', '2026-06-14', 0],
  ])('says that it has no access to somebody whom the viewer %s', async (_, to, unread) => {
    const spans = [{ from: null, to: to === null ? null : dayAt(to) }];
    opened.viewer.people[0] = { ...personOne, spans };
    opened.viewer.store.refuse = (_verb, key) => (key.includes(`${personOne.person}/latest/`) ? noAccess : null);
    expect(unwrap(await list()).unread).toHaveLength(unread);
  });

  it('is no empty list where the bucket does not answer', async () => {
    opened.viewer.store.refuse = (verb) => (verb === 'put' ? null : unreachable);
    expect(codeOf(await list())).toBe('store-unreachable');
  });

  it('names nobody where a receipt cannot be written: who is named is who asked for something', async () => {
    opened.viewer.keepLatest(personOne, latest(personOne, 1, [entry(3)]));
    opened.viewer.keepLatest(personTwo, latest(personTwo, 2, []));
    opened.viewer.store.refuse = (verb) => (verb === 'put' ? unreachable : null);
    const answer = await list();
    expect(codeOf(answer)).toBe('receipt-refused');
    expect(JSON.stringify(answer)).not.toMatch(/Person \d/);
    expect(JSON.stringify(answer)).not.toContain(personOne.person);
  });
});

describe('an entry that can be answered', () => {
  it('is one that was listed, until the key is locked', async () => {
    opened.viewer.keepLatest(personOne, latest(personOne, 1, [entry(1)]));
    expect(opened.reports.known(personOne.person, recordId(1))).toBeNull();
    unwrap(await list());
    expect(opened.reports.known(personOne.person, recordId(1))).toMatchObject({ label: 'Entry 1', day });
    expect(opened.reports.known(personTwo.person, recordId(1))).toBeNull();
    expect(opened.reports.known(personOne.person, recordId(2))).toBeNull();
    expect(opened.again().known(personOne.person, recordId(1))).toBeNull();
  });

  it('is none any more that the next list does not have', async () => {
    opened.viewer.keepLatest(personOne, latest(personOne, 1, [entry(1)]));
    unwrap(await list());
    opened.viewer.keepAnswer(answer(personOne, 1), 1);
    unwrap(await list());
    expect(opened.reports.known(personOne.person, recordId(1))).toBeNull();
  });
});
