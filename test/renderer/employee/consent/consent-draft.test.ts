import { describe, expect, it } from 'vitest';
import { recordedPurposes as purposes } from '../../../../core/organisation/purpose.ts';
import { reason } from '../../../../core/reason.ts';
import { hasChromium, seriousFindings, soon } from '../../fixtures/browser.ts';
import { focused, hashOf, looksOf, newScene, openedConsent, rowOf as row, stateOf as state } from './opened-consent.ts';

describe.skipIf(!hasChromium)('choosing for the first time, in Chromium', { timeout: 60_000 }, () => {
  const open = openedConsent();

  it('has nothing ticked, and says that everything works with any of it off', async () => {
    const { page, complaints } = await open(newScene());
    const switches = page.getByRole('switch');
    await soon(() => switches.evaluateAll((all) => all.map((each) => each.getAttribute('aria-checked')))).toEqual(
      Array(6).fill('false'),
    );
    await page.getByText('everything works with any of it off').waitFor();
    await page.getByText('Step 3 of 3').waitFor();
    await soon(() => page.locator('input:checked').count()).toBe(0);
    expect(complaints).toEqual([]);
  });

  it('lets all six be agreed to in one pass of Tab, and writes nothing before they are saved', async () => {
    const { page, scene } = await open(newScene());
    const switches = page.getByRole('switch');
    await switches.first().focus();
    const inRow = () =>
      page.evaluate(() => document.activeElement?.closest('[data-purpose]')?.getAttribute('data-purpose'));
    const top = () => switches.first().evaluate((each) => Math.round(each.getBoundingClientRect().top + scrollY));
    const before = await top();
    for (const [index, name] of purposes.entries()) {
      expect(await inRow()).toBe(name);
      await page.keyboard.press('Space');
      await soon(() => switches.nth(index).getAttribute('aria-checked')).toBe('true');
      expect([await inRow(), await top()]).toEqual([name, before]);
      // Past the terms of the same purpose.
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
    }
    expect(scene.calls).toEqual([]);
    await row(page, 'apps').getByText('Yes, once you save').waitFor();
    await soon(() => focused(page)).toBe('Keep all off');
    await page.keyboard.press('Tab');
    await soon(() => focused(page)).toBe('Save');
    await page.keyboard.press('Enter');
    await soon(() => scene.calls).toEqual(
      purposes.map((name) => ({ call: 'setConsent', args: { purpose: name, agreed: true, notice: hashOf(name) } })),
    );
    await soon(() => state(page)).toBe('You agreed to 6 of 6. Nothing else is recorded.');
    await soon(() => focused(page)).toBe('You agreed to 6 of 6. Nothing else is recorded.');
  });

  it('says what the switches come to, and never that all is off while one is on', async () => {
    const { page } = await open(newScene());
    const bar = page.getByTestId('consent-bar');
    await soon(() => bar.getByRole('status').textContent()).toBe('0 yes, 6 no');
    await page.getByRole('switch', { name: 'Apps in use' }).press('Space');
    await page.getByRole('switch', { name: 'Screenshots' }).press('Space');
    await soon(() => bar.getByRole('status').textContent()).toBe('2 yes, 4 no');
    await soon(() => page.getByText('Everything is off').count()).toBe(0);
    expect(await looksOf(page, 'Keep all off')).toEqual(await looksOf(page, 'Save'));
    await page.getByRole('switch', { name: 'Apps in use' }).press('Space');
    await soon(() => bar.getByRole('status').textContent()).toBe('1 yes, 5 no');
  });

  it('writes the noes too when it saves', async () => {
    const { page, scene } = await open(newScene());
    await page.getByRole('switch', { name: 'Active, idle and away' }).press('Space');
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    await soon(() => state(page)).toBe('You agreed to 1 of 6. Nothing else is recorded.');
    const events = (await scene.service.consentHistory({})) as { value: { record: { event: string } }[] };
    expect(events.value.map(({ record }) => record.event)).toEqual(['agreed', ...Array(5).fill('refused')]);
    await page.getByRole('link', { name: 'Today' }).click();
    await page.getByText('Recording presence for Example Works.').waitFor();
  });

  it('remembers that everything was left off, also when the page is loaded anew', async () => {
    const { page, scene } = await open(newScene());
    await page.getByRole('switch', { name: 'Apps in use' }).press('Space');
    await page.getByRole('button', { name: 'Keep all off' }).press('Enter');
    await soon(() => state(page)).toBe('You agreed to nothing. Nothing is recorded.');
    await soon(() => focused(page)).toBe('You agreed to nothing. Nothing is recorded.');
    expect(scene.calls).toEqual(
      purposes.map((name) => ({ call: 'setConsent', args: { purpose: name, agreed: false, notice: hashOf(name) } })),
    );
    await soon(() => page.getByTestId('consent-bar').count()).toBe(0);
    await page.reload();
    await soon(() => state(page)).toBe('You agreed to nothing. Nothing is recorded.');
    await soon(() => page.getByText('Step 3 of 3').count()).toBe(0);
    await page.getByRole('button', { name: 'Leave…' }).waitFor();
  });

  it('asks before choices that are not saved go with the page', async () => {
    const { page, scene } = await open(newScene());
    const apps = page.getByRole('switch', { name: 'Apps in use' });
    await apps.press('Space');
    await page
      .getByRole('link', { name: /^Consent/ })
      .getByText('not saved yet')
      .waitFor();
    await page.getByRole('link', { name: 'Health' }).press('Enter');
    await page.getByRole('dialog', { name: 'Leave without saving?' }).waitFor();
    expect(await looksOf(page, 'Keep editing')).toEqual(await looksOf(page, 'Discard'));
    await soon(() => focused(page)).toBe('Keep editing');
    expect(await seriousFindings(page)).toEqual([]);
    await page.keyboard.press('Enter');
    await soon(() => page.getByRole('dialog').count()).toBe(0);
    expect(await page.evaluate(() => location.hash)).toBe('#consent');
    await soon(() => apps.getAttribute('aria-checked')).toBe('true');
    await page.getByRole('link', { name: 'Health' }).press('Enter');
    await page.getByRole('button', { name: 'Discard' }).click();
    await page.getByRole('heading', { level: 1, name: 'Health' }).waitFor();
    await soon(() => page.getByText('not saved yet').count()).toBe(0);
    await page.getByRole('link', { name: 'Consent' }).click();
    await soon(() => apps.getAttribute('aria-checked')).toBe('false');
    expect(scene.calls).toEqual([]);
  });

  it('lets the browser ask before the window goes', async () => {
    const { page } = await open(newScene());
    await page.getByRole('switch', { name: 'Apps in use' }).click();
    const asked = page.waitForEvent('dialog');
    const reloaded = page.reload();
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
    await reloaded;
  });

  it('says before the switch, and in the notice, what is told where nothing can be counted', async () => {
    const shown = newScene();
    const states = shown.status.purposes.map((each) =>
      each.purpose === 'input-counts' ? { ...each, instead: 'input-seconds' as const } : each,
    );
    shown.status = { ...shown.status, purposes: states };
    const { page } = await open(shown);
    const said = 'Keys and clicks cannot be counted on this computer.';
    const counts = row(page, 'input-counts');
    const heard = await counts.getByRole('switch').evaluate((each) =>
      (each.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent)
        .join(' '),
    );
    expect(heard).toContain(said);
    expect(await page.locator('[data-instead]').count()).toBe(1);
    await page.getByRole('button', { name: 'Read the whole notice' }).click();
    await page.getByRole('dialog').getByText(said).waitFor();
  });

  it('says before the switch what is impossible on this computer, and what only fails', async () => {
    const shown = newScene();
    const states = shown.status.purposes.map((each) => {
      if (each.purpose === 'websites') return { ...each, obstacle: reason('websites-by-extension') };
      return each.purpose === 'presence' ? { ...each, obstacle: reason('wayland-idle') } : each;
    });
    shown.status = { ...shown.status, purposes: states };
    const { page } = await open(shown);
    const heard = await row(page, 'websites').locator('.consent-head').textContent();
    expect(heard).toContain('Not possible on this computer: The system does not tell which page a browser shows');
    const isBefore = await row(page, 'websites')
      .locator('[data-obstacle=true]')
      .evaluate((said) =>
        Boolean(
          said.compareDocumentPosition(said.parentElement?.querySelector('[role=switch]') ?? said) &
            Node.DOCUMENT_POSITION_FOLLOWING,
        ),
      );
    expect(isBefore).toBe(true);
    await row(page, 'presence').locator('[data-obstacle=false]').getByText('Does not work at present').waitFor();
    expect(await page.locator('[data-obstacle]').count()).toBe(2);
  });
});
