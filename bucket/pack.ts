import { z } from 'zod';
import { readJson } from '../core/json.ts';

/**
 * A day's small objects in one, so that a day opens with few requests however many it is made of: the very bytes of its links and segments,
 * as they also lie in the bucket one by one. The pack vouches for nothing. What is taken from it is checked by signature and hash like
 * an object that was fetched by itself.
 *
 * `plainsight-pack/1\n`, then one line of JSON (`[{"name": …, "bytes": …}, …]`), then the objects one after the other.
 */
const mark = 'plainsight-pack/1\n';
const largestHead = 4 * 1024 * 1024;

const headSchema = z.array(z.object({ name: z.string().max(200), bytes: z.number().int().nonnegative() })).max(20_000);

export interface PackedObject {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export function writePack(objects: readonly PackedObject[]): Uint8Array {
  const head = objects.map(({ name, bytes }) => ({ name, bytes: bytes.length }));
  return Buffer.concat([Buffer.from(`${mark}${JSON.stringify(head)}\n`), ...objects.map(({ bytes }) => bytes)]);
}

/** The objects by name, or null when this is no pack or not a whole one. */
export function readPack(file: Uint8Array): Map<string, Uint8Array> | null {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.byteLength);
  if (!bytes.subarray(0, mark.length).equals(Buffer.from(mark))) return null;
  const end = bytes.subarray(0, largestHead).indexOf(0x0a, mark.length);
  if (end < 0) return null;
  const head = headSchema.safeParse(readJson(bytes.subarray(mark.length, end).toString()));
  if (!head.success) return null;
  const found = new Map<string, Uint8Array>();
  let at = end + 1;
  for (const { name, bytes: size } of head.data) {
    if (found.has(name) || at + size > bytes.length) return null;
    found.set(name, file.subarray(at, at + size));
    at += size;
  }
  return at === bytes.length ? found : null;
}
