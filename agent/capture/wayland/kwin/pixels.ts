import { closeSync } from 'node:fs';
import { Socket } from 'node:net';
import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { reason } from '../../../../core/reason.ts';
import type { Frame, Monitor, Pixels, SensorFailure, SensorState } from '../../../ports.ts';
import { DBusError } from '../../linux/dbus/bus.ts';
import { BusDown } from '../../linux/dbus/bus-transport.ts';
import { type DBusValue, DBusVariant } from '../../linux/dbus/values.ts';
import type { KeptConnection } from '../../linux/kept-connection.ts';
import { failureOf } from '../kept-link.ts';
import type { PixelSource } from '../listed-screen.ts';
import { outputMonitors } from '../screencopy-pixels.ts';
import { newPipe } from '../wire/libc.ts';
import { packedRgb } from '../wire/pixel-layout.ts';
import type { WaylandLink } from '../wire/wayland-link.ts';
import type { KwinLink } from './kwin-link.ts';

/** KWin gave no pixels. */
class NoKwinPixels extends Error {
  readonly failure: SensorFailure;

  constructor(failure: SensorFailure) {
    super(failure.reason.code);
    this.failure = failure;
  }
}

const notPermitted: SensorFailure = { ok: false, reason: reason('kwin-no-pixels') };
/** KWin that draws without OpenGL has no such interface. */
const notThere: SensorFailure = { ok: false, reason: reason('wayland-no-pixels') };
const unreadable: SensorFailure = { ok: false, reason: reason('screen-unreadable') };
const changed: SensorFailure = { ok: false, reason: reason('screen-changed') };

const screenShots = { path: '/org/kde/KWin/ScreenShot2', interface: 'org.kde.KWin.ScreenShot2' } as const;
const notAuthorised = 'org.kde.KWin.ScreenShot2.Error.NoAuthorized';
const noSuchThing = /^org\.freedesktop\.DBus\.Error\.Unknown(Object|Interface|Method)$/;

/** A side of the largest output that is read. */
const mostPixels = 16_384;
/** How long the pixels may take, ms. */
const pixelsMs = 5_000;
/** QImage's numbers of four bytes a pixel: B, G, R, and one that is not looked at, or that they are multiplied by. */
const readFormats = [4, 5, 6] as const;
/** The same layout by the number of `wl_shm`. */
const xrgb8888 = 1;

const side = z.number().int().min(1).max(mostPixels);
const layoutSchema = z.object({
  type: z.literal('raw'),
  format: z.number().refine((each) => readFormats.some((known) => known === each)),
  width: side,
  height: side,
  stride: z
    .number()
    .int()
    .max(mostPixels * 8),
});
type Layout = z.infer<typeof layoutSchema>;

export interface KwinPixelsOptions {
  readonly kwin: KeptConnection<KwinLink>;
  readonly compositor: KeptConnection<WaylandLink>;
}

/**
 * Pixels of each output by KWin's own interface for screenshots, through a pipe: no file, and native
 * pixels. KWin answers to programs alone whose installed .desktop file asks for it, so that whether it
 * does is known once it was asked.
 */
export function kwinPixels({ kwin, compositor }: KwinPixelsOptions): PixelSource & { ask(): Promise<void> } {
  /** Of which connection KWin said that it gives it no pixels, and why. */
  let refused: { readonly link: KwinLink; readonly why: SensorFailure } | null = null;

  function noteRefusal(link: KwinLink, error: unknown): void {
    const why = failureOf(error);
    if (why === notPermitted || why === notThere) refused = { link, why };
  }

  function current(): KwinLink {
    const now = kwin.current();
    if (!now.ok) throw new NoKwinPixels(now);
    return now.link;
  }

  async function frame(monitor: Monitor): Promise<Frame> {
    const link = current();
    try {
      return { monitor, ...(await captured(link, 'CaptureScreen', 's', [monitor.name])) };
    } catch (error) {
      noteRefusal(link, error);
      throw error;
    }
  }

  const source = {
    state(): SensorState {
      const now = kwin.current();
      if (!now.ok) return now;
      return refused?.link === now.link ? refused.why : { ok: true as const };
    },
    monitors: () => outputMonitors(compositor),
    async frames(monitors: readonly Monitor[]): Promise<readonly Frame[]> {
      // Masks lie where a monitor was when it was asked for.
      const areSame = async () => isDeepStrictEqual(await outputMonitors(compositor), monitors);
      if (!(await areSame())) throw new NoKwinPixels(changed);
      const frames: Frame[] = [];
      for (const monitor of monitors) frames.push(await frame(monitor));
      if (!(await areSame())) throw new NoKwinPixels(changed);
      return frames;
    },
    /** Whether KWin gives pixels, told by one that is no monitor: none is read. */
    async ask(): Promise<void> {
      const now = kwin.current();
      if (!now.ok) return;
      try {
        await captured(now.link, 'CaptureScreen', 's', ['no such screen']);
      } catch (error) {
        noteRefusal(now.link, error);
      }
    },
  };
  return source;
}

async function captured(link: KwinLink, member: string, types: string, where: readonly DBusValue[]): Promise<Pixels> {
  const { bus, owner } = link.connection;
  const pipe = newPipe();
  if (pipe === null) throw new NoKwinPixels(unreadable);
  const reading = new Socket({ fd: pipe.reading, readable: true, writable: false });
  const arriving = allOf(reading);
  try {
    const options = new Map<string, DBusVariant>([['native-resolution', new DBusVariant('b', true)]]);
    const call = { destination: owner, ...screenShots, member, signature: `${types}a{sv}h`, file: pipe.writing };
    const asked = bus.call({ ...call, body: [...where, options, 0] });
    closeSync(pipe.writing);
    const [told] = await asked;
    const layout = layoutOf(told);
    const bytes = await arriving.within(layout.stride * layout.height);
    const { width, height, stride } = layout;
    return { width, height, rgb: packedRgb(bytes, { format: xrgb8888, width, height, stride }) };
  } catch (error) {
    throw error instanceof NoKwinPixels ? error : new NoKwinPixels(failureFrom(error));
  } finally {
    reading.destroy();
  }
}

function failureFrom(error: unknown): SensorFailure {
  if (error instanceof DBusError) {
    if (error.code === notAuthorised) return notPermitted;
    return noSuchThing.test(error.code) ? notThere : changed;
  }
  if (error instanceof BusDown) return unreadable;
  throw error;
}

function layoutOf(told: DBusValue | undefined): Layout {
  if (!(told instanceof Map)) throw new NoKwinPixels(unreadable);
  const plain = Object.fromEntries(
    [...told].map(([name, value]) => [String(name), value instanceof DBusVariant ? value.value : null]),
  );
  const layout = layoutSchema.safeParse(plain);
  if (!layout.success || layout.data.stride < layout.data.width * 4) throw new NoKwinPixels(unreadable);
  return layout.data;
}

/** What comes out of a pipe until whoever writes closes it. */
function allOf(reading: Socket): { within(bytes: number): Promise<Uint8Array> } {
  const chunks: Buffer[] = [];
  let length = 0;
  const most = mostPixels * mostPixels;
  reading.on('data', (chunk: Buffer) => {
    length += chunk.length;
    if (length > most) reading.destroy();
    else chunks.push(chunk);
  });
  reading.on('error', () => {});
  const ended = new Promise<void>((resolve) => reading.once('close', () => resolve()));
  return {
    async within(bytes) {
      const late = setTimeout(() => reading.destroy(), pixelsMs);
      await ended;
      clearTimeout(late);
      const all = Buffer.concat(chunks);
      if (all.length !== bytes) throw new NoKwinPixels(unreadable);
      return all;
    },
  };
}
