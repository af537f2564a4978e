import { beforeEach, describe, expect, it } from 'vitest';
import { readersOf } from '../../../agent/timesheet/timesheet-readers.ts';
import { deviceTimesheetsFolder, timesheetKey, viewsFolder } from '../../../bucket/layout.ts';
import { daySchema, deviceIdSchema, personIdSchema, recordIdSchema } from '../../../core/ids.ts';
import type { DirectoryPerson } from '../../../core/organisation/access.ts';
import { unwrap } from '../../../core/result.ts';
import { daysIn, isoWeekSchema } from '../../../core/time/iso-week.ts';
import { type Timesheet, timesheetSchema } from '../../../core/timesheet/timesheet.ts';
import { usualNoticeOf } from '../../../org/organisation.ts';
import { newKeyPair, sealTo } from '../../../seal/age.ts';
import { newSigningPair, type PrivateKey, signDocument } from '../../../seal/signing.ts';
import type { ViewerSession } from '../../../viewer/open-viewer.ts';
import type { ViewerFile } from '../../../viewer/session/viewer-file.ts';
import { makeDevice } from '../../fixtures/day/made-days.ts';
import { MemoryStore, refused } from '../../fixtures/memory-store.ts';
import { openManagerOver, parsedViewerFile, sessionOver } from '../../fixtures/organisation/managers.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

const week = isoWeekSchema.parse('2026-W23');
const other = isoWeekSchema.parse('2026-W22');
const [monday, tuesday] = daysIn(week);
const listed = [{ id: 'bridge', name: 'Bridge', ended: null }];

let store: MemoryStore;
let office: Office;
let file: ViewerFile;
let viewer: ViewerSession;
let person: DirectoryPerson;
let made: Awaited<ReturnType<typeof makeDevice>>;

beforeEach(async () => {
  store = new MemoryStore();
  office = await openOffice(store, {}, 'x25519', { purposes: [usualNoticeOf('timesheets')], projects: listed });
  file = await parsedViewerFile(office);
  made = await makeDevice(store, office);
  viewer = sessionOver(store, file, office);
  person = unwrap(await viewer.person(made.person));
});

function sheet(change: Partial<Timesheet> = {}): Timesheet {
  return timesheetSchema.parse({
    format: 'plainsight-timesheet/1',
    ...{ person: made.person, device: made.device, week, zone: 'UTC', version: 1, earlier: [], at: 5, organisation: 1 },
    lines: [{ day: monday, project: { id: 'bridge', name: 'Bridge' }, minutes: 60, note: 'North pier' }],
    ...change,
  });
}

interface Put {
  readonly at?: Parameters<typeof timesheetKey>[3];
  readonly key?: PrivateKey;
  readonly isSealedAway?: boolean;
}

async function put(document: unknown, { at = week, key = made.signing.privateKey, isSealedAway = false }: Put = {}) {
  const to = [made.employee.recipient, ...(isSealedAway ? [] : [office.viewer.certificate.recipient])];
  const sealed = await sealTo(to, signDocument(document, key));
  store.objects.set(timesheetKey('', made.person, made.device, at), sealed);
}

const read = async (at = week) => {
  const answer = await viewer.timesheet(person, made.device, at);
  return answer.ok ? answer.value.sheet : answer.problem.code;
};

const somebody = personIdSchema.parse('9'.repeat(26));
const another = deviceIdSchema.parse('8'.repeat(26));

describe('a sheet in the bucket', () => {
  it('is shown where its device signed it for this person, device and week', async () => {
    await put(sheet());
    expect(await read()).toEqual(sheet());
  });

  it.each<[string, () => Promise<void>, string]>([
    ['that is not there', async () => {}, 'timesheet-missing'],
    ['signed with another key', async () => put(sheet(), { key: newSigningPair().privateKey }), 'timesheet-altered'],
    ['of another person', async () => put(sheet({ person: somebody })), 'timesheet-altered'],
    ['of another device', async () => put(sheet({ device: another })), 'timesheet-altered'],
    ['of another week under this name', async () => put(sheet({ week: other, lines: [] })), 'timesheet-altered'],
    ['sealed to others alone', async () => put(sheet(), { isSealedAway: true }), 'timesheet-closed'],
    ['with a field more', async () => put({ ...sheet(), apps: ['editor'] }), 'timesheet-altered'],
    [
      'with a day of another week',
      async () => put({ ...sheet(), lines: [{ ...sheet().lines[0], day: '2026-05-29' }] }),
      'timesheet-altered',
    ],
    [
      'with a day of more than 25 hours',
      async () => put({ ...sheet(), lines: [{ ...sheet().lines[0], minutes: 1501 }] }),
      'timesheet-altered',
    ],
    [
      'that tells of a day and project twice',
      async () => put({ ...sheet(), lines: [sheet().lines[0], sheet().lines[0]] }),
      'timesheet-altered',
    ],
    ['that hides a version before it', async () => put({ ...sheet(), version: 2 }), 'timesheet-altered'],
    [
      'with a project that is not on the list',
      async () => put({ ...sheet(), lines: [{ ...sheet().lines[0], project: { id: 'tower', name: 'Tower' } }] }),
      'timesheet-project-unknown',
    ],
    [
      'with a name of the person’s own beside the list',
      async () => put({ ...sheet(), lines: [{ ...sheet().lines[0], project: { id: null, name: 'Bridge' } }] }),
      'timesheet-project-unknown',
    ],
    [
      'that is larger than any is',
      async () => void store.objects.set(timesheetKey('', made.person, made.device, week), new Uint8Array(2 << 20)),
      'object-too-large',
    ],
  ])('%s is refused', async (_, make, code) => {
    await make();
    expect(await read()).toBe(code);
  });

  it('is called as the list calls its projects, whatever name the sheet has', async () => {
    await put({ ...sheet(), lines: [{ ...sheet().lines[0], project: { id: 'bridge', name: 'Something else' } }] });
    expect(await read()).toMatchObject({ lines: [{ project: { id: 'bridge', name: 'Bridge' } }] });
  });

  it('that is older than one that was read before is refused, and so is another one of the same version', async () => {
    const earlier = [recordIdSchema.parse('1'.repeat(26))];
    await put(sheet({ version: 2, earlier }));
    expect(await read()).toMatchObject({ version: 2 });
    await put(sheet());
    expect(await read()).toBe('timesheet-outdated');
    await put(sheet({ version: 2, earlier, at: 6 }));
    expect(await read()).toBe('timesheet-outdated');
  });

  it('of one kind hides no other in the list, and what is sealed to others is not in it', async () => {
    await put(sheet());
    await put(sheet({ week: other, lines: [] }), { at: other, key: newSigningPair().privateKey });
    const hidden = isoWeekSchema.parse('2026-W21');
    await put(sheet({ week: hidden, lines: [] }), { at: hidden, isSealedAway: true });
    const { sheets, problems } = unwrap(await viewer.timesheets(person, tuesday));
    expect(sheets.map((each) => each.sheet.week)).toEqual([week]);
    expect(problems.map(({ code }) => code)).toEqual(['timesheet-altered']);
  });

  it('is found among any number of names that somebody else put there', async () => {
    await put(sheet());
    const folder = deviceTimesheetsFolder('', made.person, made.device);
    for (let each = 0; each < 2_000; each += 1) store.objects.set(`${folder}junk-${each}`, new Uint8Array(1));
    // Elsewhere in the person's folder they do not even lengthen a list.
    const elsewhere = deviceTimesheetsFolder('', made.person, another);
    for (let each = 0; each < 2_000; each += 1) store.objects.set(`${elsewhere}${each}.age`, new Uint8Array(1));
    store.calls.length = 0;
    const { sheets, problems } = unwrap(await viewer.timesheets(person, tuesday));
    expect(sheets.map((each) => each.sheet.week)).toEqual([week]);
    expect(problems).toEqual([]);
    expect(store.calls.filter(({ verb }) => verb === 'get').length).toBeLessThan(20);
  });

  it('of a week that is far ahead is not in the list', async () => {
    const ahead = isoWeekSchema.parse('2031-W01');
    await put(sheet({ week: ahead, lines: [] }), { at: ahead });
    expect(unwrap(await viewer.timesheets(person, tuesday))).toEqual({ sheets: [], problems: [] });
  });

  it('of a device that nobody confirmed is not fetched', async () => {
    const key = timesheetKey('', made.person, another, week);
    store.objects.set(key, new Uint8Array(3));
    expect(unwrap(await viewer.timesheets(person, tuesday))).toEqual({ sheets: [], problems: [] });
    expect(store.calls.some((call) => call.verb === 'get' && call.key === key)).toBe(false);
  });
});

describe('reading a sheet', () => {
  const open = () =>
    openManagerOver(store, file, office).service.openTimesheet({ person: made.person, device: made.device, week });

  it('leaves a receipt first, and reads nothing without one', async () => {
    await put(sheet());
    store.refuse = (verb) => (verb === 'put' ? refused : null);
    const answer = await open();
    expect(answer.ok ? 'ok' : answer.problem.code).toBe('receipt-refused');
    expect(store.calls.some(({ verb, key }) => verb === 'get' && key.includes('/timesheets/'))).toBe(false);
    store.refuse = () => null;
    unwrap(await open());
    expect([...store.objects.keys()].filter((key) => key.startsWith(viewsFolder('', made.person)))).toHaveLength(1);
  });

  it('is what an answer and an export take', async () => {
    await put(sheet());
    const { service } = openManagerOver(store, file, office);
    const ref = recordIdSchema.parse('1'.repeat(26));
    const codes = [
      await service.answerTimesheet({ ref, approved: true, note: '' }),
      await service.exportTimesheet({ ref, format: 'csv' }),
    ].map((each) => (each.ok ? 'ok' : each.problem.code));
    expect(codes).toEqual(['timesheet-not-open', 'timesheet-not-open']);
    const opened = unwrap(await service.openTimesheet({ person: made.person, device: made.device, week }));
    const csv = unwrap(await service.exportTimesheet({ ref: opened.ref, format: 'csv' })).files[0];
    expect(csv?.text).toContain('North pier');
    const ics = unwrap(await service.exportTimesheet({ ref: opened.ref, format: 'ics' })).files[0];
    expect(ics?.text).toContain('DESCRIPTION:North pier\r\n');
    expect(unwrap(await service.exportTimesheet({ ref: opened.ref, format: 'pdf' })).files).toEqual([]);
  });
});

describe('who can read a week', () => {
  it('is who may open each of its days, and nobody who may open a part of them', async () => {
    const { recipient } = await newKeyPair();
    const spans = (from: string | null, to: string | null) => ({
      viewers: [
        {
          viewer: office.viewer.certificate.viewer,
          recipient,
          spans: [{ from: from as typeof monday | null, to: to as typeof monday | null }],
        },
      ],
    });
    const days = [monday, tuesday];
    expect(readersOf(spans(null, null), days)).toEqual([recipient]);
    expect(readersOf(spans(monday, tuesday), days)).toEqual([recipient]);
    expect(readersOf(spans(tuesday, null), days)).toEqual([]);
    expect(readersOf(spans(null, monday), days)).toEqual([]);
    expect(readersOf(spans(null, daySchema.parse('2026-05-01')), days)).toEqual([]);
  });
});
