import type { Language } from '../../../core/language.ts';
import { reason } from '../../../core/reason.ts';
import type { Rectangle } from '../../../core/rectangle.ts';
import { compositorSocket, keptCompositor } from '../../capture/wayland/compositor.ts';
import { swayAreas } from '../../capture/wayland/sway/areas.ts';
import { CompositorGone, type WaylandLink } from '../../capture/wayland/wire/wayland-link.ts';
import type { RecordingSign } from '../../ports.ts';
import { WatchedSign } from '../watched-sign.ts';
import { LayerPills } from './layer-pills.ts';

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
  const sign = new WatchedSign({ language, now, isGone: (error) => error instanceof CompositorGone });
  const socketPath = compositorSocket(env);
  if (socketPath === null) {
    sign.down({ ok: false, reason: reason('wayland') });
    return sign;
  }
  const connection = keptCompositor(socketPath, retryMs);
  const areas = async (): Promise<ReadonlyMap<string, Rectangle>> => (await swayAreas(env)) ?? none;
  connection.follow({
    up: (link) => showOn(link, sign, areas),
    down: (failure) => sign.down(failure),
  });
  void connection.open();
  return {
    show: (content) => sign.show(content),
    state: () => sign.state(),
    onChange: (listener) => sign.onChange(listener),
    async close() {
      await sign.close();
      connection.close();
    },
  };
}

function showOn(link: WaylandLink, sign: WatchedSign, areas: () => Promise<ReadonlyMap<string, Rectangle>>): void {
  const touched = (): void => sign.touched();
  link.onGlobals((of) => {
    if (of === 'wl_output') touched();
  });
  sign.up(new LayerPills({ link, areas, onGone: touched }));
}
