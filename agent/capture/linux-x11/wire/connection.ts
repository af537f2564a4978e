import { reason } from '../../../../core/reason.ts';
import { KeptConnection } from '../../linux/kept-connection.ts';
import type { DisplayAddress } from './display-address.ts';
import { LinkDown, type X11Link } from './link.ts';
import { openLink } from './open-link.ts';
import type { Cookie } from './xauthority.ts';

export interface ConnectionOptions {
  readonly address: DisplayAddress;
  readonly cookie: () => Promise<Cookie>;
  /** Waits before the first, second, … attempt to connect again; the last one repeats. */
  readonly retryMs?: readonly number[];
}

/** One connection to the X server for all sensors; connects again when the server went and came back. */
export class Connection extends KeptConnection<X11Link> {
  constructor({ address, cookie, retryMs }: ConnectionOptions) {
    super({
      open: async () => openLink(address, await cookie()),
      watch: (link, lost) => link.whenLost((why) => lost({ ok: false, reason: why })),
      end: (link) => link.end(),
      why(error) {
        if (error instanceof LinkDown) return { ok: false, reason: error.reason };
        return {
          ok: false,
          reason: reason('x-server-unreachable', { error: error instanceof Error ? error.name : 'error' }),
        };
      },
      notAsked: { ok: false, reason: reason('x-server-not-asked') },
      closed: { ok: false, reason: reason('x-server-closed') },
      retryMs,
    });
  }
}
