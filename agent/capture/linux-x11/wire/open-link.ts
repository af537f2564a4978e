import { createConnection } from 'node:net';
import { type Reason, reason } from '../../../../core/reason.ts';
import { KeyEraser } from '../input/key-eraser.ts';
import type { DisplayAddress } from './display-address.ts';
import { answerTimeoutMs, areAllPropertyEvents, isProtocolError, LinkDown, X11Link } from './link.ts';
import type { Cookie } from './xauthority.ts';

const readBufferBytes = 1 << 16;

/**
 * Connects over the local socket. Rejects with a `LinkDown`. The library would fall back to TCP on
 * its own when there is no socket; it is handed ours instead. The library is loaded here, because
 * packages for Windows and macOS do not hold it.
 */
export async function openLink(address: DisplayAddress, cookie: Cookie): Promise<X11Link> {
  const { default: x11 } = await import('x11');
  return new Promise<X11Link>((resolve, reject) => {
    const eraser = new KeyEraser();
    const socket = createConnection({
      path: address.socketPath,
      // Node would allocate 64 KiB for every event: one buffer is kept, and copied out of.
      onread: {
        buffer: Buffer.allocUnsafeSlow(readBufferBytes),
        callback(length, buffer) {
          const arrived = Buffer.from(buffer.buffer, buffer.byteOffset, length);
          if (link !== null && eraser.isBetweenPackets && areAllPropertyEvents(arrived)) {
            link.propertiesChanged(arrived);
            return !link.isResting;
          }
          eraser.erase(arrived);
          socket.emit('data', Buffer.from(arrived));
          return link === null || !link.isResting;
        },
      },
    });
    let link: X11Link | null = null;
    const timer = setTimeout(() => lose(reason('x-server-silent')), answerTimeoutMs);
    const lose = (why: Reason) => {
      clearTimeout(timer);
      socket.destroy();
      if (link) link.lose(why);
      else reject(new LinkDown(why));
    };
    socket.on('close', () => lose(reason('x-server-ended')));
    const client = x11.createClient(
      { display: address.display, stream: socket, auth: cookie, bufferRequests: { flushOnReply: false } },
      (error, display) => {
        if (error) return lose(reason('x-server-unreachable', { error: error.message }));
        const screen = display.screen[address.screenNumber];
        if (!screen) return lose(reason('x-server-no-screen', { number: address.screenNumber }));
        clearTimeout(timer);
        // The library caches atoms for the whole process, but each server numbers its own.
        client.atoms = {};
        link = new X11Link(client, display, screen, socket);
        resolve(link);
      },
    );
    // Requests without a reply fail here, such as for a window that vanished: ignored.
    client.on('error', (error) => {
      if (!isProtocolError(error)) lose(reason('x-server-broken', { error: error.message }));
    });
    client.on('end', () => lose(reason('x-server-ended')));
  });
}
