import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { hashOfTerms } from '../../../../core/consent/terms.ts';
import { recordedPurposes as purposes } from '../../../../core/organisation/purpose.ts';
import { type PageWorld, pageWorld } from '../../fixtures/browser.ts';
import { askedFor, askedTerms } from '../../fixtures/employee/consent-scene.ts';
import { type EmployeeScene, scene } from '../../fixtures/employee/employee-scenes.ts';
import { purpose, statusOf } from '../../fixtures/employee/employee-statuses.ts';

/** The Consent page for the tests of a describe: answers what opens it over a scene, once its purposes are there. */
export function openedConsent() {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  return async (shown: EmployeeScene, options: { dark?: boolean } = {}) => {
    world.server.show({ employee: shown });
    const opened = await world.open('/app/employee.html#consent', options);
    await opened.page.locator('[data-purpose]').first().waitFor();
    return { scene: shown, ...opened };
  };
}

export const hashOf = (name: (typeof purposes)[number]) => hashOfTerms(askedFor(name));
export const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent?.trim());
export const rowOf = (page: Page, name: string) => page.locator(`[data-purpose="${name}"]`);
export const stateOf = (page: Page) => page.getByTestId('consent-state').textContent();

/** Nothing decided yet. */
export function newScene(change?: Parameters<typeof askedTerms>[0]): EmployeeScene {
  const states = purposes.map((each) => purpose(each, 'refused'));
  return scene({
    status: statusOf({ recording: 'off', consentGiven: 'none', purposes: states }),
    desk: { asked: askedTerms(change), records: [] },
  });
}

/** What a person's eye compares: the measures and the colours. */
export const looksOf = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).evaluate((each) => {
    const { width, height } = each.getBoundingClientRect();
    const { color, backgroundColor, borderColor, fontSize, fontWeight } = getComputedStyle(each);
    const size = [Math.round(width), Math.round(height)];
    return { size, look: [color, backgroundColor, borderColor, fontSize, fontWeight] };
  });
