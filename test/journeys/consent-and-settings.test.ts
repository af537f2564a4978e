import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { maskColour } from '../../agent/screenshot/window-mask.ts';
import { parseRecords } from '../../core/day/activity.ts';
import type { ShotId } from '../../core/ids.ts';
import { unwrap } from '../../core/result.ts';
import { openWith } from '../../seal/age.ts';
import { allObjects, openedActivity } from '../fixtures/bucket-contents.ts';
import { isOfDays } from '../fixtures/day/day-place.ts';
import { consentVisit, coverNoise, isCaptured, openedPictures, passphrase, settings, soon } from './consent-visit.ts';
import { photograph } from './scenes/browser.ts';
import { filesBelow, findings } from './scenes/canary.ts';
import { startEnrolledPerson } from './scenes/enrolled-person.ts';
import { decoded, largestDifference, liveliness } from './scenes/pixels.ts';
import { allUploaded, clock } from './scenes/recorded-person.ts';

/**
 * What a person does from the first file to the last withdrawal, in Chromium, on a real desktop with a real store. Each step goes on
 * where the one before ended.
 */
describe.skipIf(process.platform !== 'linux')('consent and control, from enrolment to withdrawal (Linux)', () => {
  const visit = consentVisit();
  const { open, go, status, records, kinds, agreeTo, work, lastPicture, picture, vault, boundsOf } = visit;
  const { log, windows, coveredArea } = visit;
  let coveredShot: ShotId | null = null;

  it('refuses a file that somebody changed, and says why', async () => {
    const forged = visit.office.enrolmentFile.replace('The enrolled person', 'The enrolled tiger!');
    await visit.page.locator('input[type=file]').setInputFiles({
      name: 'forged.plainsight',
      mimeType: 'application/json',
      buffer: Buffer.from(forged),
    });
    await visit.page.getByRole('alert').first().waitFor();
    await photograph(visit.page, 'consent-01-forged');
    expect(await visit.page.getByRole('button', { name: 'Continue' }).count()).toBe(0);
  });

  it('shows who asks for what before anything runs, takes the age and a passphrase, and keeps the enrolment sealed', async () => {
    const file = join(visit.folder, 'invitation.plainsight');
    await writeFile(file, visit.office.enrolmentFile);
    await visit.page.locator('input[type=file]').setInputFiles(file);
    await visit.page.getByText('Example Ltd asks to record some of your working day').waitFor();
    await visit.page.getByText('This was made for The enrolled person.').waitFor();
    await photograph(visit.page, 'consent-02-invitation');
    expect(visit.person.employee.agent()).toBeNull();
    await visit.page.getByRole('button', { name: 'Continue' }).click();
    await photograph(visit.page, 'consent-03-age');
    await visit.page.getByRole('button', { name: 'I am 18 or over' }).click();
    for (const field of await visit.page.locator('input[type=password]').all()) await field.fill(passphrase);
    await photograph(visit.page, 'consent-04-passphrase');
    await visit.page.getByRole('button', { name: 'Make my keys' }).click();
    await visit.page.locator('li[data-purpose=apps]').waitFor();
    await photograph(visit.page, 'consent-05-choices');
    const secret = /"secretAccessKey\\?":\\?"([^"\\]+)/.exec(visit.office.enrolmentFile)?.[1];
    if (secret === undefined) throw new Error('the file holds no credential');
    expect(findings(await filesBelow(vault()), [secret])).toEqual([]);
  });

  it('records nothing when everything is refused, and everything else works', async () => {
    const switches = visit.page.locator('li[data-purpose]').getByRole('switch');
    expect(await switches.evaluateAll((all) => all.map((each) => each.getAttribute('aria-checked')))).toEqual(
      Array(6).fill('false'),
    );
    await visit.page.getByRole('button', { name: 'Keep all off' }).click();
    await visit.page.getByText('You agreed to nothing. Nothing is recorded.').waitFor();
    for (const place of ['Today', 'My data', 'Who looked', 'Health', 'Settings']) await go(place);
    await work();
    await go('Today');
    await visit.page.getByText('You have not agreed to anything').waitFor();
    await photograph(visit.page, 'consent-06-refused-all');
    expect(await records()).toEqual([]);
    const keys = [...(await allObjects(visit.office.owner)).keys()];
    expect(keys.filter((key) => isOfDays(key))).toEqual([]);
    // Six noes, which begin nothing: the page knows them after it was loaded anew.
    const history = unwrap(await visit.person.employee.service.consentHistory({}));
    expect(history.map(({ record }) => record.event)).toEqual(Array(6).fill('refused'));
    await open('Consent');
    await visit.page.getByText('You agreed to nothing. Nothing is recorded.').waitFor();
    expect(await visit.page.getByText('Step 3 of 3').count()).toBe(0);
  });

  it('records one purpose and no other once it is agreed to', async () => {
    await go('Consent');
    await agreeTo('apps');
    await photograph(visit.page, 'consent-07-one-purpose');
    await work();
    await soon(async () => (await records()).filter(({ kind }) => kind === 'window').length).toBeGreaterThan(2);
    expect(await kinds()).toEqual(['header', 'window']);
    for (const record of await records()) if (record.kind === 'window') expect(record.title).toBeNull();
    await go('Today');
    await visit.page.getByText('Recording apps for Example Ltd.').waitFor();
    await photograph(visit.page, 'consent-08-today-apps');
  });

  it('stops what a changed notice widens until it was read, side by side, and lets the rest be', async () => {
    await go('Consent');
    await agreeTo('input-counts');
    await visit.office.publish(({ purposes }) => ({
      purposes: purposes.map((each) => {
        if (each.purpose === 'apps') return { ...each, keptDays: { least: 180, most: 240 } };
        return each.purpose === 'input-counts' ? { ...each, keptDays: { least: 30, most: 60 } } : each;
      }),
    }));
    // The next morning: the agent starts anew and asks what the organisation publishes.
    await visit.person.close();
    visit.person = await startEnrolledPerson(vault(), visit.desktop, (line) => log.push(line));
    await open();
    await visit.page.locator('input[type=password]').first().fill(passphrase);
    await visit.page.getByRole('button', { name: 'Unlock' }).click();
    await visit.page.getByText('changed what it asks for').first().waitFor();
    await photograph(visit.page, 'consent-09-changed-banner');
    const stateOf = async (name: string) => (await status()).purposes.find(({ purpose }) => purpose === name)?.state;
    await soon(() => stateOf('apps')).toBe('changed');
    await soon(() => stateOf('input-counts')).toBe('recording');
    const before = (await records()).filter(({ kind }) => kind === 'window').length;
    await work();
    await soon(async () => (await records()).some(({ kind }) => kind === 'counts')).toBe(true);
    expect((await records()).filter(({ kind }) => kind === 'window')).toHaveLength(before);
    await go('Consent');
    const change = visit.page.locator('[data-changed=apps]');
    await change.locator('[data-field=keptDays]').getByText('Wider').waitFor();
    await photograph(visit.page, 'consent-10-side-by-side');
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
    await visit.person.chooseInTray('Pause > 1 hour');
    await visit.page.getByText(/^Paused until .* Nothing is being recorded\.$/).waitFor();
    await photograph(visit.page, 'consent-11-paused-by-tray');
    const before = (await records()).filter(isCaptured);
    await work('nobody sees this');
    expect((await records()).filter(isCaptured)).toHaveLength(before.length);
    await visit.page.getByRole('button', { name: 'Resume' }).click();
    await visit.page
      .getByTestId('answer')
      .getByText(/^Recording /)
      .waitFor();
    await visit.page.getByRole('button', { name: 'Pause', exact: true }).click();
    await visit.page.getByRole('menuitem', { name: /^15 minutes/ }).click();
    await visit.page.getByText(/^Paused until /).waitFor();
    await photograph(visit.page, 'consent-12-paused-by-page');
    await visit.person.chooseInTray('Resume');
    await visit.page
      .getByTestId('answer')
      .getByText(/^Recording /)
      .waitFor();
  });

  it('excludes a window that is tried on live, on everything that comes after', async () => {
    await go('Settings');
    await visit.page.getByRole('button', { name: 'Add a rule' }).click();
    const rule = visit.page.getByRole('group', { name: 'Rule 1' });
    await rule.getByLabel('Where').selectOption('Window title');
    await rule.getByLabel('Pattern').fill('Letters *');
    await visit.page.locator('tr[data-effect=exclude]', { hasText: 'Letters to the family' }).waitFor();
    await photograph(visit.page, 'consent-13-tried-live');
    await visit.page.getByRole('button', { name: 'Save', exact: true }).click();
    await soon(async () => unwrap(await visit.person.employee.service.settings({})).settings.rules.length).toBe(1);
    const savedAt = clock.now();
    await visit.desktop.activate(windows.private);
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
    expect(largestDifference(whole, { x, y, width, height }, maskColour, 24)).toBeLessThanOrEqual(coverNoise);
    await go('Today');
    await photograph(visit.page, 'consent-14-excluded');
  });

  it('deletes a span that is on hold, and nothing else', async () => {
    const start = clock.now();
    await visit.desktop.activate(windows.work);
    await visit.desktop.xdotool('type', '--delay', '20', 'this goes again');
    await soon(async () => (await records()).some((record) => 'start' in record && record.start > start)).toBe(true);
    const before = await records();
    await go('Today');
    await visit.page.getByRole('button', { name: 'Delete the last' }).click();
    await visit.page.getByRole('menuitem', { name: /^5 minutes/ }).click();
    const question = visit.page.getByTestId('delete-span');
    await photograph(visit.page, 'consent-17-delete-asked');
    await question.getByRole('button', { name: 'Delete' }).click();
    await question.getByText(/^Removed /).waitFor();
    await photograph(visit.page, 'consent-18-deleted');
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
    await visit.desktop.activate(windows.work);
    const typedFrom = clock.now();
    await visit.desktop.xdotool('type', '--delay', '20', 'a word to be covered');
    // Of a screen that does not change any more there is no further picture.
    await soon(async () => (await lastPicture())?.at ?? 0).toBeGreaterThan(typedFrom);
    // No further picture while this one is looked at.
    await visit.person.chooseInTray('Pause > Until I resume');
    const shot = await lastPicture();
    if (shot === undefined) throw new Error('no picture');
    const original = await picture(shot.id);
    const area = coveredArea;
    expect(liveliness(await decoded(original), area)).toBeGreaterThan(5);
    const sealedBefore = await filesBelow(join(vault(), 'objects'));
    coveredShot = shot.id;
    await go('Today');
    // The page may still show the list as it was before this picture.
    const held = visit.page.getByTestId('held-shot').filter({ has: visit.page.locator(`[data-shot-id="${shot.id}"]`) });
    await held.getByRole('button', { name: 'Cover a part' }).click();
    const canvas = visit.page.getByRole('application', { name: 'Picture to draw on' });
    await canvas.waitFor();
    const box = await canvas.boundingBox();
    if (box === null) throw new Error('no picture to draw on');
    const scale = box.width / shot.width;
    await visit.page.mouse.move(box.x + area.x * scale, box.y + area.y * scale);
    await visit.page.mouse.down();
    await visit.page.mouse.move(box.x + (area.x + area.width) * scale, box.y + (area.y + area.height) * scale, {
      steps: 5,
    });
    await visit.page.mouse.up();
    await photograph(visit.page, 'consent-15-covering');
    await visit.page.getByRole('button', { name: 'Cover 1 part' }).click();
    await visit.page.getByRole('dialog').waitFor({ state: 'detached' });
    const covered = await decoded(await picture(shot.id));
    expect(largestDifference(covered, area, maskColour, 20)).toBeLessThanOrEqual(coverNoise);
    await photograph(visit.page, 'consent-16-covered');
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
    await visit.person.chooseInTray('Resume');
    await go('Consent');
    await visit.page.locator('li[data-purpose=titles]').getByRole('switch').click();
    await visit.page.locator('li[data-purpose=titles][data-event=withdrawn]').waitFor();
    const withdrawnAt = clock.now();
    await work();
    await soon(async () =>
      (await records()).some((record) => record.kind === 'window' && record.start > withdrawnAt),
    ).toBe(true);
    for (const record of await records())
      if (record.kind === 'window' && record.start > withdrawnAt) expect(record.title).toBeNull();
    await visit.page.getByRole('button', { name: 'Withdraw all…' }).click();
    await photograph(visit.page, 'consent-19-withdraw-asked');
    await visit.page.getByRole('button', { name: 'Withdraw all', exact: true }).click();
    await visit.page.getByText('You agreed to nothing. Nothing is recorded.').waitFor();
    await photograph(visit.page, 'consent-20-withdrawn');
    const taken = (await records()).filter(isCaptured).length;
    await work('nobody sees this either');
    expect((await records()).filter(isCaptured)).toHaveLength(taken);

    await allUploaded(visit.person.employee);
    const objects = await allObjects(visit.office.owner);
    const texts = await openedActivity(objects, visit.office.viewer);
    const uploaded = [...texts.values()].flatMap(parseRecords);
    const tombs = uploaded.filter((record) => record.kind === 'removed-span');
    expect(tombs).toHaveLength(1);
    for (const record of uploaded)
      if ('start' in record && record.kind !== 'removed-span')
        expect(tombs.some(({ start, end }) => record.start < end && record.end > start)).toBe(false);
    const picture = (await openedPictures(objects, visit.office.viewer)).get(`${coveredShot}`);
    if (picture === undefined) throw new Error('the covered picture is not in the bucket');
    expect(largestDifference(await decoded(picture), coveredArea, maskColour, 20)).toBeLessThanOrEqual(coverNoise);
    // A viewer's key opens no decision: that something was refused or withdrawn is nobody's business who looks at days.
    const decisions = [...objects].filter(([key]) => key.includes('/consent/'));
    expect(decisions.length).toBeGreaterThan(8);
    for (const [, sealed] of decisions) expect(await openWith(visit.office.viewer, sealed)).toBeNull();
  }, 400_000);
});
