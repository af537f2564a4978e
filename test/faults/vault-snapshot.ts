import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { hasKeys, openKeys } from '../../agent/enrolment/keys.ts';
import { dayKeyName } from '../../bucket/layout.ts';
import { unwrap } from '../../core/result.ts';
import { type Identity, openWith, readIdentityFile } from '../../seal/age.ts';
import { identityProtector } from '../../seal/protector.ts';

const objectSchema = z.object({
  key: z.string(),
  day: z.string().nullable(),
  kind: z.string(),
  file: z.string(),
  sha256: z.string(),
  state: z.string(),
});
const journalSchema = z.object({ day: z.string(), sealed: z.instanceof(Uint8Array) });

/** What a stopped or killed agent had acknowledged: rows that are committed. */
export interface Snapshot {
  readonly objects: readonly z.infer<typeof objectSchema>[];
  /** Batches of the journal that are in no segment yet; `id` is the hash of the sealed batch. */
  readonly journal: readonly { readonly id: string; readonly lines: readonly string[] }[];
  /** Days of which more has arrived than their sums in the bucket say. */
  readonly notSummed: readonly string[];
}

const nothing: Snapshot = { objects: [], journal: [], notSummed: [] };
const notSummedSql = `SELECT day FROM days
  WHERE summed < (SELECT COUNT(*) FROM objects AS o WHERE o.day = days.day AND kind = 'link' AND state = 'sent')`;

/** Reads the vault of an agent that is not running, from a copy, so that what the next start recovers from stays untouched. */
export async function snapshotOf(folder: string, unlock: Identity): Promise<Snapshot> {
  if (!hasKeys(folder) || !existsSync(join(folder, 'vault.db'))) return nothing;
  const copy = mkdtempSync(join(tmpdir(), 'snapshot-'));
  try {
    for (const name of readdirSync(folder).filter((each) => each.startsWith('vault.db')))
      copyFileSync(join(folder, name), join(copy, name));
    const database = new DatabaseSync(join(copy, 'vault.db'));
    try {
      return await read(database, folder, unlock);
    } finally {
      database.close();
    }
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

async function read(database: DatabaseSync, folder: string, unlock: Identity): Promise<Snapshot> {
  // Killed before its tables were made.
  if (database.prepare("SELECT 1 FROM sqlite_master WHERE name = 'objects'").get() === undefined) return nothing;
  const objects = objectSchema.array().parse(database.prepare('SELECT * FROM objects ORDER BY id').all());
  const rows = journalSchema.array().parse(database.prepare('SELECT day, sealed FROM journal ORDER BY id').all());
  const { identity } = unwrap(await openKeys(folder, await identityProtector(unlock)));
  const journal: Snapshot['journal'][number][] = [];
  const keys = new Map<string, Identity>();
  for (const { day, sealed } of rows) {
    const key = keys.get(day) ?? (await dayIdentity(objects, folder, day, identity));
    keys.set(day, key);
    const plain = await openWith(key, sealed);
    if (plain === null) throw new Error('a batch of the journal does not open');
    journal.push({ id: createHash('sha256').update(sealed).digest('hex'), lines: linesOf(plain) });
  }
  const days = z.object({ day: z.string() }).array().parse(database.prepare(notSummedSql).all());
  return { objects, journal, notSummed: days.map(({ day }) => day) };
}

async function dayIdentity(
  objects: Snapshot['objects'],
  folder: string,
  day: string,
  employee: Identity,
): Promise<Identity> {
  const file = objects.find((object) => object.day === day && object.file.endsWith(dayKeyName('days')))?.file;
  if (file === undefined) throw new Error('a day without a key');
  const opened = await openWith(employee, readFileSync(pathOf(folder, file)));
  const identity = opened === null ? null : readIdentityFile(opened);
  if (identity === null) throw new Error('the key of a day does not open');
  return identity;
}

/** An agent on Windows writes its own separators down. */
function pathOf(folder: string, file: string): string {
  return join(folder, file.replaceAll('\\', '/'));
}

/** All records of a stopped agent, as lines: those in segments and those still in the journal. */
export async function linesIn(folder: string, unlock: Identity, snapshot: Snapshot): Promise<string[]> {
  const { identity } = unwrap(await openKeys(folder, await identityProtector(unlock)));
  const lines: string[] = [];
  for (const { day, kind, file } of snapshot.objects) {
    if (kind !== 'activity' || day === null) continue;
    const opened = await openWith(
      await dayIdentity(snapshot.objects, folder, day, identity),
      readFileSync(pathOf(folder, file)),
    );
    if (opened === null) throw new Error('a segment does not open');
    lines.push(...linesOf(gunzipSync(opened)));
  }
  return [...lines, ...snapshot.journal.flatMap((batch) => batch.lines)];
}

export function linesOf(plain: Uint8Array): string[] {
  return Buffer.from(plain).toString().trimEnd().split('\n');
}

/** Every file under `folder` in which any of `canaries` stands as it is or as UTF-16. */
export function filesWith(folder: string, canaries: readonly string[]): string[] {
  const needles = canaries.flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => {
      const bytes = readFileSync(path);
      return needles.some((needle) => bytes.includes(needle));
    });
}
