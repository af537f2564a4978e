import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../core/problem.ts';
import { adminScene, rightCode, viewerId } from '../fixtures/administrator/admin-scenes.ts';
import {
  hasChromium,
  type OpenOptions,
  type PageWorld,
  pageWorld,
  seriousFindings,
  soon,
  tabStops,
  violationsOf,
} from '../fixtures/browser.ts';

describe.skipIf(!hasChromium)('the administrator’s pages in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function open(parts: Parameters<typeof adminScene>[0] = {}, place = '', options?: OpenOptions) {
    const scene = adminScene(parts);
    world.server.show({ administrator: scene });
    return { scene, ...(await world.open(`/app/administrator.html${place}`, options)) };
  }

  it('opens with the passphrase and no other, and shows nothing once it is locked', async () => {
    const { page, complaints } = await open({ phase: 'locked' });
    await page.getByLabel('Passphrase', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText('does not open').waitFor();
    await page.getByLabel('Passphrase', { exact: true }).fill('right');
    await page.getByRole('button', { name: 'Unlock' }).click();
    await page.getByText('Ada Lovelace').waitFor();
    await page.getByRole('button', { name: 'Lock', exact: true }).click();
    await page.getByRole('heading', { name: 'Your administrator’s keys are locked' }).waitFor();
    expect(await page.locator('body').textContent()).not.toContain('Ada Lovelace');
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('confirms a computer by the code that is typed, and keeps a wrong one', async () => {
    const { page, scene } = await open();
    await page.getByRole('button', { name: 'Confirm a computer of Ada Lovelace' }).click();
    const code = page.getByLabel('The code that Ada Lovelace reads out');
    await code.fill('0000-0000');
    await page.getByRole('button', { name: 'Confirm this computer' }).click();
    await page.getByText('No device of this person').waitFor();
    await soon(() => code.inputValue()).toBe('0000-0000');
    await code.fill(rightCode);
    await code.press('Enter');
    await page.getByTestId('said').getByText('The computer of Ada Lovelace is confirmed.').waitFor();
    expect(scene.calls.at(-1)).toMatchObject({ call: 'confirm', args: { code: rightCode } });
    await soon(() => page.getByRole('button', { name: /^Confirm a computer/ }).count()).toBe(0);
  });

  it('asks at 1,000 people about those who are shown alone, and about all only for a filter', async () => {
    const { page, scene } = await open({ people: 1000 });
    await page.getByText('1–50 of 1,000').waitFor();
    await soon(() => page.getByText('Reading…').count()).toBe(0);
    expect(scene.standings).toEqual([50]);
    await page.getByRole('button', { name: 'Wait for you' }).click();
    await page.getByText('200 people of 1,000').waitFor();
    expect(scene.standings.every((count) => count <= 50)).toBe(true);
    await page.getByRole('searchbox').fill('lovelace');
    await page.getByText('1 person of 1,000').waitFor();
  });

  it('says what giving and taking does before it is done, in as many steps', async () => {
    const { page, scene } = await open({}, `#access/${viewerId}`);
    await page.getByLabel('Alan Turing').check();
    await page.getByTestId('effect').getByText('Lead may open these days of 1 person').waitFor();
    await page.getByRole('button', { name: 'Take days' }).click();
    // Whose days may not be opened have none to be taken.
    await soon(() => page.getByLabel('Alan Turing').count()).toBe(0);
    await page.getByLabel('Grace Hopper').check();
    await page.getByLabel('From the day').fill('2026-04-01');
    await page.getByTestId('effect').getByText('Lead may no longer open these days of 1 person').waitFor();
    await page.getByRole('button', { name: 'Take these days' }).click();
    await page.getByText('Lead: access was taken.').waitFor();
    expect(scene.calls).toMatchObject([
      { call: 'changeAccess', args: { effect: 'take', from: '2026-04-01', to: null, viewer: viewerId } },
    ]);
  });

  it('loses a race against another administrator, says what they did, and keeps what was typed', async () => {
    const accessProblem = problem('administration-changed', { what: 'Ada: org take (Lead, Grace Hopper)' });
    const { page } = await open({ accessProblem }, `#access/${viewerId}`);
    await page.getByLabel('Alan Turing').check();
    await page.getByLabel('From the day').fill('2026-04-01');
    await page.getByRole('button', { name: 'Give these days' }).click();
    await page.getByText('Ada: org take (Lead, Grace Hopper)').waitFor();
    await soon(() => page.getByLabel('Alan Turing').isChecked()).toBe(true);
    await soon(() => page.getByLabel('From the day').inputValue()).toBe('2026-04-01');
  });

  it('says what a change of settings means for people before it is published, and publishes that', async () => {
    const { page, scene } = await open({}, '#settings');
    const publish = page.getByRole('button', { name: 'Publish' });
    await page.getByText('Nothing is different.').waitFor();
    await soon(() => publish.isDisabled()).toBe(true);
    await page.getByLabel('A screenshot about every').fill('1');
    await page.locator('[data-effect=stops]').getByText('stops until each person reads it').waitFor();
    await page.getByText('It concerns the 3 people who have a confirmed computer').waitFor();
    // Narrowing is one step too, and says so.
    await page.getByLabel('A screenshot about every').fill('30');
    await page.locator('[data-effect=narrows]').waitFor();
    await page.getByLabel('Apps in use').uncheck();
    await page.locator('[data-effect=ends]').waitFor();
    await publish.click();
    await page.getByText('Version 4 is published.').waitFor();
    expect(scene.calls).toMatchObject([
      {
        call: 'publishSettings',
        args: { version: 3, form: { shotIntervalMs: 1_800_000, purposes: ['presence', 'screenshots'] } },
      },
    ]);
  });

  it('names a gap in the log, and shows no log with one', async () => {
    const { page } = await open({ logProblem: problem('admin-log-gap', { number: 4 }) }, '#log', { locale: 'de' });
    await page.getByText('Eintrag 4 im Protokoll der Verwaltung fehlt im Speicher.').waitFor();
    await soon(() => page.locator('[data-entry]').count()).toBe(0);
  });

  it.each([
    ['en', '#people', 'Ada Lovelace', 1280],
    ['de', '#viewers', 'Darf Tage von 3 Personen öffnen:', 390],
    ['es', `#access/${viewerId}`, 'Cambiar el acceso de Lead', 390],
    ['es', '#log', 'dio acceso', 768],
    ['de', '#settings', 'Wie lange es aufbewahrt wird', 390],
    ['de', '#administrators', 'Grace (Sie)', 390],
    ['de', '#people', 'Wartet auf Bestätigung', 390],
  ] as const)('in %s at %s nothing is wrong for axe, and nothing is cut off', async (locale, place, words, width) => {
    const { page, complaints } = await open({}, place, { locale, dark: width === 390 });
    await page.setViewportSize({ width, height: 844 });
    await page.getByText(words).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    expect((await tabStops(page)).filter((stop) => stop.startsWith('NO FOCUS RING'))).toEqual([]);
    expect(complaints).toEqual([]);
  });
});
