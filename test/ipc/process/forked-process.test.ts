import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { forkedProcess } from '../../../ipc/process/forked-process.ts';
import { BrokenFrame, FrameReader, writeFrame } from '../../../ipc/process/frames.ts';
import { frameTo } from './frame-bytes.ts';

const program = (name: string) => join(import.meta.dirname, `${name}.ts`);

describe('a child beside this process', () => {
  it('gets and says what can be cloned, and ends when it is told to', async () => {
    const child = forkedProcess(program('echo-child'), { execArgv: [], env: { ...process.env } });
    const message = { at: undefined, text: 'ü\ud800', pixels: new Uint8Array(3 << 20).fill(7), list: [1n, null, -0] };
    const answered = new Promise((resolve) => child.onMessage(resolve));
    child.send(message);
    expect(await answered).toEqual(message);
    const ended = new Promise<void>((resolve) => child.onEnd(resolve));
    child.kill();
    await ended;
    child.send('nobody gets this');
  });

  it.each([
    'garbage',
    'nothing',
    'a length of four gigabytes',
    'a message with another form',
    'a message that ends in its middle',
  ])('that writes %s is ended, says nothing after it, and ends nothing else', async (how) => {
    const child = forkedProcess(program('broken-child'), {
      execArgv: [],
      env: { ...process.env, HOW: how },
    });
    const said: unknown[] = [];
    child.onMessage((message) => said.push(message));
    await new Promise<void>((resolve) => child.onEnd(resolve));
    expect(said).toEqual(['first']);
  });

  it('that cannot be started has ended', async () => {
    const child = forkedProcess(program('echo-child'), { execArgv: [], env: { broken: 'a\0b' } });
    child.send('nobody gets this');
    await new Promise<void>((resolve) => child.onEnd(resolve));
  });
});

describe('messages as bytes', () => {
  it('come whole and in order, in pieces of any size', () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { maxLength: 20 });
    fc.assert(
      fc.property(texts, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (messages, sizes) => {
        const pipe = new PassThrough();
        for (const message of messages) writeFrame(pipe, message);
        const bytes: Buffer = pipe.read() ?? Buffer.alloc(0);
        const reader = new FrameReader();
        const read: unknown[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length] ?? 1;
          read.push(...reader.take(bytes.subarray(at, at + size)));
          at += size;
        }
        expect(read).toEqual(messages);
      }),
    );
  });

  it('are refused by their length before they are there', () => {
    const reader = new FrameReader(10);
    expect([...reader.take(frameTo('short'))]).toEqual(['short']);
    expect(() => [...reader.take(frameTo('much longer').subarray(0, 4))]).toThrow(BrokenFrame);
  });
});
