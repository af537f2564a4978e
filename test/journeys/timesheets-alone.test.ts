import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Employee } from '../../agent/employee.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { recordedPurposes } from '../../core/organisation/purpose.ts';
import { unwrap } from '../../core/result.ts';
import { dayOf } from '../../core/time/calendar.ts';
import { type IsoWeek, weekOf } from '../../core/time/iso-week.ts';
import { timesheetSchema } from '../../core/timesheet/timesheet.ts';
import { usualNoticeOf } from '../../org/organisation.ts';
import { type Identity, openWith } from '../../seal/age.ts';
import { readUnverified } from '../../seal/signing.ts';
import { createManager, type Manager } from '../../viewer/manager.ts';
import { readViewerFile } from '../../viewer/session/viewer-file.ts';
import { type Desktop, startDesktop } from '../desktop.ts';
import { allObjects, viewerIdentity } from '../fixtures/bucket-contents.ts';
import { agreeOnPage } from '../fixtures/consent/agreeing.ts';
import { filesBelow, findings, newSecret, rareWord } from './scenes/canary.ts';
import { openEmbeddedOffice, type TestOffice } from './scenes/offices.ts';
import { clock, noonZone, shotsTaken, startRecordedPerson } from './scenes/recorded-person.ts';

const zone = noonZone(clock.now());
const purposes = [...recordedPurposes.filter((purpose) => purpose !== 'websites'), 'timesheets'] as const;

/** A real agent on a real desktop and a real store, at an office that asks for timesheets alone. */
describe.skipIf(process.platform !== 'linux')('timesheets alone (Linux)', { timeout: 240_000 }, () => {
  const closing: (() => Promise<unknown>)[] = [];
  const title = `Build ${rareWord()}`;
  const typed = newSecret();
  const note = `North pier ${rareWord()}`;
  const project = { id: 'bridge', name: `Bridge ${rareWord()}` };
  let office: TestOffice;
  let employee: Employee;
  let manager: Manager;
  let folder: string;
  let week: IsoWeek;
  let objects: ReadonlyMap<string, Uint8Array>;
  /** What of each object can be read at all, by anybody: by the person, or by the viewer. */
  let opened: { readonly name: string; readonly bytes: Uint8Array }[];
  let place: { readonly person: string; readonly device: string };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plainsight-alone-'));
    closing.unshift(() => rm(folder, { recursive: true, force: true }));
    const settings = { journalMs: 200, segmentMs: 200, holdMs: 0, shotIntervalMs: 1_000 };
    office = await openEmbeddedOffice(folder, settings, {
      purposes: purposes.map(usualNoticeOf),
      projects: [{ ...project, ended: null }],
      timesheetsAlone: true,
    });
    closing.unshift(() => office.close());
    const desktop: Desktop = await startDesktop({ width: 1280, height: 800 });
    closing.unshift(() => desktop.close());
    employee = await startRecordedPerson({
      ...{ folder: join(folder, 'person'), desktop, enrolment: office.enrolment, log: () => {} },
    });
    closing.unshift(() => employee.close());
    unwrap(await agreeOnPage(employee, purposes));
    const { service } = employee;
    await desktop.openTerminal({ title });
    await shotsTaken(employee, 1);
    await desktop.xdotool('type', '--delay', '20', typed);
    await changed(employee, async () => {
      const { totals, windows } = unwrap(await service.today({}));
      return totals.keys >= typed.length && windows.some((window) => window.title?.includes(title));
    });
    week = weekOf(dayOf(clock.now(), zone));
    const day = dayOf(clock.now(), zone);
    unwrap(await service.writeTimesheet({ week, day, project, minutes: 95, note }));
    unwrap(await service.submitTimesheet({ week }));
    await sent(employee, week);
    unwrap(await service.retryUploads({}));
    await employee.agent()?.uploader.flush();
    const { enrolment } = employee.agent()?.options.enrolled ?? {};
    place = { person: enrolment?.person ?? '', device: enrolment?.device ?? '' };
    await confirmed(employee);
    const file = unwrap(readViewerFile(office.viewerFile));
    manager = createManager({ file, openStore: openS3Store, clock });
    closing.unshift(async () => manager.close());
    unwrap(await manager.service.unlock({ passphrase: office.passphrase }));
    const listed = unwrap(await manager.service.timesheets({}));
    const [sheet] = listed.sheets;
    if (sheet === undefined) throw new Error('no week is listed');
    const read = unwrap(
      await manager.service.openTimesheet({ person: sheet.person, device: sheet.device, week: sheet.week }),
    );
    unwrap(await manager.service.answerTimesheet({ ref: read.ref, approved: true, note: 'Thank you' }));
    objects = await allObjects(office.owner);
    const identities: (Identity | undefined)[] = [
      employee.agent()?.options.keys.identity,
      await viewerIdentity(office.viewerFile, office.passphrase),
    ];
    opened = [];
    for (const [name, sealed] of objects) {
      opened.push({ name, bytes: sealed });
      if (!name.endsWith('.age')) continue;
      let bytes: Uint8Array | null = null;
      for (const identity of identities) bytes ??= identity === undefined ? null : await openWith(identity, sealed);
      if (bytes === null) throw new Error(`${name} is sealed to somebody else`);
      opened.push({ name: `${name}, opened`, bytes });
    }
  }, 90_000);

  afterAll(async () => {
    for (const close of closing) await close();
  }, 60_000);

  it('records everything that was agreed to, for the person', async () => {
    const today = unwrap(await employee.service.today({}));
    expect(today.windows.some((window) => window.title?.includes(title))).toBe(true);
    expect(today.totals.keys).toBeGreaterThanOrEqual(typed.length);
    expect(today.states.length).toBeGreaterThan(0);
    const shots = unwrap(await employee.service.shots({}));
    expect(shots.length).toBeGreaterThan(0);
    expect(new Set(shots.map(({ leavesAt }) => leavesAt))).toEqual(new Set([null]));
    const { picture } = employee.service;
    const webp = Buffer.from(unwrap(await picture({ id: shots[0]?.id ?? ('' as never) })).webp, 'base64');
    expect(webp.subarray(8, 12).toString()).toBe('WEBP');
    // The search finds these words where they are: in what the person's own page is given.
    expect(findings([{ name: 'page', bytes: Buffer.from(JSON.stringify(today)) }], [title]).length).toBeGreaterThan(0);
  });

  it('leaves in the bucket exactly what enrolment, decisions, looks and answers need, and one week', () => {
    const { person, device } = place;
    const id = '[0-9a-hjkmnp-tv-z]{26}';
    const own = `people/${person}/`;
    const kinds: readonly (readonly [string, RegExp, number])[] = [
      ['what the organisation asks for', /^org\.json$/, 1],
      ['whom the viewer may open', new RegExp(`^viewers/${id}/directory\\.age$`), 1],
      ['the person’s card', new RegExp(`^${own}card\\.age$`), 1],
      ['who may open what', new RegExp(`^${own}access\\.json$`), 1],
      ['the device’s card', new RegExp(`^${own}devices/${device}\\.json$`), 1],
      ['decisions', new RegExp(`^${own}consent/${device}/${id}\\.json\\.age$`), purposes.length],
      ['the week', new RegExp(`^${own}timesheets/${device}/${week}\\.age$`), 1],
      ['receipts of the viewer', new RegExp(`^${own}views/${id}/${id}\\.age$`), 2],
      ['the viewer’s answer', new RegExp(`^${own}requests/${id}/${id}\\.age$`), 1],
    ];
    const names = [...objects.keys()];
    const rest = names.filter((name) => !kinds.some(([, form]) => form.test(name)));
    expect(rest).toEqual([]);
    for (const [what, form, count] of kinds)
      expect(
        names.filter((name) => form.test(name)),
        what,
      ).toHaveLength(count);
  });

  it('has no title, no typed word, no count, no picture anywhere in the bucket, sealed or opened', () => {
    expect(findings(opened, [title, typed])).toEqual([]);
    for (const { name, bytes } of opened) {
      const text = Buffer.from(bytes);
      // Every picture is a RIFF file, and each kind of record has its name.
      for (const sign of ['RIFF', 'WEBP', '"kind":"window"', '"kind":"counts"', '"kind":"state"', '"keys":'])
        expect(text.includes(sign), `${sign} in ${name}`).toBe(false);
    }
    // What was written for the sheet is found where it is meant to be: by the same search.
    const found = findings(opened, [note], ['utf8']).map((each) => each.split(':')[0]);
    expect(found).toEqual([`people/${place.person}/timesheets/${place.device}/${week}.age, opened`]);
  });

  it('says in the one object what was shown to the person, and nothing else', async () => {
    const sheet = opened.find(({ name }) => name.endsWith(`${week}.age, opened`));
    const said = timesheetSchema.parse(readUnverified(sheet?.bytes ?? new Uint8Array()));
    const { person, device } = place;
    expect(said).toMatchObject({ person, device, week, zone, version: 1, earlier: [] });
    expect(said.lines).toMatchObject([{ project, minutes: 95, note }]);
    const shown = unwrap(await employee.service.timesheet({ week }));
    expect(shown.handedIn[0]?.sheet).toEqual(said);
    expect(shown.handedIn[0]).toMatchObject({ standing: 'approved', answer: { note: 'Thank you' } });
  });

  it('keeps it in the person’s own folder sealed too', async () => {
    expect(findings(await filesBelow(join(folder, 'person')), [title, typed, note])).toEqual([]);
  });

  it('asked the store to take nothing else, as the traffic between them shows', () => {
    const { exchanges } = office.proxy;
    const put = exchanges.filter(({ method }) => method === 'PUT').map(({ path }) => decodeURIComponent(path));
    expect(put.length).toBeGreaterThan(0);
    expect(put.filter((path) => /\/(days|latest)\//.test(path))).toEqual([]);
    const wire = exchanges.map(({ path, body }) => ({ name: path, bytes: Buffer.concat([Buffer.from(path), body]) }));
    expect(findings(wire, [title, typed, note])).toEqual([]);
  });
});

/** Answers once the week has arrived in the bucket. */
function sent(employee: Employee, week: IsoWeek): Promise<void> {
  return changed(employee, async () => {
    const { handedIn } = unwrap(await employee.service.timesheet({ week }));
    return handedIn[0]?.sentAt != null;
  });
}

function confirmed(employee: Employee): Promise<void> {
  return changed(employee, async () => unwrap(await employee.service.status({})).device?.isConfirmed === true);
}

function changed(employee: Employee, isSo: () => Promise<boolean>): Promise<void> {
  return new Promise((resolve, reject) => {
    const look = async () => {
      if (!(await isSo())) return;
      forget();
      resolve();
    };
    const forget = employee.onChange(() => void look().catch(reject));
    void look().catch(reject);
  });
}
