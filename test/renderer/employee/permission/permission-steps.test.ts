import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { languages } from '../../../../core/language.ts';
import { recordedPurposes } from '../../../../core/organisation/purpose.ts';
import { problem } from '../../../../core/problem.ts';
import { type Reason, reason } from '../../../../core/reason.ts';
import { fail } from '../../../../core/result.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon } from '../../fixtures/browser.ts';
import { askedTerms } from '../../fixtures/employee/consent-scene.ts';
import { openData, overflows } from '../../fixtures/employee/data-pages.ts';
import { scene } from '../../fixtures/employee/employee-scenes.ts';
import { purpose, statusOf } from '../../fixtures/employee/employee-statuses.ts';

type Writable<T> = { -readonly [Key in keyof T]: T[Key] };

const stale = reason('mac-recording-stale');
const codes = ['mac-recording-missing', 'mac-recording-stale', 'mac-recording-revoked'] as const;

/** Titles and pictures lack the permission, everything else is recorded. */
const lacking = (why: Reason) =>
  statusOf({
    host: 'electron',
    recording: 'partly',
    purposes: recordedPurposes.map((each) =>
      each === 'titles' || each === 'screenshots' ? purpose(each, 'unavailable', why) : purpose(each, 'recording'),
    ),
  });

describe.skipIf(!hasChromium)('the steps to a permission of the system', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function openHealth(why: Reason, language: (typeof languages)[number] = 'en') {
    const opened = await openData(world, '#health', { language });
    opened.scene.status = { ...lacking(why), language };
    opened.scene.onChange();
    const steps = opened.page.getByTestId('permission-steps');
    await steps.locator('summary').click();
    return { ...opened, steps };
  }

  async function openConsent(why: Reason, host: 'electron' | 'node' = 'electron') {
    const purposes = recordedPurposes.map((each) => {
      const status = purpose(each, 'refused');
      return each === 'titles' || each === 'screenshots' ? { ...status, obstacle: why } : status;
    });
    const status = statusOf({ host, recording: 'off', consentGiven: 'none', purposes });
    const shown = scene({ status, desk: { asked: askedTerms(), records: [] } });
    world.server.show({ employee: shown });
    const opened = await world.open('/app/employee.html#consent');
    await opened.page.locator('[data-purpose]').first().waitFor();
    return { ...opened, scene: shown };
  }

  it.each(languages)('are whole in %s for every reason, and fit', async (language) => {
    for (const code of codes) {
      const { page, complaints, steps } = await openHealth(reason(code), language);
      await soon(() => steps.getByRole('listitem').count()).toBe(3);
      const how = { en: 'How to allow it', de: 'So wird es erlaubt', es: 'Cómo permitirlo' }[language];
      await soon(() => steps.locator('summary').textContent()).toBe(how);
      await soon(() => steps.textContent()).toContain('forceBypassScreenCaptureAlert');
      expect((await steps.textContent())?.includes('tccutil')).toBe(code === 'mac-recording-stale');
      expect(await seriousFindings(page)).toEqual([]);
      expect(await overflows(page)).toEqual([0, 0, 0, 0]);
      expect(complaints).toEqual([]);
      await world.leave(page);
    }
  });

  it('stand once on Health for all that lacks the same permission, and say first that it can be left', async () => {
    const { page, steps } = await openHealth(reason('mac-recording-missing'));
    await soon(() => page.getByTestId('missing').count()).toBe(1);
    await page.locator('[data-testid=missing][data-purpose="titles screenshots"]').waitFor();
    await soon(() => steps.getByRole('paragraph').first().textContent()).toContain('Nothing has to be allowed');
  });

  it('stand before the switches on Consent, and leave these free', async () => {
    const { page } = await openConsent(reason('mac-recording-missing'));
    for (const name of ['titles', 'screenshots']) {
      const row = page.locator(`[data-purpose=${name}]`);
      await row.locator('[data-obstacle=false]').getByText('macOS does not let Plainsight see').waitFor();
      await row.getByTestId('permission-steps').waitFor();
      await row.getByRole('switch').click();
      await soon(() => row.getByRole('switch').getAttribute('aria-checked')).toBe('true');
    }
    await soon(() => page.getByTestId('permission-steps').count()).toBe(2);
    expect(await seriousFindings(page)).toEqual([]);
  });

  it('name the program that Plainsight was started in where it has no desktop app, and no button that does nothing', async () => {
    for (const code of codes) {
      const { page } = await openConsent(reason(code), 'node');
      const steps = page.locator('[data-purpose=titles]').getByTestId('permission-steps');
      await steps.locator('summary').click();
      await soon(() => steps.getByRole('listitem').count()).toBe(3);
      await soon(() => steps.textContent()).toContain('such as Terminal');
      expect(await steps.getByRole('button').count()).toBe(0);
      expect((await steps.textContent())?.includes('tccutil')).toBe(false);
      await world.leave(page);
    }
  });

  it('open the settings of the system on a click, once a click and never before', async () => {
    const { scene: shown, steps } = await openHealth(stale);
    expect(shown.calls).toEqual([]);
    await steps.getByRole('button', { name: 'Open System Settings' }).press('Enter');
    await soon(() => steps.getByRole('status').textContent()).toBe('System Settings was opened.');
    expect(shown.calls).toEqual([{ call: 'showSystemSettings', args: {} }]);
  });

  it('say where the settings could not be opened', async () => {
    const { scene: shown, steps } = await openHealth(stale);
    const service: Writable<Pick<typeof shown.service, 'showSystemSettings'>> = shown.service;
    service.showSystemSettings = async () => fail(problem('system-settings-not-shown'));
    await steps.getByRole('button', { name: 'Open System Settings' }).click();
    await steps.getByRole('alert').getByText('could not be opened from here').waitFor();
    await soon(() => steps.getByRole('status').textContent()).toBe('');
  });

  it('go away as soon as the permission holds', async () => {
    const { page, scene: shown, steps } = await openHealth(reason('mac-recording-revoked'));
    shown.status = statusOf({});
    shown.onChange();
    await steps.waitFor({ state: 'detached' });
    await soon(() => page.getByTestId('health-answer').getAttribute('data-look')).toBe('well');
  });
});
