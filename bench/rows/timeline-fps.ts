import type { CDPSession, Page } from 'playwright-core';
import { openDay } from '../../test/renderer/fixtures/manager/manager-pages.ts';
import { managerScenes } from '../../test/renderer/fixtures/manager/manager-scenes.ts';
import { metricsOf, openManagerPage } from '../pages.ts';
import { type Measurement, median, quantile, row, rowsAgainst } from '../row.ts';

const rounds = 3;
/** From a whole day to a minute and back, this many times a round. */
const turns = 2;
const framesOneWay = 110;

interface Frames {
  /** From one frame to the next. */
  readonly ms: readonly number[];
  readonly scriptMs: number;
  readonly busyMs: number;
}

/**
 * Zooming a day of 5,000 intervals by the wheel, from all of it to a minute and back, one turn of the wheel a frame: what the browser makes of
 * several in one frame is one. Against a page on which nothing happens, in turns: without a graphics card and on few cores even that
 * does not reach 60 frames a second everywhere.
 */
export const timelineFps: Measurement = {
  id: 'timeline-fps',
  async run(say) {
    const scene = managerScenes.crowded();
    const { page, browser, debug, close } = await openManagerPage(scene.service, () => () => {});
    try {
      await openDay(page);
      const timeline = page.getByRole('application').first();
      await timeline.scrollIntoViewIfNeeded();
      await timeline.focus();
      const empty = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      const emptyDebug = await empty.context().newCDPSession(empty);
      await emptyDebug.send('Performance.enable', { timeDomain: 'threadTicks' });
      const ours: Frames[] = [];
      const theirs: Frames[] = [];
      for (let round = -1; round < rounds; round++) {
        say(`round ${round + 1} of ${rounds}`);
        await page.bringToFront();
        const zoomed = await framesOf(page, debug, '[role=application]');
        await empty.bringToFront();
        const idle = await framesOf(empty, emptyDebug, null);
        if (round >= 0) ours.push(zoomed);
        if (round >= 0) theirs.push(idle);
      }
      const compared = (take: (all: readonly Frames[]) => number) => ({ ours: take(ours), theirs: take(theirs) });
      const perSecond = (all: readonly Frames[]) => median(all.map(({ ms }) => (1000 * ms.length) / sum(ms)));
      const slow = (all: readonly Frames[]) =>
        quantile(
          all.flatMap(({ ms }) => ms),
          0.95,
        );
      const perFrame = (all: readonly Frames[], take: (frames: Frames) => number) =>
        median(all.map((frames) => take(frames) / frames.ms.length));
      const fps = compared(perSecond);
      const frame = compared(slow);
      const script = compared((all) => perFrame(all, ({ scriptMs }) => scriptMs));
      const busy = compared((all) => perFrame(all, ({ busyMs }) => busyMs));
      return rowsAgainst(
        'a page on which nothing happens',
        row('timeline-fps', fps, 'frames a second', 'at least 0.9 x', fps.ours >= 0.9 * fps.theirs),
        row('timeline-frame-p95', frame, 'ms from frame to frame', 'under 34', frame.ours < 34),
        row('timeline-script', script, 'ms of script a frame', 'under 8', script.ours < 8),
        row('timeline-busy', busy, 'ms of the main thread a frame', 'under 16', busy.ours < 16),
      );
    } finally {
      await close();
    }
  },
};

/** Draws frame after frame; with `target`, turns the wheel over its middle in each. */
async function framesOf(page: Page, debug: CDPSession, target: string | null): Promise<Frames> {
  const before = await metricsOf(debug);
  const ms = await page.evaluate(
    ({ selector, frames, count }) =>
      new Promise<number[]>((resolve) => {
        const element = selector === null ? null : document.querySelector(selector);
        const box = element?.getBoundingClientRect();
        const times: number[] = [];
        let last: number | null = null;
        const step = (now: number): void => {
          if (last !== null) times.push(now - last);
          last = now;
          if (times.length >= count) {
            resolve(times);
            return;
          }
          const isIn = Math.floor(times.length / frames) % 2 === 0;
          if (element !== null && box !== undefined)
            element.dispatchEvent(
              new WheelEvent('wheel', {
                bubbles: true,
                cancelable: true,
                ctrlKey: true,
                deltaY: isIn ? -40 : 40,
                clientX: box.left + box.width * 0.4,
                clientY: box.top + 10,
              }),
            );
          requestAnimationFrame(step);
        };
        requestAnimationFrame(step);
      }),
    { selector: target, frames: framesOneWay, count: turns * 2 * framesOneWay },
  );
  const after = await metricsOf(debug);
  const spent = (name: string) => 1000 * ((after.get(name) ?? 0) - (before.get(name) ?? 0));
  return { ms, scriptMs: spent('ScriptDuration'), busyMs: spent('TaskDuration') };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
