import { z } from 'zod';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { rightRequestKey } from '../../bucket/requests/right-layout.ts';
import type { ReadRights } from '../../bucket/requests/right-reading.ts';
import type { DeviceId, PersonId, RecordId } from '../../core/ids.ts';
import { readJson } from '../../core/json.ts';
import type { Recipient } from '../../core/organisation/recipient.ts';
import { ok, type Result } from '../../core/result.ts';
import { rightRequestSchema, type SignedRightRequest } from '../../core/rights/right-request.ts';
import { type Identity, openerOf, sealTo } from '../../seal/age.ts';
import { type PrivateKey, type PublicKey, readDocument, signDocument } from '../../seal/signing.ts';
import type { Vault } from '../vault/vault.ts';

/** What the person asked on this computer, sealed, in the order in which it was asked. */
const fact = 'rights';
const keptSchema = z.array(z.object({ isThere: z.boolean(), sealed: z.base64() }));
type Kept = z.infer<typeof keptSchema>[number];

export const mostKeptRights = 300;

export interface RightLogOptions {
  readonly vault: Pick<Vault, 'fact' | 'setFact'>;
  readonly store: ObjectStore;
  readonly prefix: string;
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly identity: Identity;
  readonly privateKey: PrivateKey;
  readonly publicKey: PublicKey;
  /** Whom a request is sealed to now. */
  readonly recipients: () => Promise<readonly Recipient[]>;
}

export interface OwnRequest {
  readonly said: SignedRightRequest;
  readonly isThere: boolean;
}

/**
 * What the person asked, kept on this computer before it is sent and for good: what somebody takes out
 * of the bucket is put there again, with the same words and the same instant.
 */
export class RightLog {
  readonly #options: RightLogOptions;

  constructor(options: RightLogOptions) {
    this.#options = options;
  }

  /** Whether anything was asked here that has not reached the bucket. */
  get isOwed(): boolean {
    return this.#kept().some(({ isThere }) => !isThere);
  }

  async own(): Promise<OwnRequest[]> {
    return (await this.#opened()).flatMap(({ said, isThere }) => (said === null ? [] : [{ said, isThere }]));
  }

  async #opened(): Promise<(Kept & { readonly said: SignedRightRequest | null })[]> {
    const { identity, publicKey } = this.#options;
    const open = openerOf(identity);
    return Promise.all(
      this.#kept().map(async (each) => {
        const opened = await open(Buffer.from(each.sealed, 'base64'));
        const said = opened === null ? undefined : rightRequestSchema.safeParse(readDocument(opened, publicKey)).data;
        return { ...each, said: said ?? null };
      }),
    );
  }

  /** Signs it under the next number and keeps it, durably. */
  async add(said: Pick<SignedRightRequest, 'id' | 'at' | 'on' | 'says'>): Promise<Result<void>> {
    const { person, device } = this.#options;
    const seq = nextAfter((await this.own()).map((each) => each.said.seq));
    const sealed = await this.#sealed({ format: 'plainsight-right-request/1', person, device, seq, ...said });
    return this.#keep([...this.#kept(), { isThere: false, sealed }]);
  }

  /**
   * Puts what is not in the bucket by `read`. Where something else has its number, which nobody but
   * another computer with this one's credential can have put, it takes the next one. Answers the ids
   * that are there.
   */
  async deliver(read: ReadRights): Promise<Set<RecordId>> {
    const { store, prefix, person, device } = this.#options;
    const there = new Set(read.requests.map(({ said }) => said.id));
    const taken = new Set(read.numbers.get(device) ?? []);
    const opened = await this.#opened();
    const own = opened.flatMap(({ said }) => (said === null ? [] : [said.seq]));
    const kept: Kept[] = [];
    for (const { said, isThere, sealed: before } of opened) {
      if (said === null || there.has(said.id)) {
        kept.push({ isThere: isThere || said !== null, sealed: before });
        continue;
      }
      const seq = taken.has(said.seq) ? nextAfter([...taken, ...own]) : said.seq;
      const sealed = seq === said.seq ? before : await this.#sealed({ ...said, seq });
      const put = await store.create(rightRequestKey(prefix, person, device, seq), Buffer.from(sealed, 'base64'));
      if (put.ok) {
        taken.add(seq);
        there.add(said.id);
      }
      kept.push({ isThere: put.ok, sealed });
    }
    this.#keep(kept);
    return there;
  }

  async #sealed(said: SignedRightRequest): Promise<string> {
    const { recipients, privateKey } = this.#options;
    return Buffer.from(await sealTo(await recipients(), signDocument(said, privateKey))).toString('base64');
  }

  #kept(): readonly Kept[] {
    const read = keptSchema.safeParse(readJson(this.#options.vault.fact(fact) ?? '[]'));
    return read.success ? read.data : [];
  }

  #keep(kept: readonly Kept[]): Result<void> {
    const written = this.#options.vault.setFact(fact, JSON.stringify(kept.slice(-mostKeptRights)));
    return written.ok ? ok(undefined) : written;
  }
}

function nextAfter(numbers: readonly number[]): number {
  return numbers.reduce((most, each) => Math.max(most, each + 1), 0);
}
