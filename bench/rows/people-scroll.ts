import type { CDPSession, Page } from 'playwright-core';
import { peopleScenes } from '../../test/renderer/fixtures/manager/people-scenes.ts';
import { metricsOf, openManagerPage } from '../pages.ts';
import { type Measurement, median, quantile, row, rowsAgainst } from '../row.ts';

const rounds = 3;
const people = 1_000;
/** Down through some two hundred people and back up. */
const framesOneWay = 120;
const stepPx = 90;

interface Frames {
  /** From one frame to the next. */
  readonly ms: readonly number[];
  readonly busyMs: number;
}

/**
 * Scrolling the list of a thousand people, each with a strip, by 90 pixels a frame: presence is asked for, told and drawn on the way. Against a
 * bare list of as many rows of text, in turns: without a graphics card even that does not reach 60 frames a second everywhere.
 */
export const peopleScroll: Measurement = {
  id: 'people-scroll',
  async run(say) {
    const scene = peopleScenes.thousand();
    const { page, browser, debug, close } = await openManagerPage(scene.service, () => () => {});
    try {
      await page.locator('[data-person] canvas').first().waitFor();
      const rows = await page.locator('[data-person]').count();
      if (rows !== people) throw new Error(`the list has ${rows} rows`);
      const plain = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const items = Array.from({ length: people }, (_, index) => `<li>Person ${index + 1}</li>`).join('');
      await plain.setContent(`<style>li { height: 52px; border-bottom: 1px solid #ccc }</style><ul>${items}</ul>`);
      const plainDebug = await plain.context().newCDPSession(plain);
      await plainDebug.send('Performance.enable', { timeDomain: 'threadTicks' });
      const ours: Frames[] = [];
      const theirs: Frames[] = [];
      for (let round = -1; round < rounds; round++) {
        say(`round ${round + 1} of ${rounds}`);
        await page.bringToFront();
        const list = await scrolled(page, debug);
        await plain.bringToFront();
        const bare = await scrolled(plain, plainDebug);
        if (round >= 0) ours.push(list);
        if (round >= 0) theirs.push(bare);
      }
      const compared = (take: (all: readonly Frames[]) => number) => ({ ours: take(ours), theirs: take(theirs) });
      const fps = compared((all) => median(all.map(({ ms }) => (1000 * ms.length) / sum(ms))));
      const slow = compared((all) =>
        quantile(
          all.flatMap(({ ms }) => ms),
          0.95,
        ),
      );
      const busy = compared((all) => median(all.map(({ ms, busyMs }) => busyMs / ms.length)));
      return rowsAgainst(
        'a plain list of 1,000 rows of text',
        row('people-scroll', fps, 'frames a second', 'at least 0.9 x', fps.ours >= 0.9 * fps.theirs),
        row('people-scroll-p95', slow, 'ms from frame to frame', 'under 34', slow.ours < 34),
        row('people-scroll-busy', busy, 'ms of the main thread a frame', 'under 16', busy.ours < 16),
      );
    } finally {
      await close();
    }
  },
};

/** Frame after frame, each further on: down, and then up again. */
async function scrolled(page: Page, debug: CDPSession): Promise<Frames> {
  const before = await metricsOf(debug);
  const ms = await page.evaluate(
    ({ frames, step }) =>
      new Promise<number[]>((resolve) => {
        const times: number[] = [];
        let last: number | null = null;
        const next = (now: number): void => {
          if (last !== null) times.push(now - last);
          last = now;
          if (times.length >= 2 * frames) {
            resolve(times);
            return;
          }
          scrollBy({ top: times.length < frames ? step : -step, behavior: 'instant' });
          requestAnimationFrame(next);
        };
        requestAnimationFrame(next);
      }),
    { frames: framesOneWay, step: stepPx },
  );
  const after = await metricsOf(debug);
  return { ms, busyMs: 1000 * ((after.get('TaskDuration') ?? 0) - (before.get('TaskDuration') ?? 0)) };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
