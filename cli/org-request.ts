import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from '../bucket/embedded/authorisation.ts';
import { Credentials } from '../bucket/embedded/credentials.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import { openS3Store } from '../bucket/s3-store.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { shownText } from '../core/typed-text.ts';
import { type BucketFile, readBucketFile } from './bucket-file.ts';
import { usageProblem } from './command.ts';

/** What every action of `plainsight org` is asked with. */
export interface OrgRequest {
  readonly folder: string;
  readonly passphrase: string;
  readonly values: Readonly<Record<string, string>>;
  readonly switches: ReadonlySet<string>;
  /** What follows the action's own word: names, where it takes any. */
  readonly words: readonly string[];
  /** Tells the administrator something at once: what is shown only once, and how far a long work is. */
  readonly say: (line: string) => void;
}

/** What the actions are asked with that write to the bucket. */
export interface BucketRequest extends OrgRequest {
  /** With an owner's credential. */
  readonly bucket: BucketFile;
}

/** Sentences for the administrator. */
export type Done = Promise<Result<readonly string[]>>;

export function required(values: OrgRequest['values'], option: string, example: string): Result<string> {
  const value = values[option];
  return value === undefined || value === '' ? fail(usageProblem(`Give --${option} ${example}.`)) : ok(value);
}

export function freshFile(path: string | undefined): Result<string> {
  if (path === undefined) return fail(usageProblem('Give --out FILE.'));
  if (existsSync(path))
    return fail(problem('file-there', `${shownText(path)} is already there.`, 'Choose another name.'));
  return ok(path);
}

export async function withStore<T>(
  { settings }: BucketFile,
  work: (store: ObjectStore) => Promise<Result<T>>,
): Promise<Result<T>> {
  const store = openS3Store(settings);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** A bucket as somebody else reaches it, and with which credential of the embedded store, if it is that. */
export interface Reach {
  readonly bucket: object;
  readonly accessKeyId: string | null;
}

/** Answers how the bucket gets a credential of its own: from a file, or made on the embedded store. Asked before anything is changed. */
export async function credentialFrom(
  who: 'device' | 'viewer',
  bucket: BucketFile,
  values: OrgRequest['values'],
): Promise<Result<(grant: Grant) => Reach>> {
  const file = values[`${who}-bucket`];
  if (file !== undefined) {
    const other = await readBucketFile(file);
    return other.ok ? ok(() => ({ bucket: other.value.written, accessKeyId: null })) : other;
  }
  if (values.store === undefined)
    return fail(usageProblem(`Give --${who}-bucket FILE, or --store DIR for the embedded store.`));
  const folder = storeFolder(values.store);
  if (!folder.ok) return folder;
  return ok((grant) =>
    withCredentials(folder.value, (credentials) => {
      const made = credentials.add(grant, who);
      return { bucket: { ...bucket.written, ...made }, accessKeyId: made.accessKeyId };
    }),
  );
}

/** Opening credentials makes them; a typing error must not make a second store. */
export function storeFolder(folder: string): Result<string> {
  if (existsSync(join(folder, 'credentials.sqlite'))) return ok(folder);
  return fail(
    problem('store-missing', `There is no store in ${shownText(folder)}.`, 'Correct the folder given with --store.'),
  );
}

export function withCredentials<T>(folder: string, work: (credentials: Credentials) => T): T {
  const credentials = new Credentials(folder);
  try {
    return work(credentials);
  } finally {
    credentials.close();
  }
}
