import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recordIdSchema } from '../../../../core/ids.ts';
import { type Language, languages } from '../../../../core/language.ts';
import type { AskedQuestion } from '../../../../ipc/employee-questions.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { at } from '../../fixtures/days.ts';
import { viewsOf } from '../../fixtures/employee/access-log-scene.ts';
import { overflows } from '../../fixtures/employee/data-pages.ts';
import { type EmployeeScene, scene } from '../../fixtures/employee/employee-scenes.ts';
import { statusOf } from '../../fixtures/employee/employee-statuses.ts';

/** Looks that the person was not shown yet. */
function unseen(count: number, language: Language | null = null): EmployeeScene {
  const looks = viewsOf(count);
  const views = { ...looks, views: looks.views.map((view) => ({ ...view, isSeen: false })) };
  return scene({ views, status: statusOf({ language }) });
}

/** A look that was asked about, with how far the question has come. */
function asked(delivery: AskedQuestion['delivery'], language: Language | null = null): EmployeeScene {
  const shown = unseen(1, language);
  const [look] = shown.views?.views ?? [];
  if (look === undefined) throw new Error('no look');
  const { id: receipt, by: viewer, viewer: viewerName, look: what, at: lookedAt, day, to, reason } = look;
  const id = recordIdSchema.parse('9'.repeat(26));
  const about = { receipt, viewer, viewerName, look: what, lookedAt, day, to, reason };
  shown.questions = [{ id, at: lookedAt, ...about, text: 'What for?', on: to, delivery, replies: [], seen: 0 }];
  return shown;
}

describe.skipIf(!hasChromium)('looks that were not seen, in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function openAt(hash: string, shown = unseen(5), dark = false) {
    world.server.show({ employee: shown });
    return { shown, ...(await world.open(`/app/employee.html${hash}`, { dark })) };
  }

  it.each([
    ['#today', false],
    ['#today', true],
    ['#access-log', false],
    ['#access-log', true],
  ] as const)(
    '%s (dark: %s) keeps to the policy, has nothing serious for axe and fits, with a form open',
    async (hash, dark) => {
      const { page, complaints } = await openAt(hash, unseen(5), dark);
      await page.getByRole('button', { name: 'Ask why' }).first().click();
      await page.getByLabel('Your question to Payroll').fill('What for?');
      expect(await seriousFindings(page)).toEqual([]);
      expect(await overflows(page)).toEqual([0, 0, 0, 0]);
      expect(await violationsOf(page)).toEqual([]);
      expect(complaints).toEqual([]);
    },
  );

  it.each<[AskedQuestion['delivery'], RegExp]>([
    [{ at: 'here', leavesAt: at(23) }, /^Leaves at 23:00, with what was recorded before it\./],
    [{ at: 'here', leavesAt: at(1) }, /^On its way: nobody else can read it yet\.$/],
    [{ at: 'here', leavesAt: null }, /^Leaves once you have said what becomes of your idle time\./],
    [{ at: 'leaving' }, /^On its way/],
    [{ at: 'there', since: at(9) }, /^With those who may open that day since 09:00\. No reply yet\.$/],
    [{ at: 'stays' }, /^Stays on this computer/],
    [{ at: 'unknown' }, /^Whether it has left this computer is not known\.$/],
  ])('that were asked about say how far the question has come: %o', async (delivery, words) => {
    const { page, complaints } = await openAt('#today', asked(delivery));
    await soon(() => page.getByTestId('delivery').textContent()).toMatch(words);
    expect(complaints).toEqual([]);
  });

  it.each(languages)('are told in %s, with every word there', async (language) => {
    const { page, complaints } = await openAt('#today', unseen(5, language));
    const first = page.getByTestId('new-looks').locator('li').first();
    const said = {
      en: 'Today at 15:11, Payroll opened your day Tue 17 Nov. Reason: Hours of the release',
      de: 'Heute um 15:11 hat Payroll Ihren Tag Di., 17. Nov. geöffnet. Grund: Hours of the release',
      es: 'Hoy a las 15:11, Payroll abrió su día mar, 17 nov. Motivo: Hours of the release',
    }[language];
    await soon(() => first.locator('p').textContent()).toBe(said);
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });

  it('are counted beside the page’s name, told on Today until they were seen, and marked on Who looked', async () => {
    const { page } = await openAt('#today');
    const count = page.locator('nav a').getByTestId('nav-new');
    await soon(() => count.textContent()).toBe('5, 5 new');
    const card = page.getByTestId('new-looks');
    await soon(() => card.locator('li').count()).toBe(3);
    await card.getByRole('button', { name: 'I have seen them' }).press('Enter');
    await soon(() => count.textContent()).toBe('2, 2 new');
    await soon(() => card.locator('li').count()).toBe(2);
    await card.getByRole('link', { name: 'See all on Who looked' }).press('Enter');
    await soon(() => page.locator('.new-tag').count()).toBe(2);
    await soon(() => count.count()).toBe(0);
    await page.getByRole('link', { name: 'Today' }).click();
    await page.getByTestId('answer').waitFor();
    expect(await card.count()).toBe(0);
  });

  it('are none where all were seen, and no number stands for what is not known', async () => {
    const { page } = await openAt('#today', scene({ views: viewsOf(3) }));
    await page.getByTestId('answer').waitFor();
    expect(await page.getByTestId('nav-new').count()).toBe(0);
    const broken = await openAt('#today', scene({ views: null }));
    await broken.page.getByTestId('answer').waitFor();
    expect(await broken.page.getByTestId('nav-new').count()).toBe(0);
  });

  it('are asked about by keyboard: nothing leaves for ten seconds, and what is taken back never does', async () => {
    const shown = unseen(1);
    world.server.show({ employee: shown });
    const { page } = await world.open('/app/employee.html#access-log');
    await page.clock.install();
    await page.reload();
    const ask = page.getByRole('button', { name: 'Ask why: Payroll, Today at 15:11' });
    await ask.press('Enter');
    const field = page.getByLabel('Your question to Payroll');
    await soon(() => field.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.getByRole('button', { name: 'Send' }).press('Enter');
    expect(await field.isVisible()).toBe(true);
    await field.fill('What did you look for?');
    await page.getByRole('button', { name: 'Send' }).press('Enter');
    const undo = page.getByRole('button', { name: 'Undo' });
    await soon(() => undo.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.clock.fastForward(9_000);
    await undo.press('Enter');
    // The words are still there, to be mended.
    await soon(() => field.inputValue()).toBe('What did you look for?');
    await page.clock.fastForward(11_000);
    expect(shown.calls.filter(({ call }) => call === 'askAboutLook')).toEqual([]);
    await page.getByRole('button', { name: 'Send' }).press('Enter');
    // It goes on while another page is open.
    await page.getByRole('link', { name: 'Health' }).click();
    await page.clock.fastForward(11_000);
    await soon(() => shown.calls.filter(({ call }) => call === 'askAboutLook').map(({ args }) => args)).toMatchObject([
      { text: 'What did you look for?' },
    ]);
    await page.getByRole('link', { name: 'Who looked' }).click();
    await soon(() => page.getByTestId('question').textContent()).toContain(
      'What did you look for?With those who may open that day since 15:14. No reply yet.',
    );
    // Its clock is not that of the next test.
    await page.context().close();
  });

  it('are not taken back once the question is being sent, however long that takes', async () => {
    const shown = unseen(1);
    const { askAboutLook } = shown.service;
    let arrive = () => {};
    const arrived = new Promise<void>((done) => {
      arrive = done;
    });
    let isAsked = false;
    Object.assign(shown.service, {
      askAboutLook: async (args: Parameters<typeof askAboutLook>[0]) => {
        isAsked = true;
        await arrived;
        return askAboutLook(args);
      },
    });
    world.server.show({ employee: shown });
    const { page } = await world.open('/app/employee.html#access-log');
    await page.clock.install();
    await page.reload();
    await page.getByRole('button', { name: 'Ask why: Payroll, Today at 15:11' }).press('Enter');
    await page.getByLabel('Your question to Payroll').fill('What for?');
    await page.getByRole('button', { name: 'Send' }).press('Enter');
    const leaving = page.getByTestId('question-leaving');
    await soon(() => leaving.textContent()).toContain('if this window stays open');
    await page.clock.fastForward(10_001);
    await soon(async () => isAsked).toBe(true);
    await soon(() => leaving.textContent()).toContain('is being sent');
    await leaving.getByRole('button', { name: 'Undo' }).press('Enter');
    expect(await page.getByTestId('ask-why').count()).toBe(0);
    expect(await leaving.textContent()).toContain('is being sent');
    arrive();
    await soon(() => page.getByTestId('question').textContent()).toContain(
      'What for?With those who may open that day since 15:14. No reply yet.',
    );
    await page.context().close();
  });

  it('have a reply beside them, which Today tells until it was seen', async () => {
    const shown = unseen(1);
    const { page } = await openAt('#access-log', shown);
    // The look itself was seen, so that Today tells of the reply alone.
    await soon(async () => shown.views?.views.every(({ isSeen }) => isSeen)).toBe(true);
    await page.goto('about:blank');
    const [view] = shown.views?.views ?? [];
    if (view === undefined) throw new Error('no look');
    await shown.service.askAboutLook({ look: { id: view.id, by: view.by }, text: 'What for?' });
    const [asked] = shown.questions;
    if (asked === undefined) throw new Error('no question');
    const reply = { person: view.by as never, request: asked.id, day: asked.on, at: view.at, viewer: 'Payroll' };
    shown.questions = [{ ...asked, replies: [{ ...reply, text: 'For the hours of the release.' }] }];
    const opened = await openAt('#today', shown);
    const card = opened.page.getByTestId('new-reply');
    await soon(() => card.getByTestId('reply').textContent()).toBe('For the hours of the release.');
    expect(await seriousFindings(opened.page)).toEqual([]);
    await opened.page.locator('nav a[href="#access-log"]').click();
    const row = opened.page.getByTestId('view').first();
    await soon(() => row.getByTestId('reply').textContent()).toBe('For the hours of the release.');
    await soon(() => opened.page.getByTestId('nav-new').count()).toBe(0);
    await opened.page.getByRole('link', { name: 'Today' }).click();
    await opened.page.getByTestId('answer').waitFor();
    await soon(() => card.count()).toBe(0);
  });
});
