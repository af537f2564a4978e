import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { passphraseWork } from '../../seal/age.ts';
import { newFolder } from '../fixtures/folders.ts';
import { lightWork } from '../fixtures/light-work.ts';
import { productMain, run } from './process.ts';

/** Makes an organisation's keys; what the keys are published in is not there, which is said last. */
async function costs(entry?: string): Promise<string[]> {
  const folder = newFolder();
  const bucket = join(folder, 'bucket.json');
  writeFileSync(
    bucket,
    JSON.stringify({ endpoint: 'https://127.0.0.1:9', bucket: 'none', accessKeyId: 'A', secretAccessKey: 'B' }),
  );
  const made = join(folder, 'org');
  const contact = ['--email', 'a@example.com', '--address', 'Here 1', '--phone', '+49 30 1234567'];
  const args = [
    'org',
    'create',
    '--folder',
    made,
    '--bucket',
    bucket,
    '--name',
    'Northwind',
    '--country',
    'DE',
    ...contact,
  ];
  const ended = await run(args, { ...process.env, PLAINSIGHT_PASSPHRASE: 'four words for testing' }, entry);
  expect(ended.code, ended.err).toBe(1);
  return ['organisation.age', 'recovery-1.age', 'recovery-2.age'].map(
    (file) => /^-> scrypt \S+ (\d+)$/m.exec(readFileSync(join(made, file), 'latin1'))?.[1] ?? 'not sealed',
  );
}

test('the product seals keys at the full cost of trying a passphrase', async () => {
  expect(passphraseWork).toBe(18);
  expect(await costs(productMain)).toEqual(['18', '18', '18']);
}, 120_000);

test('what tests start in its place differs in that cost', async () => {
  expect(new Set(await costs())).toEqual(new Set([String(lightWork)]));
}, 120_000);
