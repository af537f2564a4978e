import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { projectRuleMessages } from '../../../../messages/employee/timesheet/project-rules.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { overflows } from '../../fixtures/employee/data-pages.ts';
import { ownRule, type RuleWorld, ruleWorld } from '../../fixtures/employee/project-rule-calls.ts';
import { withTimesheets } from '../../fixtures/employee/timesheet-scene.ts';
import { bridge, office, weekWorld } from '../../fixtures/employee/week-calls.ts';

const old = { id: 'old', name: 'Old tower' };

describe.skipIf(!hasChromium)('Rules that propose projects, in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function open(rules: RuleWorld = ruleWorld(), options: { dark?: boolean; locale?: string } = {}) {
    const calls: { call: string; args: unknown }[] = [];
    const scene = withTimesheets(weekWorld(), calls, rules);
    world.server.show({ employee: scene });
    const opened = await world.open('/app/employee.html#timesheet/rules', options);
    await opened.page.locator('main h1').waitFor();
    return { ...opened, scene, calls };
  }
  const said = (page: Awaited<ReturnType<typeof open>>['page']) => page.locator('.rule-says p:first-child');

  it.each([
    ['some', false],
    ['some', true],
    ['none', false],
    ['damaged', true],
  ] as const)('with %s (dark: %s) has nothing serious for axe, keeps to the policy and fits', async (kind, dark) => {
    const rules = ruleWorld();
    if (kind === 'none') rules.rules = [];
    if (kind === 'damaged') rules.isDamaged = true;
    if (kind === 'some') rules.rules.push(ownRule(3, { title: 'x'.repeat(200), project: old }, true));
    const { page, complaints } = await open(rules, { dark });
    if (kind === 'damaged') await page.getByRole('button', { name: 'Start with an empty list' }).waitFor();
    else await page.getByRole('button', { name: 'Add a rule' }).click();
    if (kind !== 'damaged') await page.getByLabel('Words in the title').fill('inbox');
    if (kind !== 'damaged') await page.getByTestId('tried-time').first().waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(languages)('speaks %s, with every word there', async (language) => {
    const { page, complaints } = await open(ruleWorld(), { locale: language });
    const words = projectRuleMessages[language];
    await page.getByRole('heading', { name: words.title }).waitFor();
    await page.getByRole('button', { name: words.add, exact: true }).click();
    await page.getByLabel(words.app, { exact: true }).fill('Terminal');
    await page.getByText(words['tried-this'], { exact: true }).waitFor();
    await page.getByRole('button', { name: words['delete-rule'].replace('{number}', '1') }).click();
    await page.getByRole('button', { name: words.undo, exact: true }).waitFor();
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });

  it('are written by keyboard alone, tried on today while they are, and saved', async () => {
    const { page, calls } = await open();
    await page.getByRole('button', { name: 'Add a rule' }).focus();
    await page.keyboard.press('Enter');
    await soon(() => page.evaluate(() => document.activeElement?.closest('.field')?.textContent)).toBe('App');
    await soon(() => page.getByTestId('tried-sum').textContent()).toMatch(/^Fill in an app/);
    await page.keyboard.type('term');
    await soon(() => page.getByTestId('tried-sum').textContent()).toBe('Nothing of today goes to this rule.');
    await page.keyboard.type('*');
    await soon(() => page.getByTestId('tried-sum').textContent()).toMatch(/^40 min of today match/);
    await soon(() => page.locator('[data-own="true"]').textContent()).toMatch(/^Terminal Build.*This rule$/);
    // Without a project it is no rule yet.
    await page.keyboard.press('Enter');
    expect(calls).toEqual([]);
    await page.getByRole('form').getByLabel('Project').selectOption({ label: 'Office and training' });
    await page.getByLabel('App', { exact: true }).press('Enter');
    await soon(() => calls.map(({ args }) => args)).toEqual([
      { id: null, place: 2, text: { app: 'term*', project: office } },
    ]);
    await soon(() => said(page).allTextContents()).toEqual([
      'title with “pier” → Harbour bridge',
      'app “Mail” and website “*.example.org” → Office and training',
      'app “term*” → Office and training',
    ]);
    await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Add a rule');
  });

  it('say what is wrong with a text beside it, and which rule comes first', async () => {
    const { page, calls } = await open();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    await page.getByLabel('Website').fill('https://example.org/a');
    await page.getByText('Give the name of the website alone, such as example.com.').waitFor();
    await page.getByLabel('Words in the title').fill('pier ');
    await page.getByText('It begins or ends with a space, so it would match nothing.').waitFor();
    await soon(() => page.getByTestId('tried-sum').textContent()).toBe(
      'Correct the rule first; then it is tried again.',
    );
    await page.getByLabel('Website').fill('');
    await page.getByLabel('Words in the title').fill('pier');
    await soon(() => page.getByTestId('tried-time').first().textContent()).toBe(
      'Editor North pier.dwg1 h 20 minRule 1',
    );
    await page.keyboard.press('Escape');
    await soon(() => page.locator('.rule-form').count()).toBe(0);
    expect(calls).toEqual([]);
  });

  it('are moved by keyboard, with the focus on what was pressed', async () => {
    const { page, calls } = await open();
    const down = page.getByRole('button', { name: 'Move rule 1 down' });
    await down.focus();
    await page.keyboard.press('Enter');
    await soon(() => said(page).first().textContent()).toMatch(/^app “Mail”/);
    await soon(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Move rule 2 down');
    // It is the last one: there is nothing below it.
    await page.keyboard.press('Enter');
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    await soon(() => said(page).first().textContent()).toMatch(/^title with/);
    expect(calls.map(({ args }) => (args as { place: number }).place)).toEqual([1, 0]);
  });

  it('are changed in their place', async () => {
    const { page, calls } = await open();
    await page.getByRole('button', { name: 'Edit rule 2' }).click();
    await page.getByRole('heading', { name: 'Rule 2' }).waitFor();
    expect(await page.getByLabel('App', { exact: true }).inputValue()).toBe('Mail');
    await page.getByLabel('Website').fill('');
    await page.getByRole('button', { name: 'Save rule' }).click();
    await soon(() => calls.map(({ args }) => args)).toMatchObject([
      { place: 1, text: { app: 'Mail', project: office } },
    ]);
    await soon(() => said(page).last().textContent()).toBe('app “Mail” → Office and training');
    await soon(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label'))).toBe('Edit rule 2');
  });

  it('are deleted at once, and come back where they were for ten seconds', async () => {
    const { page, calls } = await open();
    await page.clock.install();
    await page.getByRole('button', { name: 'Delete rule 1' }).focus();
    await page.keyboard.press('Enter');
    await soon(() => said(page).count()).toBe(1);
    await soon(() => page.getByTestId('rule-deleted').textContent()).toBe('Rule deleted: title with “pier”.');
    await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Undo');
    // While somebody is at it the way back stays.
    await page.clock.fastForward(60_000);
    await page.keyboard.press('Enter');
    await soon(() => said(page).first().textContent()).toBe('title with “pier” → Harbour bridge');
    expect(calls.map(({ call, args }) => [call, (args as { place?: number }).place])).toEqual([
      ['deleteProjectRule', undefined],
      ['putProjectRule', 0],
    ]);
    await page.getByRole('button', { name: 'Delete rule 2' }).click();
    // It takes the focus once it is there, and stays for as long as it has that.
    await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Undo');
    await page.getByRole('button', { name: 'Add a rule' }).focus();
    await page.clock.fastForward(11_000);
    await soon(() => page.getByRole('button', { name: 'Undo' }).count()).toBe(0);
  });

  it('say before they are saved what they read that is not recorded', async () => {
    const rules = ruleWorld();
    const { page, scene } = await open(rules);
    scene.status = {
      ...scene.status,
      purposes: scene.status.purposes
        .filter(({ purpose }) => purpose !== 'websites')
        .map((each) => {
          if (each.purpose === 'titles') return { ...each, state: 'refused' as const, because: 'no-consent' as const };
          // A pause ends by itself, so that it says nothing of the rule.
          return { ...each, state: 'stopped' as const, because: 'paused' as const, obstacle: null };
        }),
    };
    scene.onChange();
    await page.getByRole('button', { name: 'Add a rule' }).click();
    const unrecorded = page.getByTestId('unrecorded').locator('p');
    await page.getByLabel('App', { exact: true }).fill('Mail');
    await soon(() => unrecorded.allTextContents()).toEqual([]);
    await page.getByLabel('Words in the title').fill('pier');
    await page.getByLabel('Website').fill('example.org');
    await soon(() => unrecorded.allTextContents()).toEqual([
      'Window titles: not recorded here, so this rule matches nothing at present. You have not agreed to this.',
      'Websites: not recorded here, so this rule matches nothing at present. Your organisation does not ask for this.',
    ]);
  });

  it('are still being written after another page was shown, and the page says that they are not saved', async () => {
    const { page, calls } = await open();
    await page.getByRole('button', { name: 'Edit rule 2' }).click();
    const mark = page.locator('nav a[href="#timesheet"] .unsaved-mark');
    expect(await mark.count()).toBe(0);
    await page.getByLabel('App', { exact: true }).fill('Post');
    await soon(() => mark.count()).toBe(1);
    await page.getByRole('link', { name: 'Back to the week' }).click();
    await page.getByRole('link', { name: 'Rules that propose projects' }).click();
    await soon(() => page.getByLabel('App', { exact: true }).inputValue()).toBe('Post');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await soon(() => mark.count()).toBe(0);
    await page.getByRole('button', { name: 'Edit rule 2' }).click();
    await soon(() => page.getByLabel('App', { exact: true }).inputValue()).toBe('Mail');
    await page.getByRole('button', { name: 'Edit rule 1' }).click();
    await soon(() => page.getByLabel('Words in the title').inputValue()).toBe('pier');
    expect(calls).toEqual([]);
  });

  it('show a project that is gone, which has to be chosen anew to be saved', async () => {
    const rules = ruleWorld();
    rules.rules = [ownRule(3, { app: 'Mail', project: old }, true)];
    const { page, calls } = await open(rules);
    await page.getByText('“Old tower” is no longer on your organisation’s list.').waitFor();
    await page.getByRole('button', { name: 'Edit rule 1' }).click();
    await page.getByRole('button', { name: 'Save rule' }).press('Enter');
    expect(calls).toEqual([]);
    await page.getByRole('form').getByLabel('Project').selectOption({ label: 'Harbour bridge' });
    await page.getByRole('button', { name: 'Save rule' }).click();
    await soon(() => calls.map(({ args }) => args)).toMatchObject([{ text: { app: 'Mail', project: bridge } }]);
  });

  it('that cannot be read are replaced by an empty list only when the person says so', async () => {
    const rules = ruleWorld();
    rules.isDamaged = true;
    const { page, calls } = await open(rules);
    await page.getByRole('button', { name: 'Start with an empty list' }).waitFor();
    expect(await page.getByRole('button', { name: 'Add a rule' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Start with an empty list' }).click();
    await page.getByText('You have no rules yet.').waitFor();
    expect(calls.map(({ call }) => call)).toEqual(['startProjectRulesOver']);
  });

  it('are on a page of their own, reached from the week and back, with the focus on its title', async () => {
    const { page } = await open();
    await page.getByRole('link', { name: 'Back to the week' }).click();
    await page.getByRole('link', { name: 'Rules that propose projects' }).press('Enter');
    await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Rules that propose projects');
  });
});
