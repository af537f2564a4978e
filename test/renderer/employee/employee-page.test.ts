import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  hasChromium,
  type PageWorld,
  pageWorld,
  seriousFindings,
  soon,
  tabStops,
  violationsOf,
} from '../fixtures/browser.ts';
import { type EmployeeSceneName, employeeScenes } from '../fixtures/employee/employee-scenes.ts';

describe.skipIf(!hasChromium)('the employee’s page in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function openScene(name: EmployeeSceneName, options: { dark?: boolean; page?: string } = {}) {
    const scene = employeeScenes[name]();
    world.server.show({ employee: scene });
    return { scene, ...(await world.open(`/app/employee.html#${options.page ?? ''}`, options)) };
  }

  const scenes = Object.keys(employeeScenes) as EmployeeSceneName[];
  const looks = [...scenes.map((name) => [name, false] as const), ['full', true] as const, ['off', true] as const];
  it.each(looks)('%s (dark: %s) keeps to the policy and has nothing serious for axe', async (name, dark) => {
    const { page, complaints } = await openScene(name, { dark });
    const early = {
      new: page.getByLabel('New passphrase'),
      locked: page.getByLabel('Passphrase'),
      slow: page.getByRole('status'),
    };
    await (name in early ? early[name as keyof typeof early] : page.locator('main h1')).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('says in words and in the DOM what is recorded', async () => {
    const { page } = await openScene('full');
    await soon(() => page.getByTestId('answer').textContent()).toContain(
      'Recording apps, counts, presence and screenshots',
    );
    await soon(() => page.locator('[data-recording]').getAttribute('data-recording')).toBe('on');
    await page.getByText('Not recorded: titles (you did not agree)').waitFor();
  });

  it('pauses for the chosen length and resumes, all by keyboard', async () => {
    const { page, scene } = await openScene('full');
    await page.getByRole('button', { name: 'Pause' }).focus();
    await page.keyboard.press('Enter');
    // The menu takes the focus a moment after it shows: a key before that would be lost.
    const focused = () => page.evaluate(() => document.activeElement?.textContent);
    await soon(focused).toMatch(/^15 minutes/);
    await page.keyboard.press('ArrowDown');
    await soon(focused).toMatch(/^1 hour/);
    await page.keyboard.press('Enter');
    await page.getByText('Paused until').waitFor();
    await soon(focused).toMatch(/Resume/);
    expect(scene.calls).toEqual([{ call: 'pause', args: { length: '1-hour' } }]);
    await soon(() => page.locator('[data-recording]').getAttribute('data-recording')).toBe('paused');
    await page.keyboard.press('Enter');
    await page.getByText('Recording apps').waitFor();
    await soon(focused).toMatch(/^\s*Pause/);
    expect(scene.calls.at(-1)).toEqual({ call: 'resume', args: {} });
    expect(await violationsOf(page)).toEqual([]);
  });

  it('deletes a held picture only after the second word, and keeping is first', async () => {
    const { page, scene } = await openScene('full');
    const held = page.getByTestId('held-shot');
    await held.first().waitFor();
    const before = await held.count();
    const label = await held.first().getByRole('button', { name: /^Open/ }).getAttribute('aria-label');
    const wanted = scene.shots.findLast(({ monitor, place }) => place === 'hold' && label?.endsWith(monitor))?.id;
    await held.first().getByRole('button', { name: 'Delete' }).click();
    await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Keep');
    await page.keyboard.press('Enter');
    expect(scene.calls).toEqual([]);
    await held.first().getByRole('button', { name: 'Delete' }).click();
    await held.first().getByRole('button', { name: 'Delete' }).click();
    await soon(() => held.count()).toBe(before - 1);
    expect(scene.calls).toEqual([{ call: 'deleteShot', args: { id: wanted } }]);
  });

  it('counts down until a picture leaves', async () => {
    const { page } = await openScene('full');
    const countdown = page.getByTestId('countdown').first();
    const first = await countdown.textContent();
    expect(first).toMatch(/Leaves in \d+:\d\d/);
    await soon(() => countdown.textContent()).not.toBe(first);
  });

  it('shows pictures, opens one large and closes it again', async () => {
    const { page } = await openScene('full');
    await page
      .getByRole('button', { name: /^Open the screenshot/ })
      .first()
      .click();
    const large = page.getByRole('dialog').locator('img[data-shot-id]');
    await large.first().waitFor();
    await soon(() => large.first().evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await soon(() => page.getByRole('dialog').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });

  it('takes a new passphrase only when it is long enough and typed the same twice', async () => {
    const { page, scene } = await openScene('new');
    const [first, again] = [page.getByLabel('New passphrase'), page.getByLabel('The same again')];
    const make = page.getByRole('button', { name: 'Make my keys' });
    await first.fill('short');
    await make.click();
    await page.getByText('fewer than 12 characters').waitFor();
    await first.fill('four plain words here');
    await again.fill('four plain words there');
    await make.click();
    await page.getByText('not the same').waitFor();
    expect(scene.calls).toEqual([]);
    await again.fill('four plain words here');
    await make.click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await soon(() => scene.calls).toEqual([{ call: 'unlock', args: { passphrase: 'four plain words here' } }]);
  });

  it('says what to do about a wrong passphrase', async () => {
    const { page } = await openScene('locked');
    await page.getByLabel('Passphrase').fill('wrong one');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('upper and lower case matter').waitFor();
  });

  it('claims nothing once the service has gone', async () => {
    const { page } = await openScene('full');
    await page.getByTestId('answer').waitFor();
    world.server.setGone(true);
    await page.getByText('We do not know what is being recorded right now.').waitFor();
    await soon(() => page.locator('[data-recording]').getAttribute('data-recording')).toBe('not-known');
    await soon(() => page.getByRole('status').first().textContent()).toBe('Not known');
  });

  it('can be walked by Tab, every stop with a ring, and everything that acts is a stop', async () => {
    const { page } = await openScene('full');
    await page.getByTestId('held-shot').first().waitFor();
    const stops = await tabStops(page);
    expect(stops.filter((stop) => stop.startsWith('NO FOCUS RING'))).toEqual([]);
    const names = ['Today', 'Consent', 'Pause', 'Timeline of the day', 'Zoom in', 'Delete', 'Show all 68'];
    expect(stops).toEqual(expect.arrayContaining(names));
    const acting = await page.locator('button:enabled, [role=switch], [tabindex="0"]').count();
    expect(stops.length).toBeGreaterThanOrEqual(acting);
  });
});
