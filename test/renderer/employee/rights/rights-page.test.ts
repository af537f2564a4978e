import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { problem } from '../../../../core/problem.ts';
import { ok } from '../../../../core/result.ts';
import { rightsMessages } from '../../../../messages/employee/rights/rights.ts';
import { PythonServer } from '../../../fixtures/rights/activitywatch-servers.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { overflows } from '../../fixtures/employee/data-pages.ts';
import { dataScene, dataWorld } from '../../fixtures/employee/data-scene.ts';
import { employeeScenes } from '../../fixtures/employee/employee-scenes.ts';
import { emptyRights, type RightsWorld, rightsScene, rightsWorld } from '../../fixtures/employee/rights-scene.ts';

describe.skipIf(!hasChromium)('My rights, in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function open(rights: RightsWorld = rightsWorld(), options: { dark?: boolean; locale?: string } = {}) {
    const calls: { call: string; args: unknown }[] = [];
    const scene = employeeScenes.full();
    const data = dataWorld();
    const picture = async () => ok({ webp: Buffer.from('picture').toString('base64') });
    Object.assign(scene.service, dataScene(data), { picture });
    Object.assign(
      scene.service,
      rightsScene((call, args, act) => {
        calls.push({ call, args });
        return act();
      }, rights),
    );
    world.server.show({ employee: scene });
    const opened = await world.open('/app/employee.html#rights', options);
    await opened.page.locator('#requests-title').waitFor();
    return { ...opened, calls };
  }

  const troubled = (): RightsWorld => {
    const rights = rightsWorld();
    const cause = problem('store-unreachable', { host: 'store.example.org', why: 'ECONNREFUSED' });
    rights.state = { ...rights.state, unread: 1, missing: 2, problem: problem('rights-unreadable', { cause }) };
    return rights;
  };
  const closed = (): RightsWorld => ({ isReached: false, state: { ...emptyRights().state, isTaken: false } });

  it.each([
    ['some', rightsWorld, false],
    ['some', rightsWorld, true],
    ['none', emptyRights, false],
    ['trouble', troubled, true],
    ['an organisation that takes none', closed, false],
  ] as const)('with %s (dark: %s) has nothing serious for axe, keeps to the policy and fits', async (_, made, dark) => {
    const { page, complaints } = await open(made(), { dark });
    const erasure = page.getByRole('radio', { name: /^Erasure/ });
    if ((await erasure.count()) > 0) await erasure.check();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    const folder = process.env.PLAINSIGHT_PICTURES;
    if (folder !== undefined) {
      await page.screenshot({ path: `${folder}/rights-${made.name}-${dark ? 'dark' : 'light'}.png`, fullPage: true });
      await page.setViewportSize({ width: 420, height: 900 });
      await page.screenshot({ path: `${folder}/rights-${made.name}-narrow.png`, fullPage: true });
    }
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect(complaints).toEqual([]);
  });

  it('says of each request how it stands, overdue first, and where to complain', async () => {
    const { page } = await open();
    const states = await page
      .getByTestId('right')
      .evaluateAll((all) => all.map((each) => each.getAttribute('data-state')));
    expect(states).toEqual(['overdue', 'begun', 'open', 'open', 'extended', 'refused', 'fulfilled', 'fulfilled']);
    const first = page.getByTestId('right').first();
    expect(await first.textContent()).toMatch(/Overdue since .*complain to a data protection authority/);
    const all = await page.locator('#root, body').first().textContent();
    expect(all).toContain('The authority, 1 Law Street');
    expect(all).toContain('it takes longer: Payroll has to look at it too.');
    expect(all).toContain('called back on the number on file');
    expect(all).toContain('has not reached the storage yet');
  });

  it('asks by keyboard alone: nothing is chosen before, and what lacks is said', async () => {
    const { page, calls } = await open(emptyRights());
    expect(await page.getByRole('radio', { checked: true }).count()).toBe(0);
    await page.getByRole('radio', { name: /^Objection/ }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('button', { name: 'Ask', exact: true }).press('Enter');
    await soon(() => page.getByRole('alert').textContent()).toBe('Say what it is about.');
    expect(calls).toEqual([]);
    await page.getByLabel('What is it about?').fill('  To the screenshots.  ');
    await page.getByRole('button', { name: 'Ask', exact: true }).press('Enter');
    await page.getByText('You have asked. The answer will stand here.').waitFor();
    const asked = { kind: 'objection', text: 'To the screenshots.', erasure: null };
    expect(calls).toEqual([{ call: 'askRight', args: { asked } }]);
    await soon(() => page.getByTestId('right').count()).toBe(1);
  });

  it('asks for a span, for screenshots and for everything to be erased, and says where it waits', async () => {
    const { page, calls } = await open({ ...emptyRights(), isReached: false });
    await page.getByRole('radio', { name: /^Erasure/ }).check();
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await soon(() => page.getByRole('alert').textContent()).toBe('Fill in both days.');
    await page.getByLabel('From').fill('9/11/2026');
    await page.getByLabel('To', { exact: true }).fill('2/11/2026');
    await soon(() => page.getByRole('alert').textContent()).toBe('The first day is after the last.');
    await page.getByLabel('From').fill('2/11/2026');
    await page.getByLabel('To', { exact: true }).fill('9/11/2026');
    await page.getByRole('button', { name: 'Ask', exact: true }).click();
    await page.getByText('It is kept here and sent as soon').waitFor();
    for (const what of ['All screenshots', 'Everything']) {
      await page.getByRole('radio', { name: /^Erasure/ }).check();
      await page.getByLabel(what, { exact: true }).check();
      await page.getByRole('button', { name: 'Ask', exact: true }).click();
      await page.getByText('It is kept here and sent as soon').waitFor();
    }
    expect(calls.map(({ args }) => (args as { asked: { erasure: unknown } }).asked.erasure)).toEqual([
      { from: '2026-11-02', to: '2026-11-09', classes: ['days', 'shots'] },
      { from: null, to: null, classes: ['shots'] },
      { from: null, to: null, classes: ['days', 'shots', 'weeks'] },
    ]);
  });

  it('takes a request back once it was asked again', async () => {
    const { page, calls } = await open();
    const open1 = page.getByTestId('right').nth(2);
    await open1.getByRole('button', { name: /^Take back: / }).press('Enter');
    await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Leave it');
    await open1.getByRole('button', { name: 'Take it back' }).click();
    await soon(() => calls.map(({ call }) => call)).toEqual(['withdrawRight']);
    await page.getByText('You took it back').waitFor();
  });

  it('makes one file of everything, which the person’s own days can be read from', async () => {
    const { page } = await open();
    const loading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Make the file' }).click();
    const file = await loading;
    expect(file.suggestedFilename()).toMatch(/^plainsight-.*everything\.zip$/);
    const files = unzipSync(await readFile(await file.path()));
    const names = Object.keys(files);
    for (const name of [
      'index.html',
      'manifest.json',
      'looks.csv',
      'consent.csv',
      'requests.json',
      'tables/windows.csv',
    ])
      expect(names).toContain(name);
    expect(names.some((name) => /^consent\/\d{6}-record\.json$/.test(name))).toBe(true);
    expect(names.some((name) => /^pictures\/.*\.webp$/.test(name))).toBe(true);
    const python = new PythonServer();
    python.import(strFromU8(files['activitywatch/buckets.json'] as Uint8Array));
    expect(python.buckets.get('aw-watcher-window_plainsight')?.events.length).toBeGreaterThan(10);
    await page.getByText(/^Done: plainsight-/).waitFor();
  });

  it.each(languages)('speaks %s, with every word there', async (language) => {
    const { page, complaints } = await open(rightsWorld(), { locale: language });
    const words = rightsMessages[language];
    await page.getByRole('heading', { name: words.title, exact: true }).waitFor();
    await page.getByRole('radio', { name: new RegExp(`^${words.erasure}`) }).check();
    await page.getByLabel(words['what-everything'], { exact: true }).check();
    expect(await page.getByText(words['state-refused'], { exact: true }).count()).toBe(1);
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });
});
