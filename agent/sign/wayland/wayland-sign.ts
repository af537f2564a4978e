import type { Language } from '../../../core/language.ts';
import { reason } from '../../../core/reason.ts';
import type { Rectangle } from '../../../core/rectangle.ts';
import type { KeptConnection } from '../../capture/linux/kept-connection.ts';
import { compositorSocket, keptCompositor } from '../../capture/wayland/compositor.ts';
import { failureOf } from '../../capture/wayland/kept-link.ts';
import { areasOf } from '../../capture/wayland/kwin/areas.ts';
import { keptKwin } from '../../capture/wayland/kwin/kept-kwin.ts';
import { KwinGone, type KwinLink } from '../../capture/wayland/kwin/kwin-link.ts';
import { SwayAreas } from '../../capture/wayland/sway/areas.ts';
import { CompositorGone, type WaylandLink } from '../../capture/wayland/wire/wayland-link.ts';
import type { RecordingSign } from '../../ports.ts';
import { WatchedSign } from '../watched-sign.ts';
import { LayerPills, type LayerPillsOptions } from './layer-pills.ts';
import { seenByPixels } from './seen-by-pixels.ts';
import { seenInList } from './seen-in-list.ts';

export interface WaylandSignOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The system's language. */
  readonly language: Language;
  /** A clock that is never set, in ms. */
  readonly now: () => number;
  /** Waits between attempts to connect again, in ms. */
  readonly retryMs?: readonly number[];
}

const none: ReadonlyMap<string, Rectangle> = new Map();

/** The sign of a Wayland session whose compositor has layers: a picture on the topmost one of each output. */
export function openWaylandSign({ env, language, now, retryMs }: WaylandSignOptions): RecordingSign {
  const sign = new WatchedSign({ language, now, isGone });
  const socketPath = compositorSocket(env);
  if (socketPath === null) {
    sign.down({ ok: false, reason: reason('wayland') });
    return sign;
  }
  const connection = keptCompositor(socketPath, retryMs);
  const sway = new SwayAreas(env);
  let kwin: KeptConnection<KwinLink> | null = null;
  let pills: { readonly link: WaylandLink; readonly windows: LayerPills } | null = null;
  let isClosed = false;
  /** Up as soon as everything is there by which it is shown and seen. */
  const raise = (): void => {
    const current = connection.current();
    if (!current.ok || (kwin !== null && !kwin.current().ok)) return;
    const { link } = current;
    if (pills?.link !== link)
      pills = { link, windows: pillsOn(link, sign, kwin === null ? swayWays(sway, link) : kwinWays(kwin)) };
    sign.up(pills.windows);
  };
  const lookForKwin = async (): Promise<void> => {
    const found = kwin === null ? await keptKwin({ env, compositor: connection, role: 'sign', retryMs }) : null;
    if (isClosed) return found?.close();
    if (found === null) return raise();
    kwin = found;
    kwin.follow({
      up(told) {
        // Windows that come, go or move may lie over it.
        told.onChange((change) => {
          if (change === 'windows') sign.restacked();
        });
        raise();
      },
      down: (failure) => sign.down(failure),
    });
  };
  // Until the first attempt is over the sign is on its way, and nothing is in its way.
  void connection.open().then(() =>
    connection.follow({
      up: () => void lookForKwin(),
      down: (failure) => sign.down(failure),
    }),
  );
  return {
    show: (content) => sign.show(content),
    state: () => sign.state(),
    onChange: (listener) => sign.onChange(listener),
    async close() {
      isClosed = true;
      await sign.close();
      kwin?.close();
      sway.close();
      connection.close();
    },
  };
}

/** What a kind of desktop tells of where the sign may stand, and whether it is seen there. */
type DesktopWays = Pick<LayerPillsOptions, 'eye' | 'areas'>;

function swayWays(sway: SwayAreas, link: WaylandLink): DesktopWays {
  return { eye: seenByPixels(link), areas: () => sway.read() };
}

function kwinWays(kwin: KeptConnection<KwinLink>): DesktopWays {
  return {
    eye: seenInList(kwin, process.pid),
    async areas(outputs) {
      const current = kwin.current();
      if (!current.ok) return none;
      try {
        return areasOf(await current.link.list(), outputs);
      } catch (error) {
        if (failureOf(error) === null) throw error;
        return none;
      }
    },
  };
}

function pillsOn(link: WaylandLink, sign: WatchedSign, ways: DesktopWays): LayerPills {
  const touched = (): void => sign.touched();
  link.onGlobals((of) => {
    if (of === 'wl_output') touched();
  });
  return new LayerPills({ link, ...ways, onGone: touched });
}

function isGone(error: unknown): boolean {
  return error instanceof CompositorGone || error instanceof KwinGone;
}
