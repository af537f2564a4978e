import { reason } from '../../../core/reason.ts';
import type { Frame, Monitor, SensorFailure, SensorState } from '../../ports.ts';
import type { KeptConnection } from '../linux/kept-connection.ts';
import type { PixelSource } from './listed-screen.ts';
import { type Output, readOutputs, releaseOutputs } from './wire/outputs.ts';
import { canCopyScreen, copyScreen, NoScreenPixels } from './wire/screencopy.ts';
import type { WaylandLink } from './wire/wayland-link.ts';

const noPixels: SensorFailure = { ok: false, reason: reason('wayland-no-pixels') };

/** Pixels by `wlr-screencopy`, over the connection to the compositor. */
export function screencopyPixels(compositor: KeptConnection<WaylandLink>): PixelSource {
  return {
    state(): SensorState {
      const current = compositor.current();
      if (!current.ok) return current;
      return canCopyScreen(current.link) ? { ok: true } : noPixels;
    },
    monitors: () => outputMonitors(compositor),
    frames: (monitors) =>
      withOutputs(compositor, async (link, outputs) => {
        const frames: Frame[] = [];
        for (const [index, output] of outputs.entries()) frames.push(await frameOf(link, output, index === 0));
        if (!isSame(monitors, frames)) throw new NoScreenPixels('screen-changed');
        return frames;
      }),
  };
}

/** The monitors that a compositor tells of itself, whatever reads their pixels. */
export function outputMonitors(compositor: KeptConnection<WaylandLink>): Promise<readonly Monitor[]> {
  return withOutputs(compositor, async (_, outputs) => outputs.map((output, index) => monitorOf(output, index === 0)));
}

async function withOutputs<T>(
  compositor: KeptConnection<WaylandLink>,
  then: (link: WaylandLink, outputs: readonly Output[]) => Promise<T>,
): Promise<T> {
  const current = compositor.current();
  if (!current.ok) throw new NoScreenPixels('screen-unreadable');
  const outputs = await readOutputs(current.link);
  try {
    return await then(current.link, outputs);
  } finally {
    releaseOutputs(current.link, outputs);
  }
}

function isSame(monitors: readonly Monitor[], frames: readonly Frame[]): boolean {
  return JSON.stringify(monitors) === JSON.stringify(frames.map(({ monitor }) => monitor));
}

function monitorOf({ name, place }: Output, primary: boolean): Monitor {
  return { ...place, name, primary };
}

async function frameOf(link: WaylandLink, output: Output, primary: boolean): Promise<Frame> {
  const { width, height, rgb } = await copyScreen(link, output);
  return { monitor: monitorOf(output, primary), width, height, rgb };
}
