import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { recipientSchema } from '../../core/organisation/recipient.ts';
import {
  identityFile,
  identitySchema,
  type KeyPair,
  newKeyPair,
  openWith,
  openWithPassphrase,
  readIdentityFile,
  sealTo,
  sealWithPassphrase,
  tryOpen,
} from '../../seal/age.ts';
import { lightWork } from '../fixtures/light-work.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
let a: KeyPair;
let b: KeyPair;
let hybrid: KeyPair;
beforeAll(async () => {
  [a, b, hybrid] = await Promise.all([newKeyPair(), newKeyPair(), newKeyPair('hybrid')]);
});

describe('an age file', () => {
  it('opens to each of its recipients and to nobody else', async () => {
    const file = await sealTo([a.recipient, b.recipient], bytes('hello'));
    expect(await openWith(a.identity, file)).toEqual(bytes('hello'));
    expect(await openWith(b.identity, file)).toEqual(bytes('hello'));
    expect(await openWith((await newKeyPair()).identity, file)).toBeNull();
  });

  it('holds any bytes', () =>
    fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (content) => {
        expect(await openWith(a.identity, await sealTo([a.recipient], content))).toEqual(content);
      }),
      { numRuns: 20 },
    ));

  it('can be hybrid', async () => {
    const file = await sealTo([hybrid.recipient], bytes('hello'));
    expect(hybrid.recipient).toMatch(/^age1pq1/);
    expect(await openWith(hybrid.identity, file)).toEqual(bytes('hello'));
    expect(await openWith(a.identity, file)).toBeNull();
  });

  it('is refused to nobody, and to recipients of both kinds', async () => {
    await expect(sealTo([], bytes('x'))).rejects.toThrow(RangeError);
    await expect(sealTo([a.recipient, hybrid.recipient], bytes('x'))).rejects.toThrow('one kind');
  });

  it('does not open when it was cut at the end of any part of it', async () => {
    const chunk = 64 * 1024;
    const file = await sealTo([a.recipient], new Uint8Array(3 * chunk).fill(7));
    const body = file.length - 3 * (chunk + 16);
    for (const chunks of [0, 1, 2])
      expect(await openWith(a.identity, file.subarray(0, body + chunks * (chunk + 16)))).toBeNull();
    for (const length of [0, 1, 20, body - 16, body - 1, file.length - 1])
      expect(await openWith(a.identity, file.subarray(0, length))).toBeNull();
    expect(await openWith(a.identity, Buffer.concat([file, bytes('x')]))).toBeNull();
    expect(await openWith(a.identity, file)).toHaveLength(3 * chunk);
  });

  it('does not open with any byte altered', async () => {
    const file = await sealTo([a.recipient], bytes('hello'));
    for (let at = 0; at < file.length; at++) {
      const altered = Uint8Array.from(file);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(await openWith(a.identity, altered), `byte ${at}`).toBeNull();
    }
  });

  it('that does not open tells whether it is for others or not whole', async () => {
    for (const [own, other] of [
      [a, b],
      [hybrid, await newKeyPair('hybrid')],
    ] as const) {
      const file = await sealTo([own.recipient], bytes('hello'));
      expect(await tryOpen(own.identity, file)).toEqual({ content: bytes('hello') });
      expect(await tryOpen(other.identity, file)).toEqual({ because: 'sealed-to-others' });
      for (const broken of [new Uint8Array(), file.subarray(0, 10), file.subarray(0, -1), bytes('hello')])
        expect(await tryOpen(own.identity, broken)).toEqual({ because: 'broken' });
    }
    // A stranger's file cut in its content is still one for others: nobody else can tell.
    const file = await sealTo([a.recipient], bytes('hello'));
    expect(await tryOpen(b.identity, file.subarray(0, -1))).toEqual({ because: 'sealed-to-others' });
  });

  it('under a passphrase opens with that one alone', async () => {
    const file = await sealWithPassphrase('correct horse', bytes('hello'), lightWork);
    expect(await openWithPassphrase('correct horse', file)).toEqual(bytes('hello'));
    expect(await openWithPassphrase('Correct horse', file)).toBeNull();
    expect(await openWith(a.identity, file)).toBeNull();
    expect(await openWithPassphrase('correct horse', await sealTo([a.recipient], bytes('x')))).toBeNull();
  });

  it('under a passphrase costs whoever tries one about a second, unless less is asked for', async () => {
    const stanza = (file: Uint8Array) => Buffer.from(file).toString('latin1').split('\n')[1];
    expect(stanza(await sealWithPassphrase('correct horse', bytes('hello')))).toMatch(/^-> scrypt \S+ 18$/);
    expect(stanza(await sealWithPassphrase('correct horse', bytes('hello'), lightWork))).toMatch(/^-> scrypt \S+ 2$/);
  });
});

describe('an identity', () => {
  it('comes back from its file, comments and line ends aside', () => {
    expect(readIdentityFile(identityFile(a.identity))).toBe(a.identity);
    expect(readIdentityFile(bytes(`# created: today\r\n# public key: x\r\n\r\n  ${a.identity}\r\n`))).toBe(a.identity);
  });

  it.each(['', '#', 'hello', 'AGE-SECRET-KEY-1', `x${'Q'.repeat(80)}`, 'age1qqqq', '\u0000'])(
    'is not in a file of %j',
    (text) => expect(readIdentityFile(bytes(text))).toBeNull(),
  );

  it('and a recipient are never taken for each other', () => {
    expect(identitySchema.safeParse(a.recipient).success).toBe(false);
    expect(recipientSchema.safeParse(a.identity).success).toBe(false);
    expect(recipientSchema.safeParse(`${a.recipient}\n`).success).toBe(false);
  });
});

const stockAge = process.platform === 'linux' && spawnSync('age', ['--version']).status === 0;

describe.skipIf(!stockAge)('Debian’s age (Linux)', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plainsight-age-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  const content = Buffer.alloc(200_000, 'sealed');

  it('opens what is sealed here', async () => {
    writeFileSync(path('ours.key'), identityFile(a.identity));
    writeFileSync(path('ours.age'), await sealTo([b.recipient, a.recipient], content));
    expect(execFileSync('age', ['-d', '-i', path('ours.key'), path('ours.age')])).toEqual(content);
  });

  it('and its own keys are opened and sealed to here', async () => {
    execFileSync('age-keygen', ['-o', path('theirs.key')], { stdio: 'ignore' });
    const file = execFileSync('cat', [path('theirs.key')]);
    const identity = readIdentityFile(file);
    const recipient = recipientSchema.parse(
      execFileSync('age-keygen', ['-y', path('theirs.key')])
        .toString()
        .trim(),
    );
    expect(identity).not.toBeNull();
    if (identity === null) return;
    const sealed = execFileSync('age', ['-r', recipient], { input: content });
    expect(Buffer.from((await openWith(identity, sealed)) ?? [])).toEqual(content);
    writeFileSync(path('back.age'), await sealTo([recipient], content));
    expect(execFileSync('age', ['-d', '-i', path('theirs.key'), path('back.age')])).toEqual(content);
  });

  it('refuses what was cut', async () => {
    writeFileSync(path('ours.key'), identityFile(a.identity));
    writeFileSync(path('cut.age'), (await sealTo([a.recipient], content)).subarray(0, -1));
    expect(spawnSync('age', ['-d', '-i', path('ours.key'), path('cut.age')]).status).not.toBe(0);
  });
});
