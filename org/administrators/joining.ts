import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { orgKey } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { administratorIdSchema } from '../../core/ids.ts';
import { readJson } from '../../core/json.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { shownText } from '../../core/typed-text.ts';
import { writeDurably } from '../../disk/durable-file.ts';
import { removeFile } from '../../disk/held-file.ts';
import { identitySchema, openWithPassphrase, sealWithPassphrase } from '../../seal/age.ts';
import { foundingRoster, readOrganisationBy } from '../../seal/roster.ts';
import { type PublicKey, privateKeySchema, publicKeySchema } from '../../seal/signing.ts';
import { type Administration, administrationSchema } from '../administration.ts';
import { fetchEntries, listLog, withPosition } from './admin-log.ts';
import { wholeEntry } from './log-entry.ts';
import type { AdministratorKeys } from './roster-changes.ts';

const keysSchema = z.strictObject({
  administrator: administratorIdSchema,
  signing: z.strictObject({ privateKey: privateKeySchema, publicKey: publicKeySchema }),
  identity: identitySchema,
});

/** The keys of somebody who asked to become an administrator, sealed with a passphrase of their own. */
export class AskingFile {
  readonly #path: string;
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    this.#path = join(folder, 'administrator.age');
  }

  async write(keys: AdministratorKeys, passphrase: string, work?: number): Promise<Result<void>> {
    const bytes = Buffer.from(JSON.stringify(keys));
    return writeDurably(this.#path, await sealWithPassphrase(passphrase, bytes, work));
  }

  /** Problem codes: `administrator-unasked`, `wrong-organisation-passphrase`, `organisation-broken`. */
  async read(passphrase: string): Promise<Result<AdministratorKeys>> {
    let sealed: Uint8Array;
    try {
      sealed = await readFile(this.#path);
    } catch {
      return fail(problem('administrator-unasked', { folder: shownText(this.#folder) }));
    }
    const path = shownText(this.#path);
    const opened = await openWithPassphrase(passphrase, sealed);
    if (opened === null) return fail(problem('wrong-organisation-passphrase', { path }));
    const keys = keysSchema.safeParse(readJson(opened));
    return keys.success ? ok(keys.data) : fail(problem('organisation-broken', { path }));
  }

  async remove(): Promise<void> {
    await removeFile(this.#path);
  }
}

/**
 * What somebody who was added begins with: from the newest entry that has everything and opens with their key. `organisationKey` is what they were told
 * on a safe way; whoever signed the entry has to be an administrator by a walk from there. The rest of the log is followed like anybody's.
 * Problem codes: `organisation-signature`, `administrator-not-added`, those of `listLog` and of the store.
 */
export async function joined(
  { administrator, signing, identity }: AdministratorKeys,
  organisationKey: PublicKey,
  place: PrefixedStore,
): Promise<Result<Administration>> {
  const bytes = await place.store.get(orgKey(place.prefix));
  if (!bytes.ok) return bytes;
  const read = readOrganisationBy(bytes.value, foundingRoster(organisationKey));
  if (typeof read === 'string') return fail(problem('organisation-signature'));
  const { roster } = read;
  if (!roster.administrators.some(({ publicKey }) => publicKey === signing.publicKey)) return fail(notAdded);
  const listed = await listLog(place);
  if (!listed.ok) return listed;
  for (let seq = listed.value.last; seq > 0; seq--) {
    const fetched = await fetchEntries(seq, seq, place);
    if (!fetched.ok) return fetched;
    const [object] = fetched.value;
    const found = object === undefined ? null : await wholeEntry(object, roster, [identity]);
    if (found === null || found.position.seq !== seq) continue;
    const own = { signing, organisationKey, self: { administrator, identity }, ...found.position.shared };
    return ok(withPosition(administrationSchema.parse(own), found.position));
  }
  return fail(notAdded);
}

const notAdded = problem('administrator-not-added');
