import { Socket } from 'node:net';
import { passMessages } from './native-host.ts';

// What a browser starts, with the agent's socket as its first argument. Input and output are pipes.
const [, , path] = process.argv;
if (path !== undefined) {
  const input = new Socket({ fd: 0, readable: true, writable: false });
  const output = new Socket({ fd: 1, readable: false, writable: true });
  await passMessages({ input, output, path, retryMs: 1_000 });
}
process.exit(0);
