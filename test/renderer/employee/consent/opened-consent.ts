import { afterAll, beforeAll } from 'vitest';
import { type PageWorld, pageWorld } from '../../fixtures/browser.ts';
import type { EmployeeScene } from '../../fixtures/employee/employee-scenes.ts';

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
