import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { expect, it, onTestFinished } from 'vitest';
import { passMessages } from '../../../agent/browsers/native-host.ts';
import { until } from '../../desktop.ts';
import { newFolder } from '../../fixtures/folders.ts';

const message = (text: string) => {
  const body = Buffer.from(text);
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
};

it('says nothing to who does not know the secret, and passes on nothing of theirs', async () => {
  const path = join(newFolder(), 'pipe');
  const said: string[] = [];
  const answers = ['{"wanted":true}\n', 'guessed\n{"wanted":true}\n', 'the secret\n{"wanted":true}\n'];
  const sockets = new Set<Socket>();
  let came = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    const turn = came++;
    said[turn] = '';
    socket.on('data', (bytes) => {
      said[turn] += String(bytes);
    });
    socket.on('error', () => {});
    socket.write(answers[turn] ?? '');
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  const [input, output] = [new PassThrough(), new PassThrough()];
  let isThere = false;
  const told: Buffer[] = [];
  output.on('data', (bytes: Buffer) => told.push(bytes));
  const isOver = passMessages({
    ...{ input, output, retryMs: 5 },
    // Nobody yet, the first time.
    address: () => (isThere ? { path, secret: 'the secret' } : null),
  });
  onTestFinished(async () => {
    input.end();
    await isOver;
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  input.write(message('{"focused":false,"lost":1}'));
  isThere = true;
  await until(() => told.length > 0 || null);
  expect(Buffer.concat(told)).toEqual(message('{"wanted":true}'));
  input.write(message('{"focused":false}'));
  await until(() => said[2]?.includes('\n') || null);
  expect(said).toEqual(['', '', '{"focused":false}\n']);
});
