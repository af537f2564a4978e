import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { cookieFor, findCookie } from '../../../../../agent/capture/linux-x11/wire/xauthority.ts';

const none = { name: '', data: '' };

function entry(family: number, ...fields: string[]): Buffer {
  const head = Buffer.alloc(2);
  head.writeUInt16BE(family);
  const parts = fields.map((field) => {
    const length = Buffer.alloc(2);
    length.writeUInt16BE(field.length);
    return Buffer.concat([length, Buffer.from(field, 'latin1')]);
  });
  return Buffer.concat([head, ...parts]);
}

const magic = 'MIT-MAGIC-COOKIE-1';
const local = entry(256, 'desk', '1', magic, 'one');
const wild = entry(65535, '', '', magic, 'any');
const network = entry(0, 'desk', '1', magic, 'net');

describe('the cookie for a display', () => {
  test.each([
    ['the one of this host and display', [local], 1, { name: magic, data: 'one' }],
    ['not the one of another display', [local], 2, none],
    ['not the one for the network', [network], 1, none],
    ['the wildcard', [network, wild], 7, { name: magic, data: 'any' }],
    ['the first that fits', [local, wild], 1, { name: magic, data: 'one' }],
    ['none in an empty file', [], 1, none],
  ])('%s', (_, entries, display, expected) => {
    expect(findCookie(Buffer.concat(entries), display, 'desk')).toEqual(expected);
  });

  test('bytes above 127 stay what they are', () => {
    expect(findCookie(entry(65535, '', '', magic, '\u00ff\u0080'), 0, 'desk').data).toBe('\u00ff\u0080');
  });
});

describe('the file', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'xauthority-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  test('is the one that XAUTHORITY names, else the one in the home', async () => {
    await writeFile(join(folder, '.Xauthority'), wild);
    await writeFile(join(folder, 'named'), entry(65535, '', '', magic, 'named'));
    expect(await cookieFor(1, { HOME: folder })).toEqual({ name: magic, data: 'any' });
    expect(await cookieFor(1, { HOME: folder, XAUTHORITY: join(folder, 'named') })).toEqual({
      name: magic,
      data: 'named',
    });
  });

  test('that is missing or damaged gives the empty cookie and no error', async () => {
    expect(await cookieFor(1, { HOME: folder })).toEqual(none);
    await writeFile(join(folder, '.Xauthority'), Buffer.concat([network, wild.subarray(0, 9)]));
    expect(await cookieFor(1, { HOME: folder })).toEqual(none);
  });
});
