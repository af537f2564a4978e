import { connect, type Socket } from 'node:net';
import type { BusAddress } from './bus-address.ts';

/** The bus is gone, or what came from it cannot be read. */
export class BusDown extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'BusDown';
  }
}

/** How bytes get to the bus and come from there. */
export interface BusTransport {
  readonly socket: Socket;
  /** Sends bytes, and with them a file of ours. False: that is not possible now. */
  readonly send: (bytes: Uint8Array, file: number | null) => boolean;
  readonly passesFiles: boolean;
}

/** How long an answer may take, ms. */
const answerMs = 5_000;
/** The lines before the first message are short. */
const longestLine = 1_024;

function sent(socket: Socket): BusTransport['send'] {
  return (bytes) => {
    socket.write(bytes);
    return true;
  };
}

/** A connection that passes no files. */
export function plainTransport({ socketPath }: BusAddress): BusTransport {
  const socket = connect({ path: socketPath });
  return { socket, send: sent(socket), passesFiles: false };
}

/** Says as which account we come, by which the kernel vouches for us, and begins. */
export async function authenticated(transport: BusTransport): Promise<void> {
  const account = Buffer.from(String(process.getuid?.() ?? '')).toString('hex');
  const answer = await lineAfter(transport, `\0AUTH EXTERNAL ${account}\r\n`);
  if (!/^OK [0-9a-f]{32}\r\n$/.test(answer)) throw new BusDown('the bus does not take this account');
  if (transport.passesFiles && (await lineAfter(transport, 'NEGOTIATE_UNIX_FD\r\n')) !== 'AGREE_UNIX_FD\r\n')
    throw new BusDown('the bus passes no files');
  transport.send(Buffer.from('BEGIN\r\n'), null);
}

/** What the bus says to a line of ours. */
function lineAfter({ socket, send }: BusTransport, said: string): Promise<string> {
  return new Promise<string>((resolve, reject) => {
    let line = '';
    const late = setTimeout(() => settle(() => reject(new BusDown('the bus is silent'))), answerMs);
    const onData = (chunk: Buffer): void => {
      line += chunk.toString('latin1');
      if (line.includes('\r\n')) settle(() => resolve(line));
      else if (line.length > longestLine) settle(() => reject(new BusDown('the bus said more than a line')));
    };
    const onGone = (): void => settle(() => reject(new BusDown('the bus cannot be reached')));
    const settle = (then: () => void): void => {
      clearTimeout(late);
      socket.off('data', onData).off('close', onGone);
      then();
    };
    socket.on('error', () => {});
    socket.on('data', onData).once('close', onGone);
    if (!send(Buffer.from(said), null)) onGone();
  });
}
