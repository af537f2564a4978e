import type { FileHandle } from 'node:fs/promises';
import { S3Error } from '../http/s3-error.ts';
import type { ObjectFiles } from './object-files.ts';
import type { IndexedObject, ObjectIndex, PutCondition, PutOutcome } from './object-index.ts';

type ObjectUpload = Omit<IndexedObject, 'file' | 'bytes'>;

/** An object that is about to be read. Whoever gets one closes `handle`. */
interface OpenObject {
  readonly row: IndexedObject;
  readonly handle: FileHandle;
}

/** Bytes and index together: an object is there with all of its bytes or not at all, whatever happens in between. */
export class ObjectShelf {
  readonly #files: ObjectFiles;
  readonly index: ObjectIndex;
  readonly #commits: CommitQueue;

  constructor(files: ObjectFiles, index: ObjectIndex) {
    this.#files = files;
    this.index = index;
    this.#commits = new CommitQueue(index);
  }

  /** Returns after the object would survive a power cut. Throws 412 or 404 when `condition` does not hold. */
  async put(
    bucket: string,
    object: ObjectUpload,
    body: Uint8Array,
    condition: PutCondition | undefined,
  ): Promise<void> {
    const file = await this.#files.write(body);
    let isKept = false;
    try {
      const { outcome, synced } = await this.#commits.put(bucket, { ...object, file, bytes: body.length }, condition);
      // From here on a row may name the file, whatever the disk says.
      isKept = outcome.kind === 'kept';
      await synced;
      if (outcome.kind === 'condition-failed') throw preconditionFailed();
      if (outcome.kind === 'no-object') throw noSuchKey(object.key);
      if (outcome.replacedFile !== undefined) await this.#files.remove(outcome.replacedFile);
    } finally {
      if (!isKept) await this.#files.remove(file);
    }
  }

  /** Throws 404 when there is no such object. */
  row(bucket: string, key: string): IndexedObject {
    const row = this.index.get(bucket, key);
    if (row === undefined) throw noSuchKey(key);
    return row;
  }

  async open(bucket: string, key: string): Promise<OpenObject> {
    const row = this.row(bucket, key);
    try {
      return { row, handle: await this.#files.open(row.file) };
    } catch (error) {
      // Replaced or deleted since the look-up; only if the index still names the file has it really been lost.
      if (this.index.get(bucket, key)?.file === row.file) throw error;
      return this.open(bucket, key);
    }
  }

  async remove(bucket: string, key: string): Promise<void> {
    const file = this.index.remove(bucket, key);
    if (file === undefined) return;
    // A row that came back after a power cut would name a file that is gone.
    await this.index.synced();
    await this.#files.remove(file);
  }

  /** The same of many, forgotten in one commit before anything else is answered. */
  async removeAll(bucket: string, keys: readonly string[]): Promise<void> {
    if (keys.length === 0) return;
    const files = this.index.inOneCommit(keys.map((key) => () => this.index.remove(bucket, key)));
    await this.index.synced();
    for (const file of files) if (file !== undefined) await this.#files.remove(file);
  }
}

/** What a put came to, and when that is on the disk. */
interface Committed {
  readonly outcome: PutOutcome;
  readonly synced: Promise<void>;
}

interface Waiting {
  readonly write: () => PutOutcome;
  readonly resolve: (committed: Committed) => void;
  readonly reject: (error: unknown) => void;
}

/** Puts that are ready in the same turn of the event loop share a commit. */
class CommitQueue {
  readonly #index: ObjectIndex;
  #waiting: Waiting[] = [];

  constructor(index: ObjectIndex) {
    this.#index = index;
  }

  /** Answers after the commit. When that fails, it fails for all who share it, and nothing of theirs is kept. */
  put(...args: Parameters<ObjectIndex['put']>): Promise<Committed> {
    return new Promise((resolve, reject) => {
      if (this.#waiting.length === 0) setImmediate(() => this.#commit());
      this.#waiting.push({ write: () => this.#index.put(...args), resolve, reject });
    });
  }

  #commit(): void {
    const group = this.#waiting;
    this.#waiting = [];
    try {
      const outcomes = this.#index.inOneCommit(group.map(({ write }) => write));
      const synced = this.#index.synced();
      for (const [at, { resolve }] of group.entries()) resolve({ outcome: outcomes[at] as PutOutcome, synced });
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }
}

export function preconditionFailed(): S3Error {
  return new S3Error(412, 'PreconditionFailed', 'The condition of the request does not hold.');
}

function noSuchKey(key: string): S3Error {
  return new S3Error(404, 'NoSuchKey', 'There is no object of that name.', { Key: key });
}
