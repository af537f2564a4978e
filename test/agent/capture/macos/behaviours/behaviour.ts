import { MacDesktop } from '../../../../../agent/capture/macos/windows/mac-desktop.ts';
import { masksOf } from '../../../../../agent/screenshot/masks.ts';
import { parseRules } from '../../../../../core/consent/redaction.ts';
import type { Rectangle } from '../../../../../core/rectangle.ts';
import { unwrap } from '../../../../../core/result.ts';
import { type MacDouble, ownProcess } from '../double/mac-double.ts';

/** What macOS is documented, or reported, to do, and what the sensors make of it. */
export interface Behaviour {
  readonly what: string;
  /** A page of the vendor (`apple:` stands for developer.apple.com/documentation/), a header, or a report. */
  readonly source: string;
  /** Fails when the sensors take it for something else. `mac` is new for each. */
  readonly prove: (mac: MacDouble) => Promise<void> | void;
}

/** The windows of `mac` as the sensors see them; whatever was read is given back. */
export function withDesktop<T>(mac: MacDouble, look: (desktop: MacDesktop) => T): T {
  const desktop = new MacDesktop({ api: mac, ownPid: ownProcess.pid, now: () => mac.now });
  try {
    return look(desktop);
  } finally {
    desktop.close();
  }
}

/** Which parts of a picture are masked while the program `app` is excluded. */
export function maskedFor(mac: MacDouble, app: string): Rectangle[] {
  const rules = unwrap(parseRules([{ app, effect: 'exclude' }]));
  const screen = withDesktop(mac, (desktop) => ({ windows: desktop.visible() ?? [], elsewhere: desktop.open() ?? [] }));
  return masksOf(screen, rules).map(({ bounds }) => bounds);
}
