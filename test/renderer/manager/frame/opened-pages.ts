import type { Page } from 'playwright-core';
import { afterAll, beforeAll } from 'vitest';
import { type OpenOptions, type PageWorld, pageWorld } from '../../fixtures/browser.ts';
import { type PeopleScene, peopleScenes, personId } from '../../fixtures/manager/people-scenes.ts';

export const one = personId(1);
export const week = `#person/${one}/week/2026-11-11`;

export async function give(page: Page, reason: string, button: string): Promise<void> {
  await page.getByLabel(reason).check();
  await page.getByRole('button', { name: button, exact: true }).click();
}

/** How far the page is too wide, at full width and as at 200 % zoom. */
export async function overflows(page: Page): Promise<number[]> {
  const found: number[] = [];
  for (const width of [1280, 640]) {
    await page.setViewportSize({ width, height: 800 });
    found.push(await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth));
  }
  return found;
}

/** One browser for the tests of a file, which opens the manager’s pages over made-up people. */
export function openedPages() {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  async function open(place: string, scene: PeopleScene = peopleScenes.full(), options?: OpenOptions) {
    world.server.show({ manager: scene });
    const { page, complaints } = await world.open(`/app/manager.html${place}`, options);
    const asked = (call: string) => scene.asked.filter((each) => each.call === call);
    return { scene, page, complaints, asked };
  }

  const failing = (call: string) => {
    const scene = peopleScenes.full();
    scene.failing.add(call);
    return scene;
  };
  const slow = (call: string) => {
    const scene = peopleScenes.full();
    scene.slow.add(call);
    return scene;
  };

  return { open, failing, slow };
}
