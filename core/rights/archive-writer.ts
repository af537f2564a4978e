import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { Instant } from '../time/interval.ts';

/** A file of an archive, as its manifest names it. */
export interface ArchivedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A file that is written piece by piece. Those that were begun before and are not closed hold it up: it waits compressed. */
export interface OpenFile {
  write(text: string): void;
  close(): void;
}

/** A ZIP file without 64-bit sizes ends at 4 GiB; a margin is left for its directory. */
const mostBytes = 3.9 * 2 ** 30;

/**
 * Writes a ZIP file part by part, as `onPart` gets it, and knows the size and SHA-256 of each file in
 * it. Names are ours alone: one that could lead out of a folder is refused, whoever made it.
 */
export class ArchiveWriter {
  readonly #zip: Zip;
  readonly #at: Instant;
  readonly #files: ArchivedFile[] = [];
  readonly #names = new Set<string>();
  #bytes = 0;
  #error: Error | null = null;

  constructor(onPart: (part: Uint8Array) => void, at: Instant) {
    this.#at = at;
    this.#zip = new Zip((error, part) => {
      this.#error ??= error;
      this.#bytes += part.length;
      onPart(part);
    });
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Whether it is as large as such a file can be: nothing more is to be added. */
  get isFull(): boolean {
    return this.#bytes > mostBytes;
  }

  get files(): readonly ArchivedFile[] {
    return this.#files;
  }

  has(name: string): boolean {
    return this.#names.has(name);
  }

  text(name: string, text: string): void {
    const file = this.open(name);
    file.write(text);
    file.close();
  }

  /** What is compressed already. */
  picture(name: string, bytes: Uint8Array, at: Instant): void {
    const file = new ZipPassThrough(this.#own(name));
    file.mtime = written(at);
    this.#zip.add(file);
    file.push(bytes, true);
    this.#files.push({ name, bytes: bytes.length, sha256: bytesToHex(sha256(bytes)) });
  }

  open(name: string): OpenFile {
    const file = new ZipDeflate(this.#own(name), { level: 6 });
    file.mtime = written(this.#at);
    this.#zip.add(file);
    const hash = sha256.create();
    let bytes = 0;
    return {
      write: (text) => {
        const part = new TextEncoder().encode(text);
        bytes += part.length;
        hash.update(part);
        file.push(part);
      },
      close: () => {
        file.push(new Uint8Array(), true);
        this.#files.push({ name, bytes, sha256: bytesToHex(hash.digest()) });
      },
    };
  }

  /** Ends the file with its manifest. Throws what went wrong in making it. */
  end(): void {
    const files = this.#files.toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const manifest = { format: 'plainsight-archive/1', files };
    this.text('manifest.json', `${JSON.stringify(manifest, null, 1)}\n`);
    this.#zip.end();
    if (this.#error !== null) throw this.#error;
  }

  #own(name: string): string {
    if (!isArchiveName(name) || this.#names.has(name)) throw new RangeError('no name for a file of an archive');
    this.#names.add(name);
    return name;
  }
}

/** A ZIP file knows the years from 1980 to 2099 in local time; a clock that was wrong shows others. */
function written(at: Instant): Instant {
  return Math.min(Math.max(at, Date.UTC(1980, 0, 3)), Date.UTC(2099, 11, 30));
}

/** Folders and a name in letters, digits, `-`, `_` and `.`, none of which begins with a dot. */
export function isArchiveName(name: string): boolean {
  return name.length <= 200 && /^([a-z0-9_][\w.-]*\/){0,3}[a-z0-9_][\w.-]*$/i.test(name) && !name.includes('..');
}
