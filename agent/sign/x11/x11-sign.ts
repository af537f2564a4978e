import { hostname } from 'node:os';
import type { Language } from '../../../core/language.ts';
import { reason } from '../../../core/reason.ts';
import { pixelFailure } from '../../capture/linux-x11/screen/pixels.ts';
import { Connection } from '../../capture/linux-x11/wire/connection.ts';
import type { DisplayAddress, Environment } from '../../capture/linux-x11/wire/display-address.ts';
import { LinkDown, type X11Link } from '../../capture/linux-x11/wire/link.ts';
import { cookieFor } from '../../capture/linux-x11/wire/xauthority.ts';
import type { RecordingSign, SensorFailure } from '../../ports.ts';
import { WatchedSign } from '../watched-sign.ts';
import { type PillSetting, pillAtoms } from './x11-pill.ts';
import { X11Pills } from './x11-pills.ts';

export interface X11SignOptions {
  readonly address: DisplayAddress;
  readonly env: Environment;
  /** The system's language. */
  readonly language: Language;
  /** A clock that is never set, in ms. */
  readonly now: () => number;
  /** Waits between attempts to connect again, in ms. */
  readonly retryMs?: readonly number[];
}

const restacking = new Set(['MapNotify', 'ConfigureNotify', 'CirculateNotify', 'ReparentNotify']);

/**
 * The sign of an X11 session: a small window of our own on each monitor, in its lower right corner,
 * above all others.
 */
export function openX11Sign({ address, env, language, now, retryMs }: X11SignOptions): RecordingSign {
  const connection = new Connection({
    address,
    cookie: () => cookieFor(address.displayNumber, env),
    ...(retryMs ? { retryMs } : {}),
  });
  const sign = new WatchedSign({ language, now, isGone: (error) => error instanceof LinkDown });
  // Until the first attempt is over the sign is on its way, and nothing is in its way.
  void connection
    .open()
    .then(() => connection.follow({ up: (link) => void showOn(link, sign), down: (failure) => sign.down(failure) }));
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

async function showOn(link: X11Link, sign: WatchedSign): Promise<void> {
  try {
    const [atoms, shape] = await Promise.all([pillAtoms(link), link.opcodeOf('SHAPE')]);
    const setting: PillSetting = { link, atoms, shape, pid: process.pid, host: hostname() };
    const pills = new X11Pills(setting, () => (link.display.screen.length > 1 ? severalScreens : pixelFailure(link)));
    link.watchChildren(link.root);
    link.listen((event) => {
      if (pills.concerns(event)) sign.touched();
      else if (restacking.has(event.name ?? '')) sign.restacked();
    });
    sign.up(pills);
  } catch (error) {
    // The connection ended meanwhile, and `down` says so.
    if (!(error instanceof LinkDown)) throw error;
  }
}

/** Input and presence count for all screens of the server, DISPLAY names the sign's own. */
const severalScreens: SensorFailure = { ok: false, reason: reason('sign-several-screens') };
