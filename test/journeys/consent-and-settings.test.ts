import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { coverColour } from '../../agent/screenshot/window-mask.ts';
import { type ActivityRecord, parseRecords } from '../../core/day/activity.ts';
import type { ShotId } from '../../core/ids.ts';
import { unwrap } from '../../core/result.ts';
import { ensureBuilt } from '../../scripts/build.ts';
import { type Identity, openWith, readIdentityFile } from '../../seal/age.ts';
import { type Desktop, startDesktop } from '../desktop.ts';
import { allObjects, openedActivity } from '../fixtures/bucket-contents.ts';
import { openBrowser, photograph } from './scenes/browser.ts';
import { filesBelow, findings } from './scenes/canary.ts';
import { type EnrolledPerson, startEnrolledPerson } from './scenes/enrolled-person.ts';
import { type LivingOffice, openLivingOffice } from './scenes/living-office.ts';
import { decoded, largestDifference, liveliness } from './scenes/pixels.ts';
import { allUploaded, clock } from './scenes/recorded-person.ts';

const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 60_000, interval: 250 });
/** WebP at quality 60 keeps a solid area within so much of its colour, written twice over. */
const coverNoise = 8;
const passphrase = 'four words for testing';
const settings = { shotIntervalMs: 3_000, holdMs: 60_000, journalMs: 1_000, segmentMs: 2_000 } as const;

/**
 * What a person does from the first file to the last withdrawal, in Chromium, on a real desktop with a real store. Each step goes on
 * where the one before ended.
 */
describe.skipIf(process.platform !== 'linux')('consent and control, from enrolment to withdrawal (Linux)', () => {
  let folder: string;
  let office: LivingOffice;
  let desktop: Desktop;
  let person: EnrolledPerson;
  let browser: Browser;
  let page: Page;
  const log: string[] = [];
  const coveredArea = { x: 20, y: 20, width: 400, height: 280 };
  let coveredShot: ShotId | null = null;
  const windows: Record<'work' | 'private', string> = { work: '', private: '' };

  const vault = () => join(folder, 'agent');
  const open = async (place = '') => {
    await page?.close();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(person.address);
    if (place !== '') await go(place);
  };
  const go = async (place: string) => {
    await page.getByRole('navigation').getByRole('link', { name: place }).click();
    await page.getByRole('navigation').locator('[aria-current=page]', { hasText: place }).waitFor();
  };
  const status = async () => unwrap(await person.employee.service.status({}));
  /** Everything that is on this computer of today, as records. */
  const records = async (): Promise<readonly ActivityRecord[]> => {
    const { keeper, conductor } = running();
    await conductor.journalNow();
    return unwrap(await keeper.records(keeper.dayOf(clock.now())));
  };
  const running = () => {
    const agent = person.employee.agent();
    if (agent === null) throw new Error('the agent does not run');
    return agent;
  };
  const kinds = async () => [...new Set((await records()).map(({ kind }) => kind))].sort();
  const agreeTo = async (name: string) => {
    const row = page.locator(`li[data-purpose=${name}]`);
    await row.getByRole('switch').click();
    await page.locator(`li[data-purpose=${name}][data-event=agreed]`).waitFor();
  };
  /** Somebody works: types into the one window, looks at the other. */
  const work = async (text = 'make all') => {
    await desktop.activate(windows.work);
    await desktop.xdotool('type', '--delay', '20', text);
    await desktop.activate(windows.private);
    await desktop.activate(windows.work);
  };
  const lastPicture = async () => unwrap(await person.employee.service.shots({}))[0];
  const picture = async (id: ShotId) =>
    Buffer.from(unwrap(await person.employee.service.picture({ id })).webp, 'base64');

  beforeAll(async () => {
    await ensureBuilt(['renderer']);
    folder = await mkdtemp(join(tmpdir(), 'plainsight-consent-'));
    office = await openLivingOffice(folder, settings, clock.now());
    desktop = await startDesktop({ width: 1280, height: 720 });
    await desktop.run('xsetroot', '-solid', '#7a8b6f');
    windows.private = (
      await desktop.openTerminal({ title: 'Letters to the family', geometry: '60x12+640+380' })
    ).window;
    windows.work = (await desktop.openTerminal({ title: 'Build of the week', geometry: '60x20+20+20' })).window;
    browser = await openBrowser();
    person = await startEnrolledPerson(vault(), desktop, (line) => log.push(line));
    await open();
  }, 200_000);

  afterAll(async () => {
    await browser?.close();
    await person?.close();
    await desktop?.close();
    await office?.close();
    await rm(folder, { recursive: true, force: true });
  }, 100_000);

  it('refuses a file that somebody changed, and says why', async () => {
    const forged = office.enrolmentFile.replace('The enrolled person', 'The enrolled tiger!');
    await page.locator('input[type=file]').setInputFiles({
      name: 'forged.plainsight',
      mimeType: 'application/json',
      buffer: Buffer.from(forged),
    });
    await page.getByRole('alert').first().waitFor();
    await photograph(page, 'consent-01-forged');
    expect(await page.getByRole('button', { name: 'Continue' }).count()).toBe(0);
  });

  it('shows who asks for what before anything runs, takes the age and a passphrase, and keeps the enrolment sealed', async () => {
    const file = join(folder, 'invitation.plainsight');
    await writeFile(file, office.enrolmentFile);
    await page.locator('input[type=file]').setInputFiles(file);
    await page.getByText('Example Ltd asks to record some of your working day').waitFor();
    await page.getByText('This was made for The enrolled person.').waitFor();
    await photograph(page, 'consent-02-invitation');
    expect(person.employee.agent()).toBeNull();
    await page.getByRole('button', { name: 'Continue' }).click();
    await photograph(page, 'consent-03-age');
    await page.getByRole('button', { name: 'I am 18 or over' }).click();
    for (const field of await page.locator('input[type=password]').all()) await field.fill(passphrase);
    await photograph(page, 'consent-04-passphrase');
    await page.getByRole('button', { name: 'Make my keys' }).click();
    await page.locator('li[data-purpose=apps]').waitFor();
    await photograph(page, 'consent-05-choices');
    const secret = /"secretAccessKey\\?":\\?"([^"\\]+)/.exec(office.enrolmentFile)?.[1];
    if (secret === undefined) throw new Error('the file holds no credential');
    expect(findings(await filesBelow(vault()), [secret])).toEqual([]);
  });

  it('records nothing when everything is refused, and everything else works', async () => {
    const switches = page.locator('li[data-purpose]').getByRole('switch');
    expect(await switches.evaluateAll((all) => all.map((each) => each.getAttribute('aria-checked')))).toEqual(
      Array(6).fill('false'),
    );
    await page.getByRole('button', { name: 'Done' }).click();
    for (const place of ['Today', 'My data', 'Who looked', 'Health', 'Settings']) await go(place);
    await work();
    await go('Today');
    await page.getByText('You have not agreed to anything').waitFor();
    await photograph(page, 'consent-06-refused-all');
    expect(await records()).toEqual([]);
    const keys = [...(await allObjects(office.owner)).keys()];
    expect(keys.filter((key) => key.includes('/days/') || key.includes('/consent/'))).toEqual([]);
  });

  it('records one purpose and no other once it is agreed to', async () => {
    await go('Consent');
    await agreeTo('apps');
    await photograph(page, 'consent-07-one-purpose');
    await work();
    await soon(async () => (await records()).filter(({ kind }) => kind === 'window').length).toBeGreaterThan(2);
    expect(await kinds()).toEqual(['header', 'window']);
    for (const record of await records()) if (record.kind === 'window') expect(record.title).toBeNull();
    await go('Today');
    await page.getByText('Recording apps for Example Ltd.').waitFor();
    await photograph(page, 'consent-08-today-apps');
  });

  it('stops what a changed notice widens until it was read, side by side, and lets the rest be', async () => {
    await go('Consent');
    await agreeTo('input-counts');
    await office.publish(({ purposes }) => ({
      purposes: purposes.map((each) => {
        if (each.purpose === 'apps') return { ...each, keptDays: each.keptDays * 2 };
        return each.purpose === 'input-counts' ? { ...each, keptDays: 30 } : each;
      }),
    }));
    // The next morning: the agent starts anew and asks what the organisation publishes.
    await person.close();
    person = await startEnrolledPerson(vault(), desktop, (line) => log.push(line));
    await open();
    await page.locator('input[type=password]').first().fill(passphrase);
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText('changed what it asks for').first().waitFor();
    await photograph(page, 'consent-09-changed-banner');
    const stateOf = async (name: string) => (await status()).purposes.find(({ purpose }) => purpose === name)?.state;
    await soon(() => stateOf('apps')).toBe('changed');
    await soon(() => stateOf('input-counts')).toBe('recording');
    const before = (await records()).filter(({ kind }) => kind === 'window').length;
    await work();
    await soon(async () => (await records()).some(({ kind }) => kind === 'counts')).toBe(true);
    expect((await records()).filter(({ kind }) => kind === 'window')).toHaveLength(before);
    await go('Consent');
    const change = page.locator('[data-changed=apps]');
    await change.locator('[data-field=keptDays]').getByText('Wider').waitFor();
    await photograph(page, 'consent-10-side-by-side');
    await change.getByRole('button', { name: 'Agree to this' }).click();
    await change.waitFor({ state: 'detached' });
    await work();
    await soon(async () => (await records()).filter(({ kind }) => kind === 'window').length).toBeGreaterThan(before);
  });

  it('pauses by tray and by page, and records nothing meanwhile', async () => {
    for (const name of ['titles', 'presence', 'screenshots']) await agreeTo(name);
    await work();
    await soon(async () => (await lastPicture())?.id).toBeDefined();
    await go('Today');
    await person.chooseInTray('Pause > 1 hour');
    await page.getByText(/^Paused until .* Nothing is being recorded\.$/).waitFor();
    await photograph(page, 'consent-11-paused-by-tray');
    const before = (await records()).filter(isCaptured);
    await work('nobody sees this');
    expect((await records()).filter(isCaptured)).toHaveLength(before.length);
    await page.getByRole('button', { name: 'Resume' }).click();
    await page
      .getByTestId('answer')
      .getByText(/^Recording /)
      .waitFor();
    await page.getByRole('button', { name: 'Pause', exact: true }).click();
    await page.getByRole('menuitem', { name: /^15 minutes/ }).click();
    await page.getByText(/^Paused until /).waitFor();
    await photograph(page, 'consent-12-paused-by-page');
    await person.chooseInTray('Resume');
    await page
      .getByTestId('answer')
      .getByText(/^Recording /)
      .waitFor();
  });

  it('excludes a window that is tried on live, on everything that comes after', async () => {
    await go('Settings');
    await page.getByRole('button', { name: 'Add a rule' }).click();
    const rule = page.getByRole('group', { name: 'Rule 1' });
    await rule.getByLabel('Where').selectOption('Window title');
    await rule.getByLabel('Pattern').fill('Letters *');
    await page.locator('tr[data-effect=exclude]', { hasText: 'Letters to the family' }).waitFor();
    await photograph(page, 'consent-13-tried-live');
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await soon(async () => unwrap(await person.employee.service.settings({})).settings.rules.length).toBe(1);
    const savedAt = clock.now();
    await desktop.activate(windows.private);
    await soon(async () =>
      (await records()).some(
        (record) => record.kind === 'window' && record.start > savedAt && record.withheld === 'rule',
      ),
    ).toBe(true);
    await soon(async () => (await lastPicture())?.at ?? 0).toBeGreaterThan(savedAt);
    const shot = await lastPicture();
    if (shot === undefined) throw new Error('no picture');
    const whole = await decoded(await picture(shot.id));
    const { x, y, width, height } = await boundsOf(windows.private);
    expect(largestDifference(whole, { x, y, width, height }, coverColour, 24)).toBeLessThanOrEqual(coverNoise);
    await go('Today');
    await photograph(page, 'consent-14-excluded');
  });

  it('deletes a span that is on hold, and nothing else', async () => {
    const start = clock.now();
    await desktop.activate(windows.work);
    await desktop.xdotool('type', '--delay', '20', 'this goes again');
    await soon(async () => (await records()).some((record) => 'start' in record && record.start > start)).toBe(true);
    const before = await records();
    await go('Today');
    await page.getByRole('button', { name: 'Delete the last' }).click();
    await page.getByRole('menuitem', { name: /^5 minutes/ }).click();
    const question = page.getByTestId('delete-span');
    await photograph(page, 'consent-17-delete-asked');
    await question.getByRole('button', { name: 'Delete' }).click();
    await question.getByText(/^Removed /).waitFor();
    await photograph(page, 'consent-18-deleted');
    const [tomb] = (await records()).filter((record) => record.kind === 'removed-span');
    if (tomb === undefined) throw new Error('no tombstone');
    expect(Object.keys(tomb).sort()).toEqual(['at', 'end', 'kind', 'start']);
    const inside = (await records()).filter(
      (record) =>
        'start' in record && record.kind !== 'removed-span' && record.start < tomb.end && record.end > tomb.start,
    );
    expect(inside).toEqual([]);
    // What had left before stays; a batch of the journal may lie across that moment, and goes as a whole.
    const left = before.filter((record) => 'end' in record && record.end <= tomb.start - 2 * settings.journalMs);
    const after = new Set((await records()).map((record) => JSON.stringify(record)));
    expect(left.filter((record) => !after.has(JSON.stringify(record)))).toEqual([]);
  });

  it('covers a part of a picture: what was there is found nowhere', async () => {
    await desktop.activate(windows.work);
    await desktop.xdotool('type', '--delay', '20', 'a word to be covered');
    const typedAt = clock.now();
    await soon(async () => (await lastPicture())?.at ?? 0).toBeGreaterThan(typedAt);
    // No further picture while this one is looked at.
    await person.chooseInTray('Pause > Until I resume');
    const shot = await lastPicture();
    if (shot === undefined) throw new Error('no picture');
    const original = await picture(shot.id);
    const area = coveredArea;
    expect(liveliness(await decoded(original), area)).toBeGreaterThan(5);
    const sealedBefore = await filesBelow(join(vault(), 'objects'));
    coveredShot = shot.id;
    await go('Today');
    // The page may still show the list as it was before this picture.
    const held = page.getByTestId('held-shot').filter({ has: page.locator(`[data-shot-id="${shot.id}"]`) });
    await held.getByRole('button', { name: 'Cover a part' }).click();
    const canvas = page.getByRole('application', { name: 'Picture to draw on' });
    await canvas.waitFor();
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('no picture to draw on');
    const scale = box.width / shot.width;
    await page.mouse.move(box.x + area.x * scale, box.y + area.y * scale);
    await page.mouse.down();
    await page.mouse.move(box.x + (area.x + area.width) * scale, box.y + (area.y + area.height) * scale, { steps: 5 });
    await page.mouse.up();
    await photograph(page, 'consent-15-covering');
    await page.getByRole('button', { name: 'Cover 1 part' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    const covered = await decoded(await picture(shot.id));
    expect(largestDifference(covered, area, coverColour, 20)).toBeLessThanOrEqual(coverNoise);
    await photograph(page, 'consent-16-covered');
    // The sealed file of the picture as it was is gone, whole and in part.
    const sealedAfter = await filesBelow(vault());
    const gone = sealedBefore.filter(({ bytes }) => !sealedAfter.some((file) => Buffer.from(file.bytes).equals(bytes)));
    expect(gone.length).toBe(1);
    const middle = Buffer.from(gone[0]?.bytes ?? []).subarray(400, 464);
    expect(middle.length).toBe(64);
    for (const { bytes } of sealedAfter) expect(Buffer.from(bytes).includes(middle)).toBe(false);
    await soon(async () => Buffer.from(await picture(shot.id)).equals(original)).toBe(false);
  });

  it('withdraws one purpose, then all, and what is in the bucket holds nothing of what was taken back', async () => {
    await person.chooseInTray('Resume');
    await go('Consent');
    await page.locator('li[data-purpose=titles]').getByRole('switch').click();
    await page.locator('li[data-purpose=titles][data-event=withdrawn]').waitFor();
    const withdrawnAt = clock.now();
    await work();
    await soon(async () =>
      (await records()).some((record) => record.kind === 'window' && record.start > withdrawnAt),
    ).toBe(true);
    for (const record of await records())
      if (record.kind === 'window' && record.start > withdrawnAt) expect(record.title).toBeNull();
    await page.getByRole('button', { name: 'Withdraw all…' }).click();
    await photograph(page, 'consent-19-withdraw-asked');
    await page.getByRole('button', { name: 'Withdraw all', exact: true }).click();
    await page.getByText('You agreed to nothing. Nothing is recorded.').waitFor();
    await photograph(page, 'consent-20-withdrawn');
    const taken = (await records()).filter(isCaptured).length;
    await work('nobody sees this either');
    expect((await records()).filter(isCaptured)).toHaveLength(taken);

    await allUploaded(person.employee);
    const objects = await allObjects(office.owner);
    const texts = await openedActivity(objects, office.viewer);
    const uploaded = [...texts.values()].flatMap(parseRecords);
    const tombs = uploaded.filter((record) => record.kind === 'removed-span');
    expect(tombs).toHaveLength(1);
    for (const record of uploaded)
      if ('start' in record && record.kind !== 'removed-span')
        expect(tombs.some(({ start, end }) => record.start < end && record.end > start)).toBe(false);
    const picture = (await openedPictures(objects, office.viewer)).get(`${coveredShot}`);
    if (picture === undefined) throw new Error('the covered picture is not in the bucket');
    expect(largestDifference(await decoded(picture), coveredArea, coverColour, 20)).toBeLessThanOrEqual(coverNoise);
    // A viewer's key opens no decision: that something was refused or withdrawn is nobody's business who looks at days.
    const decisions = [...objects].filter(([key]) => key.includes('/consent/'));
    expect(decisions.length).toBeGreaterThan(8);
    for (const [, sealed] of decisions) expect(await openWith(office.viewer, sealed)).toBeNull();
  }, 400_000);

  async function boundsOf(window: string) {
    const geometry = await desktop.xdotool('getwindowgeometry', '--shell', window);
    const number = (name: string) => Number(new RegExp(`${name}=(\\d+)`).exec(geometry)?.[1]);
    return { x: number('X'), y: number('Y'), width: number('WIDTH'), height: number('HEIGHT') };
  }
});

function isCaptured({ kind }: ActivityRecord): boolean {
  return kind === 'window' || kind === 'counts' || kind === 'shot';
}

async function openedPictures(
  objects: ReadonlyMap<string, Uint8Array>,
  viewer: Identity,
): Promise<Map<string, Uint8Array>> {
  const pictures = new Map<string, Uint8Array>();
  for (const [key, sealed] of objects) {
    const [, day, id] = /^(.*\/)shots\/([^/.]+)\.[^/]+$/.exec(key) ?? [];
    if (day === undefined || id === undefined) continue;
    const wrapped = await openWith(viewer, objects.get(`${day}key.age`) ?? new Uint8Array());
    const identity = wrapped === null ? null : readIdentityFile(wrapped);
    const opened = identity === null ? null : await openWith(identity, sealed);
    if (opened === null) throw new Error(`${key} does not open`);
    pictures.set(id, opened);
  }
  return pictures;
}
