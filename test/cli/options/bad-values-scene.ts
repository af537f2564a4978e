import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Credentials } from '../../../bucket/embedded/auth/credentials.ts';
import { removeFolder } from '../../fixtures/folders.ts';

/** A folder with one right file or folder for each option that takes one, and wrong ones. */
export interface FolderScene {
  readonly folder: string;
  readonly aFile: string;
  readonly aFolder: string;
  readonly missing: string;
  /** Typed where it does not belong: a passphrase, and a private key. */
  readonly secret: string;
  readonly key: string;
  readonly at: (name: string) => string;
  /** What is on the disk: every path with its mode and its content. */
  state(): Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

export function openFolderScene(): FolderScene {
  const folder = mkdtempSync(join(tmpdir(), 'bad-values-'));
  const at = (name: string): string => join(folder, name);
  for (const name of ['empty', 'org', 'agent']) mkdirSync(at(name));
  mkdirSync(at('store'));
  new Credentials(at('store')).close();
  // Never opened by a value that is refused, which the tests show by this not being one.
  writeFileSync(at('org/organisation.age'), 'not an organisation');
  for (const name of ['bucket.json', 'other-bucket.json']) {
    const reach = { endpoint: 'https://localhost:1', bucket: 'plainsight', accessKeyId: 'A', secretAccessKey: 'B' };
    writeFileSync(at(name), JSON.stringify(reach));
  }
  for (const name of ['viewer.json', 'settings.json', 'projects.csv', 'recovery.age', 'a-file'])
    writeFileSync(at(name), '{}');
  writeFileSync(at('passphrase.txt'), 'four plain words here\n');
  return {
    ...{ folder, at, aFile: at('a-file'), aFolder: at('empty'), missing: at('not-there') },
    secret: 'correct-horse-battery-staple',
    key: 'QfTjWnZr4u7x!A%D*G-KaPdSgVkYp3s6v9y$B&E(H+MbQeThWmZq4t7w',
    state: () => stateOf(folder),
    remove: () => removeFolder(folder),
  };
}

function stateOf(folder: string): Record<string, string> {
  return Object.fromEntries(
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) => {
      const { mode, mtimeMs } = statSync(join(folder, name));
      const isFile = statSync(join(folder, name)).isFile();
      // SQLite's side files come and go with whoever reads the database.
      const content = isFile
        ? createHash('sha256')
            .update(readFileSync(join(folder, name)))
            .digest('hex')
        : mtimeMs;
      return [name, `${mode} ${content}`];
    }),
  );
}
