import { serialize } from 'node:v8';

export { pipeNumber } from '../../../ipc/process/frames.ts';

/** A message as it goes through the pipe; of bytes: what stands for its form, whatever they are. */
export function frameTo(message: string | Buffer): Buffer {
  const body = typeof message === 'string' ? serialize(message) : message;
  const head = Buffer.alloc(4);
  head.writeUInt32LE(body.length);
  return Buffer.concat([head, body]);
}
