import { get, type IncomingMessage } from 'node:http';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Rig, startRig } from './host.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await startRig();
});
afterEach(() => rig.host.close());

async function listen(): Promise<{ stream: IncomingMessage; until: (text: string) => Promise<void> }> {
  const stream = await new Promise<IncomingMessage>((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port: rig.port,
      path: '/api/employee/changes',
      headers: { 'x-plainsight': rig.token('employee') },
      agent: false,
    };
    get(options, resolve).on('error', reject);
  });
  stream.setEncoding('utf8').on('error', () => {});
  let all = '';
  stream.on('data', (chunk: string) => {
    all += chunk;
  });
  const until = async (text: string) => {
    while (!all.includes(text)) await new Promise((resolve) => stream.once('data', resolve));
    all = '';
  };
  await until('open\n');
  return { stream, until };
}

it('tells every listener of a change, and listens to the service once, while somebody listens', async () => {
  expect(rig.listeners.size).toBe(0);
  const [first, second] = [await listen(), await listen()];
  expect(first.stream.headers['content-type']).toBe('text/plain; charset=utf-8');
  expect(rig.listeners.size).toBe(1);
  for (const listener of rig.listeners) listener();
  await Promise.all([first.until('changed\n'), second.until('changed\n')]);
  first.stream.destroy();
  second.stream.destroy();
  await vi.waitFor(() => expect(rig.listeners.size).toBe(0));
});

it('closing the host ends the streams', async () => {
  const { stream } = await listen();
  const ended = new Promise((resolve) => stream.once('close', resolve));
  await rig.host.close();
  await ended;
  expect(rig.listeners.size).toBe(0);
});
