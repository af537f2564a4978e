import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { ok } from '../../../../core/result.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { goTo, openDay, openScene } from '../../fixtures/manager/manager-pages.ts';
import { overflows } from '../frame/opened-pages.ts';

describe.skipIf(!hasChromium)('questions about looks in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  it.each([
    ['asked', false],
    ['asked', true],
    ['full', false],
    ['errors', false],
  ] as const)('%s (dark: %s) keep to the policy, have nothing serious for axe and fit', async (name, dark) => {
    const { page, complaints } = await openScene(world, name, { dark });
    await goTo(page, '#questions');
    await page.getByRole('heading', { level: 1, name: 'Questions' }).waitFor();
    const shown = { asked: '.question-item', full: '.empty', errors: '[data-problem]' }[name];
    await page.locator(shown).first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(languages)('are told in %s, with every word there', async (language) => {
    const { page, complaints } = await openScene(world, 'asked', { locale: language });
    await goTo(page, '#questions');
    const title = { en: 'Questions', de: 'Fragen', es: 'Preguntas' }[language];
    await page.getByRole('heading', { level: 1, name: title }).waitFor();
    await soon(() => page.locator('.question-item').count()).toBe(2);
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0]);
  });

  it('are counted beside the page’s name, replied to by keyboard, and counted no more', async () => {
    const { page, scene } = await openScene(world, 'asked');
    const count = page.getByTestId('questions-count');
    await soon(() => count.textContent()).toBe('2');
    await goTo(page, '#questions');
    const first = page.locator('.question-item').first();
    await soon(() => first.locator('blockquote p').textContent()).toBe('What did you look for on Tuesday?');
    expect(await first.locator('p').first().textContent()).toContain('Viewer One opened the day Tue 17 Nov');
    expect(await first.locator('p').first().textContent()).toContain('Reason: Agreed check-in');
    await first.getByRole('button', { name: 'Reply' }).press('Enter');
    expect(scene.calls.filter(({ call }) => call === 'replyToQuestion')).toEqual([]);
    await first.getByLabel('Your reply to Person One').fill(' The hours of the release. ');
    await first.getByRole('button', { name: 'Reply' }).press('Enter');
    await soon(() => first.getByTestId('reply').textContent()).toContain('The hours of the release.');
    await soon(() =>
      first.getByRole('button', { name: 'Reply once more' }).evaluate((element) => element === document.activeElement),
    ).toBe(true);
    await soon(() => count.textContent()).toBe('1');
    expect(scene.calls.filter(({ call }) => call === 'replyToQuestion').map(({ args }) => args)).toMatchObject([
      { text: 'The hours of the release.' },
    ]);
    await page.getByRole('button', { name: 'Read again' }).click();
    await soon(() => page.locator('.question-item').count()).toBe(1);
  });

  it('are one each, though two people’s computers gave them the same id', async () => {
    const { page, scene } = await openScene(world, 'asked');
    const { questions } = scene.service;
    const known = await questions({});
    if (!known.ok) throw new Error('the scene has questions');
    const [first] = known.value.questions;
    const same = known.value.questions.map((each) => ({ ...each, id: first?.id ?? each.id }));
    Object.assign(scene.service, { questions: async () => ok({ ...known.value, questions: same }) });
    await page.reload();
    await goTo(page, '#questions');
    const items = page.locator('.question-item');
    await soon(() => items.count()).toBe(2);
    await items.first().getByLabel('Your reply to Person One').fill('The hours of the release.');
    await items.first().getByRole('button', { name: 'Reply' }).press('Enter');
    await items.first().getByTestId('reply').waitFor();
    expect(await items.nth(1).getByTestId('reply').count()).toBe(0);
    await soon(() => page.getByTestId('questions-count').textContent()).toBe('1');
  });

  it('stand on the day, with what was replied', async () => {
    const { page } = await openScene(world, 'asked');
    await openDay(page);
    const card = page.getByRole('region', { name: 'Questions about looks at this day' });
    await soon(() => card.locator('.question-item').count()).toBe(2);
    const first = card.locator('.question-item').first();
    await first.getByLabel('Your reply to Person One').fill('The hours of the release.');
    await first.getByRole('button', { name: 'Reply' }).click();
    await soon(() => first.getByTestId('reply').textContent()).toContain('Viewer One replied');
    expect(await seriousFindings(page)).toEqual([]);
  });
});
