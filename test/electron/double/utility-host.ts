// Runs in the double's utility process: gives the module its `process.parentPort`, as Electron does, and then runs it.

import './system.ts';
import { EventEmitter } from 'node:events';
import { enforceProcessRules } from './process-rules.ts';

enforceProcessRules();
const [, , module = ''] = process.argv;
process.argv.splice(1, 2, new URL(module).pathname);
const send = process.send?.bind(process) as ((message: unknown) => void) | undefined;
const port = Object.assign(new EventEmitter(), {
  postMessage: (message: unknown): void => send?.(structuredClone(message)),
});
const waiting: unknown[] = [];
process.on('message', (data) => {
  if (port.listenerCount('message') > 0) port.emit('message', { data, ports: [] });
  else waiting.push(data);
});
port.on('newListener', (event) => {
  if (event !== 'message') return;
  setImmediate(() => {
    for (const data of waiting.splice(0)) port.emit('message', { data, ports: [] });
  });
});
// A utility process has no channel of Node's kind.
Object.assign(process, { parentPort: port, send: undefined, disconnect: undefined });
await import(module);
