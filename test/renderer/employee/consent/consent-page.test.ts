import { describe, expect, it } from 'vitest';
import { hashOfTerms } from '../../../../core/consent/terms.ts';
import { hasChromium, seriousFindings, soon } from '../../fixtures/browser.ts';
import { askedTerms, type ConsentDesk, changedDesk } from '../../fixtures/employee/consent-scene.ts';
import { type EmployeeScene, scene } from '../../fixtures/employee/employee-scenes.ts';
import { statusOf } from '../../fixtures/employee/employee-statuses.ts';
import { focused, hashOf, looksOf, newScene, openedConsent, rowOf as row, stateOf as state } from './opened-consent.ts';

describe.skipIf(!hasChromium)('the Consent page in Chromium', { timeout: 60_000 }, () => {
  const open = openedConsent();
  it('withdraws one purpose with one click, at once, while a yes to another one waits', async () => {
    const { page, scene } = await open(usual());
    await soon(() => state(page)).toBe('You agreed to 5 of 6. Nothing else is recorded.');
    await page.getByRole('switch', { name: 'Window titles' }).click();
    await page.getByRole('switch', { name: 'Apps in use' }).click();
    await soon(() => state(page)).toBe('You agreed to 4 of 6. Nothing else is recorded.');
    expect(scene.calls).toEqual([
      { call: 'setConsent', args: { purpose: 'apps', agreed: false, notice: hashOf('apps') } },
    ]);
    await row(page, 'apps').getByText('Withdrawn').waitFor();
    await page.getByRole('button', { name: 'Keep the rest off' }).waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await soon(() => state(page)).toBe('You agreed to 5 of 6. Nothing else is recorded.');
    await soon(() => page.getByTestId('consent-bar').count()).toBe(0);
  });

  it('withdraws all after asking once, and keeping comes first, as large and as strong', async () => {
    const { page, scene } = await open(usual());
    await page.getByRole('button', { name: 'Withdraw all…' }).press('Enter');
    await soon(() => focused(page)).toBe('Keep');
    expect(await looksOf(page, 'Keep')).toEqual(await looksOf(page, 'Withdraw all'));
    await page.keyboard.press('Enter');
    await soon(() => focused(page)).toBe('Withdraw all…');
    expect(scene.calls).toEqual([]);
    await page.keyboard.press('Enter');
    await soon(() => focused(page)).toBe('Keep');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await soon(() => state(page)).toBe('You agreed to nothing. Nothing is recorded.');
    expect(scene.calls).toEqual([{ call: 'withdrawAll', args: {} }]);
  });

  describe('another basis than consent', () => {
    it('asks to read or to object with equal weight, and the objection can be taken back, all by keyboard', async () => {
      const { page, scene } = await open(newScene({ apps: { basis: 'legitimate-interests' } }));
      await soon(() => row(page, 'apps').getByRole('switch').count()).toBe(0);
      await row(page, 'apps').getByText('You have the right to object').first().waitFor();
      expect(await looksOf(page, 'I object')).toEqual(await looksOf(page, 'I have read this'));
      await page.getByRole('button', { name: 'I object' }).press('Enter');
      await soon(() => focused(page)).toBe('Take back the objection');
      await page.keyboard.press('Enter');
      await soon(() => focused(page)).toBe('Object');
      const events = (await scene.service.consentHistory({})) as { value: { record: { event: string } }[] };
      expect(events.value.map(({ record }) => record.event)).toEqual(['read', 'objected']);
      await page.getByRole('button', { name: 'Keep all off' }).click();
      await soon(() => state(page)).toBe('You agreed to nothing. You read 1 of 1 notice. Nothing else is recorded.');
    });
  });

  describe('a notice that changed', () => {
    it('shows only what differs, side by side, each as wider or narrower in a word and a shape', async () => {
      const { page } = await open(scene({ desk: changedDesk() }));
      await soon(() => page.locator('[data-changed]').count()).toBe(2);
      const card = page.locator('[data-changed="screenshots"]');
      await soon(() => card.locator('thead th').allTextContents()).toEqual(['What you read', 'What is asked now']);
      const rows = card.locator('tbody tr');
      await soon(() => rows.evaluateAll((all) => all.map((each) => each.getAttribute('data-field')))).toEqual([
        'keptDays',
        'shotDetail',
      ]);
      const kept = await rows.nth(0).locator('th, td').allTextContents();
      expect(kept.map((text) => text.trim())).toEqual([
        'How long it is kept',
        '30 daysRemoved after 40 days at the latest',
        'Wider90 daysRemoved after 120 days at the latest',
      ]);
      await rows.nth(1).getByText('Narrower').waitFor();
      const marks = await card.locator('.effect path').evaluateAll((all) => all.map((each) => each.getAttribute('d')));
      expect(new Set(marks).size).toBe(2);
      // Side by side: on one line, in two columns.
      const [was, is] = await Promise.all([0, 1].map((cell) => rows.nth(0).locator('td').nth(cell).boundingBox()));
      expect(was?.y).toBe(is?.y);
      expect((was?.x ?? 0) + (was?.width ?? 0)).toBeLessThanOrEqual((is?.x ?? 0) + 1);
      await soon(() => state(page)).toContain('2 purposes ask for more than you read');
      // One that only narrows needs no answer.
      await row(page, 'titles').getByText('asks for less than you read').waitFor();
    });

    it('gives both answers the same weight, the safe one first, and decides on exactly what is shown', async () => {
      const desk = changedDesk();
      const { page, scene: shown } = await open(scene({ desk }));
      expect(await looksOf(page, 'Do not agree')).toEqual(await looksOf(page, 'Agree to this'));
      const card = page.locator('[data-changed="screenshots"]');
      await card.getByRole('button').first().focus();
      await soon(() => focused(page)).toBe('Do not agree');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Enter');
      await soon(() => card.count()).toBe(0);
      const asked = desk.asked.find((terms) => terms.purpose === 'screenshots');
      if (asked === undefined) throw new Error('the desk asks for screenshots');
      const args = { purpose: 'screenshots', agreed: true, notice: hashOfTerms(asked) };
      expect(shown.calls).toEqual([{ call: 'setConsent', args }]);
      // The focus goes to the answer of the page, which says what is so now.
      await soon(() => focused(page)).toContain('You agreed to 4 of 4.');
      await page.locator('[data-changed="apps"]').getByRole('button', { name: 'I object' }).press('Enter');
      await soon(() => row(page, 'apps').getAttribute('data-event')).toBe('objected');
    });

    it('decides nothing when the notice changed under the open page, and says so beside what is asked now', async () => {
      const desk: ConsentDesk = { asked: askedTerms(), records: [] };
      const { page, scene: shown } = await open(scene({ desk }));
      desk.asked = askedTerms({ apps: { why: 'To see who works fastest.' } });
      await page.getByRole('switch', { name: 'Apps in use' }).click();
      await page.getByRole('button', { name: 'Save' }).click();
      await page.getByRole('alert').getByText('nothing was decided').waitFor();
      await row(page, 'apps').getByText('To see who works fastest.').first().waitFor();
      expect(desk.records).toEqual([]);
      await soon(() => page.getByRole('switch', { name: 'Apps in use' }).getAttribute('aria-checked')).toBe('false');
      expect(shown.calls).toEqual([]);
    });
  });

  it('leaves the organisation after asking once; the own history goes only if the person says so', async () => {
    const { page, scene: shown } = await open(usual());
    await page.getByRole('button', { name: 'Leave…' }).press('Enter');
    await soon(() => focused(page)).toBe('Stay');
    const box = page.getByRole('checkbox');
    await soon(() => box.isChecked()).toBe(false);
    expect(await looksOf(page, 'Stay')).toEqual(await looksOf(page, 'Leave'));
    await page.getByText('What was lawful until then stays with the organisation').waitFor();
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Space');
    await soon(() => box.isChecked()).toBe(true);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByText('Has your organisation given you a file or a link?').waitFor();
    expect(shown.calls).toEqual([{ call: 'leave', args: { removeHistory: true } }]);
  });

  it.each([
    ['de', false, 'Sie haben 3 von 4 Zwecken zugestimmt.'],
    ['es', true, 'Usted ha aceptado 3 de 4.'],
    ['en', true, 'You agreed to 3 of 4.'],
  ] as const)(
    'speaks %s (dark: %s), has nothing serious for axe and does not run over from right to left',
    async (language, dark, said) => {
      const { page, complaints } = await open(scene({ status: statusOf({ language }), desk: changedDesk() }), { dark });
      await soon(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
      expect(await state(page)).toContain(said);
      expect(await seriousFindings(page)).toEqual([]);
      for (const width of [1280, 390]) {
        await page.setViewportSize({ width, height: 900 });
        for (const dir of ['ltr', 'rtl']) {
          await page.evaluate((to) => {
            document.documentElement.dir = to;
          }, dir);
          const over = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          expect([width, dir, await over()]).toEqual([width, dir, 0]);
        }
      }
      expect(complaints).toEqual([]);
    },
  );

  function usual(): EmployeeScene {
    return scene({ status: statusOf() });
  }
});
