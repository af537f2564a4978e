import { chmod, rm } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import type { BrowserDoor } from '../browser-door.ts';
import type { BrowserProcess } from '../browser-process.ts';

/** A socket that is a file, whose folder is this account's alone. What another run left in the place is taken away. */
export function socketDoor(path: string, browserOf: (socket: Socket) => BrowserProcess | null): BrowserDoor {
  let server: Server | null = null;
  return {
    path,
    async open(onHost) {
      await rm(path, { force: true });
      const listening = createServer((socket) => {
        const browser = browserOf(socket);
        if (browser !== null) return onHost(socket, browser);
        socket.on('error', () => {});
        socket.destroy();
      });
      server = listening;
      await new Promise<void>((resolve, reject) => {
        listening.once('error', reject);
        listening.listen(path, resolve);
      });
      listening.on('error', () => {});
      await chmod(path, 0o600);
    },
    async close() {
      const listening = server;
      server = null;
      // It ends once the last one that was let in is gone.
      if (listening !== null) await new Promise((resolve) => listening.close(resolve));
    },
  };
}
