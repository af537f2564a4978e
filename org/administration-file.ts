import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readJson } from '../core/json.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { shownText } from '../core/typed-text.ts';
import { writeDurably } from '../disk/durable-file.ts';
import { openWithPassphrase, sealWithPassphrase } from '../seal/age.ts';
import { type Administration, administrationSchema } from './administration.ts';

/**
 * The administration in its folder, sealed with a passphrase. Recovery identities are in files of
 * their own, so that those can be kept elsewhere.
 */
export class AdministrationFile {
  readonly #path: string;
  readonly #folder: string;
  readonly #passphrase: string;
  readonly #work: number | undefined;
  /** What was last read or written, so that an unchanged file is not opened with the passphrase again. */
  #known: { readonly sealed: Uint8Array; readonly content: Administration } | null = null;

  /** `work` is what trying the passphrase costs, as `sealWithPassphrase` takes it. */
  constructor(folder: string, passphrase: string, work?: number) {
    this.#path = join(folder, 'organisation.age');
    this.#folder = folder;
    this.#passphrase = passphrase;
    this.#work = work;
  }

  get isThere(): boolean {
    return existsSync(this.#path);
  }

  async write(content: Administration): Promise<Result<void>> {
    const bytes = Buffer.from(JSON.stringify(content));
    const sealed = await sealWithPassphrase(this.#passphrase, bytes, this.#work);
    const written = await writeDurably(this.#path, sealed);
    this.#known = written.ok ? { sealed, content } : null;
    return written;
  }

  /**
   * Problem codes: `organisation-missing`, `wrong-organisation-passphrase`, `organisation-broken`.
   */
  async read(): Promise<Result<Administration>> {
    let sealed: Uint8Array;
    try {
      sealed = await readFile(this.#path);
    } catch {
      return fail(problem('organisation-missing', { folder: shownText(this.#folder) }));
    }
    if (this.#known !== null && Buffer.compare(this.#known.sealed, sealed) === 0) return ok(this.#known.content);
    const path = shownText(this.#path);
    const opened = await openWithPassphrase(this.#passphrase, sealed);
    if (opened === null) return fail(problem('wrong-organisation-passphrase', { path }));
    const content = administrationSchema.safeParse(readJson(opened));
    if (!content.success) return fail(problem('organisation-broken', { path }));
    this.#known = { sealed, content: content.data };
    return ok(content.data);
  }
}
