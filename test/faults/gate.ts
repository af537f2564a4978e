import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A way to a server on this computer that can be closed and opened again: closed, connections in use are cut and new ones too. */
export interface Gate {
  readonly port: number;
  /** How many connections have been asked for so far. */
  connections(): number;
  open(): void;
  shut(): void;
  close(): Promise<void>;
}

export async function startGate(to: { readonly port: number }): Promise<Gate> {
  let isOpen = true;
  let connections = 0;
  const sockets = new Set<Socket>();
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
  };
  const cut = (): void => {
    for (const socket of sockets) socket.resetAndDestroy();
  };
  const server = createServer((near) => {
    connections += 1;
    keep(near);
    if (!isOpen) {
      near.resetAndDestroy();
      return;
    }
    const far = connect(to.port, '127.0.0.1');
    keep(far);
    near.pipe(far);
    far.pipe(near);
    near.once('close', () => far.destroy());
    far.once('close', () => near.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port,
    connections: () => connections,
    open: () => {
      isOpen = true;
    },
    shut: () => {
      isOpen = false;
      cut();
    },
    close: async () => {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      cut();
      await closed;
    },
  };
}
