import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { problem } from '../../../../core/problem.ts';
import { fail } from '../../../../core/result.ts';
import { minuteMs } from '../../../../core/time/calendar.ts';
import { projectRuleMessages } from '../../../../messages/employee/timesheet/project-rules.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { overflows } from '../../fixtures/employee/data-pages.ts';
import { proposed } from '../../fixtures/employee/project-rule-calls.ts';
import { withTimesheets } from '../../fixtures/employee/timesheet-scene.ts';
import { weekWorld } from '../../fixtures/employee/week-calls.ts';

describe.skipIf(!hasChromium)('What rules propose of a week, in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function open(week = weekWorld({ proposals: proposed() }), options: { dark?: boolean; locale?: string } = {}) {
    const calls: { call: string; args: unknown }[] = [];
    const scene = withTimesheets(week, calls);
    world.server.show({ employee: scene });
    const opened = await world.open('/app/employee.html#timesheet', options);
    await opened.page.locator('main h1').waitFor();
    return { ...opened, scene, calls, week };
  }
  const decided = (args: unknown) => {
    const { isTaken, proposals } = args as { isTaken: boolean; proposals: { day: string; ms: number }[] };
    return [isTaken, ...proposals.map(({ day, ms }) => `${day} ${ms / minuteMs}`)];
  };

  it.each([
    ['beside what counts', false, {}],
    ['alone in the week', true, { rows: [] }],
    [
      'where rules cannot be read',
      false,
      { proposals: [], rulesProblem: problem('vault-unreadable', { part: 'content' }) },
    ],
  ] as const)('%s (dark: %s) has nothing serious for axe, keeps to the policy and fits', async (kind, dark, change) => {
    const week = { ...weekWorld({ proposals: proposed() }), ...structuredClone(change) } as ReturnType<
      typeof weekWorld
    >;
    const { page, complaints } = await open(week, { dark });
    if (kind.startsWith('where'))
      await page.getByText('Your rules could not be read, so nothing is proposed.').waitFor();
    else await page.getByTestId('proposal').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(languages)('speaks %s, with every word there', async (language) => {
    const { page, complaints } = await open(undefined, { locale: language });
    const words = projectRuleMessages[language];
    await page.getByRole('button', { name: words['leave-all'] }).click();
    await page.getByRole('button', { name: words.undo, exact: true }).click();
    await page.getByText(words['decided-undone']).waitFor();
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });

  it('says by which rule and how much, and hands nothing of it in', async () => {
    const { page, calls } = await open();
    await soon(() => page.locator('.proposed-by').allTextContents()).toEqual([
      'Proposed by your rule (title with “pier”): 40 min',
      'Proposed by your rule (app “Mail” and website “*.example.org”): 9 min',
    ]);
    expect(await page.getByTestId('week-total').textContent()).toBe('13:35');
    expect(await page.locator('.lines-table tbody tr').count()).toBe(3);
    expect(calls).toEqual([]);
  });

  it('is taken by one press of the keyboard, rule by rule, and can be undone', async () => {
    const { page, calls } = await open();
    const take = page.getByRole('button', { name: /^Take 40 min for Harbour bridge/ });
    await take.focus();
    await page.keyboard.press('Enter');
    await soon(() => page.getByTestId('week-total').textContent()).toBe('14:15');
    await soon(() => page.getByTestId('proposal').count()).toBe(1);
    await soon(() => page.getByTestId('decided').textContent()).toBe('Taken: 40 min. It counts in your week now.');
    await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Undo');
    await page.keyboard.press('Enter');
    await soon(() => page.getByTestId('week-total').textContent()).toBe('13:35');
    await soon(() => page.getByTestId('proposal').count()).toBe(2);
    expect(decided(calls[0]?.args)).toEqual([true, '2026-11-16 12', '2026-11-17 28']);
    expect(calls.map(({ call }) => call)).toEqual(['decideProposals', 'undoProposals']);
  });

  it('is taken and left day by day, and left rule by rule', async () => {
    const { page, calls } = await open();
    for (const [day, choice] of [
      ['Monday', 'Take'],
      ['Tuesday', 'Leave'],
    ] as const) {
      await page.getByRole('button', { name: new RegExp(`^Proposed for Harbour bridge, ${day}`) }).press('Enter');
      await page.getByRole('menuitem', { name: choice }).press('Enter');
      await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Undo');
    }
    await page.getByRole('button', { name: /^Leave 9 min for Office and training/ }).press('Enter');
    await soon(() => page.getByTestId('decided').textContent()).toBe('Left: 9 min. It is not proposed again.');
    expect(calls.map(({ args }) => decided(args))).toEqual([
      [true, '2026-11-16 12'],
      [false, '2026-11-17 28'],
      [false, '2026-11-17 9'],
    ]);
    await soon(() => page.getByTestId('proposal').count()).toBe(0);
  });

  it.each([
    ['Take all', true, '14:24'],
    ['Leave all', false, '13:35'],
  ] as const)('is decided at once by %s', async (name, isTaken, total) => {
    const { page, calls } = await open();
    await page.getByRole('button', { name }).click();
    await soon(() => page.getByTestId('proposals').count()).toBe(0);
    await soon(() => page.getByTestId('week-total').textContent()).toBe(total);
    expect(calls.map(({ args }) => decided(args))).toEqual([
      [isTaken, '2026-11-16 12', '2026-11-17 28', '2026-11-17 9'],
    ]);
  });

  it('is read again where it has changed meanwhile, and nothing was taken', async () => {
    const { page, scene, week } = await open();
    await page.getByTestId('proposal').first().waitFor();
    Object.assign(scene.service, { decideProposals: async () => fail(problem('proposal-changed')) });
    week.proposals = week.proposals.slice(0, 1);
    await page.getByRole('button', { name: 'Take all' }).click();
    await page.getByText('What your rules propose has changed since this page was read').waitFor();
    await soon(() => page.getByTestId('proposal').count()).toBe(1);
    expect(await page.getByTestId('week-total').textContent()).toBe('13:35');
  });
});
