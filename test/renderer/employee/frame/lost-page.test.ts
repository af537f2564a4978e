import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hasChromium, type PageWorld, pageWorld, soon } from '../../fixtures/browser.ts';
import { employeeScenes, scene } from '../../fixtures/employee/employee-scenes.ts';
import { statusOf } from '../../fixtures/employee/employee-statuses.ts';
import { invitationOf } from '../../fixtures/employee/enrolment-scene.ts';

describe.skipIf(!hasChromium)('a page without its host in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function openAt(shown = employeeScenes.full()) {
    world.server.show({ employee: shown });
    return world.open('/app/employee.html');
  }

  it('says that its host ended, keeps trying, and comes back by itself when the same host answers', async () => {
    const { page } = await openAt();
    await page.getByTestId('held-shot').first().waitFor();
    world.server.setGone(true);
    const notice = page.locator('main [data-problem=not-connected]').first();
    await notice.getByText('This page keeps trying and comes back by itself.').waitFor();
    world.server.setGone(false);
    await notice.waitFor({ state: 'detached', timeout: 60_000 });
    await soon(() => page.getByRole('status').first().textContent()).toBe('Recording');
  });

  it('says what to do once another run of the host refuses its token, before and after the first answer', async () => {
    const { page } = await openAt();
    await page.getByTestId('held-shot').first().waitFor();
    world.server.setRestarted(true);
    const notice = page.locator('main [data-problem=refused-token]').first();
    await notice.getByText('Open the page again from Plainsight’s mark in the bar').waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Plainsight was started again' }).waitFor();
    await soon(() => page.getByRole('button').count()).toBe(1);
    world.server.setRestarted(false);
    await page.getByRole('button', { name: 'Try again' }).press('Enter');
    await page.getByTestId('held-shot').first().waitFor();
  });

  it('asks nobody to enrol while its host is away, and goes on where the person was', async () => {
    const { page } = await openAt(
      scene({ status: statusOf({ phase: 'unenrolled', recording: 'off' }), invitation: invitationOf() }),
    );
    await page.getByRole('button', { name: 'Continue' }).click();
    world.server.setRestarted(true);
    await page.getByRole('heading', { name: 'Plainsight was started again' }).waitFor();
    expect(await page.getByText('How old are you?').isVisible()).toBe(false);
    world.server.setRestarted(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByText('How old are you?').waitFor();
  });
});
