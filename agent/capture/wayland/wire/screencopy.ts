import { closeSync, ftruncateSync, readSync } from 'node:fs';
import { reason } from '../../../../core/reason.ts';
import type { Rectangle } from '../../../../core/rectangle.ts';
import type { Pixels, SensorFailure } from '../../../ports.ts';
import { memoryFile } from './libc.ts';
import type { Output } from './outputs.ts';
import { packedRgb, pixelFormats, turned } from './pixel-layout.ts';
import { CompositorGone, type WaylandLink, type WaylandObject } from './wayland-link.ts';

/** The compositor gave no pixels. */
export class NoScreenPixels extends Error {
  readonly failure: SensorFailure;

  constructor(code: 'wayland-no-pixels' | 'screen-changed' | 'screen-unreadable') {
    super(code);
    this.failure = { ok: false, reason: reason(code) };
  }
}

interface Layout {
  readonly format: number;
  readonly width: number;
  readonly height: number;
  readonly stride: number;
}

/** A side of the largest output that is read. */
const mostPixels = 16_384;
const managerVersion = 3;
const upsideDown = 1;
/** How long the compositor may take to draw once, ms. */
const drawMs = 5_000;

/** Whether the compositor lets the screen be read. */
export function canCopyScreen(link: WaylandLink): boolean {
  return link.count('zwlr_screencopy_manager_v1') > 0 && link.count('wl_shm') > 0;
}

/**
 * What an output shows, as it is seen, or a part of it in the space of the desktop: native pixels,
 * without the pointer. They pass through a file that is in memory alone. Rejects with
 * `NoScreenPixels` and `CompositorGone`.
 */
export async function copyScreen(link: WaylandLink, output: Output, part: Rectangle | null = null): Promise<Pixels> {
  // wlroots mistakes which part is meant of an output that is turned and scaled.
  if (part !== null && output.transform !== 0) return partOf(await copyScreen(link, output), output.place, part);
  const manager = link.bind('zwlr_screencopy_manager_v1', managerVersion);
  const shm = link.bind('wl_shm', 1);
  if (manager === null || shm === null) throw new NoScreenPixels('wayland-no-pixels');
  const frame = frameOf(link, manager, output, part);
  link.request(manager, 'destroy');
  try {
    const layout = await laidOut(link, frame, manager.version);
    const file = memoryFile();
    if (file === null) throw new NoScreenPixels('screen-unreadable');
    try {
      const isFlipped = await copied(link, shm, frame, layout, file);
      const rgb = packedRgb(readAll(file, layout.stride * layout.height), layout);
      return turned({ rgb, width: layout.width, height: layout.height }, output.transform, isFlipped);
    } finally {
      closeSync(file);
    }
  } finally {
    if (link.failure === null) link.request(frame, 'destroy');
  }
}

function frameOf(link: WaylandLink, manager: WaylandObject, output: Output, part: Rectangle | null): WaylandObject {
  const makes = 'zwlr_screencopy_frame_v1';
  if (part === null) return link.request(manager, 'capture_output', [0, output.object], makes);
  const within = [part.x - output.place.x, part.y - output.place.y, part.width, part.height];
  return link.request(manager, 'capture_output_region', [0, output.object, ...within], makes);
}

/** How the compositor lays pixels out. */
async function laidOut(link: WaylandLink, frame: WaylandObject, version: number): Promise<Layout> {
  let layout: Layout | null = null;
  await answered(link, (done, fail) => {
    frame
      .on('buffer', (...args) => {
        const [format = 0, width = 0, height = 0, stride = 0] = args.map(Number);
        layout ??= { format, width, height, stride };
        if (version < 3) done();
      })
      .on('buffer_done', done)
      .on('failed', fail);
  });
  const { format, width, height, stride } = layout ?? { format: -1, width: 0, height: 0, stride: 0 };
  const isSound = width > 0 && height > 0 && width <= mostPixels && height <= mostPixels;
  if (!isSound || !pixelFormats.has(format) || stride < width * 4 || stride > mostPixels * 8)
    throw new NoScreenPixels('screen-unreadable');
  return { format, width, height, stride };
}

/** Whether the rows came from the bottom up. */
async function copied(
  link: WaylandLink,
  shm: WaylandObject,
  frame: WaylandObject,
  { format, width, height, stride }: Layout,
  file: number,
): Promise<boolean> {
  const bytes = stride * height;
  ftruncateSync(file, bytes);
  const pool = link.request(shm, 'create_pool', [bytes], 'wl_shm_pool', { file });
  const buffer = link.request(pool, 'create_buffer', [0, width, height, stride, format], 'wl_buffer');
  link.request(pool, 'destroy');
  let isFlipped = false;
  try {
    await answered(link, (done, fail) => {
      frame
        .on('flags', (flags) => {
          isFlipped = (Number(flags) & upsideDown) !== 0;
        })
        .on('ready', done)
        .on('failed', fail);
      link.request(frame, 'copy', [buffer]);
    });
  } finally {
    if (link.failure === null) link.request(buffer, 'destroy');
  }
  return isFlipped;
}

async function answered(link: WaylandLink, ask: (done: () => void, fail: () => void) => void): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const stop = link.onEnd(() => reject(new CompositorGone(link.failure ?? undefined)));
  const late = setTimeout(() => reject(new NoScreenPixels('screen-unreadable')), drawMs);
  try {
    ask(resolve, () => reject(new NoScreenPixels('screen-changed')));
    await promise;
  } finally {
    clearTimeout(late);
    stop();
  }
}

/** The pixels of `part`, both in the space of the desktop. */
function partOf({ rgb, width, height }: Pixels, whole: Rectangle, part: Rectangle): Pixels {
  const across = width / whole.width;
  const down = height / whole.height;
  const left = Math.max(0, Math.floor((part.x - whole.x) * across));
  const top = Math.max(0, Math.floor((part.y - whole.y) * down));
  const to = {
    width: Math.min(Math.round(part.width * across), width - left),
    height: Math.min(Math.round(part.height * down), height - top),
  };
  const out = new Uint8Array(Math.max(0, to.width * to.height * 3));
  for (let row = 0; row < to.height; row++) {
    const from = ((top + row) * width + left) * 3;
    out.set(rgb.subarray(from, from + to.width * 3), row * to.width * 3);
  }
  return { ...to, rgb: out };
}

function readAll(file: number, length: number): Uint8Array {
  const bytes = new Uint8Array(length);
  for (let at = 0; at < length; ) {
    const read = readSync(file, bytes, at, length - at, at);
    if (read === 0) throw new NoScreenPixels('screen-unreadable');
    at += read;
  }
  return bytes;
}
