import { writeSync } from 'node:fs';
import { frameTo, pipeNumber } from './frame-bytes.ts';

// A child whose memory was written over, as its parent sees it: what it writes into the pipe is what its argument says.
const bytes: Readonly<Record<string, () => Buffer>> = {
  garbage: () => Buffer.from('what no one wrote as a message, again and again'.repeat(20)),
  nothing: () => Buffer.alloc(4),
  'a length of four gigabytes': () => Buffer.from([0xff, 0xff, 0xff, 0xff, 1, 2, 3]),
  'a message with another form': () => frameTo(Buffer.from([0xff, 0x0f, 0x22, 0xff, 1, 2])),
  'a message that ends in its middle': () => frameTo(Buffer.from([0xff, 0x0f, 0x41, 0x05])),
};

const how = process.env.HOW ?? '';
writeSync(pipeNumber, frameTo('first'));
writeSync(pipeNumber, bytes[how]?.() ?? Buffer.alloc(0));
writeSync(pipeNumber, frameTo('after'));
setInterval(() => {}, 1_000);
