import type { z } from 'zod';
import { readJson } from '../../core/json.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { Turns } from '../../core/turns.ts';
import { type KeyPair, openWith, sealTo } from '../../seal/age.ts';
import type { Vault } from '../vault/vault.ts';

export interface OwnRecordOptions {
  readonly vault: { readonly own: Pick<Vault['own'], 'get' | 'set'> };
  /** The person's own: nobody else opens what is kept here. */
  readonly employee: KeyPair;
}

export interface RecordKind<T> {
  readonly schema: z.ZodType<T>;
  /** What goes over the bounds of `schema` answers with it. */
  readonly tooMuch: Problem;
}

/** Records of the person's own, sealed to them in the vault of this computer. One change at a time. */
export class OwnRecordKeeper<T> {
  readonly #options: OwnRecordOptions;
  readonly #kind: RecordKind<T>;
  readonly #turns = new Turns();

  constructor(options: OwnRecordOptions, kind: RecordKind<T>) {
    this.#options = options;
    this.#kind = kind;
  }

  /** The record of that name, or `empty` where there is none. Problem code: `vault-unreadable`. */
  async read(name: string, empty: T): Promise<Result<T>> {
    const { vault, employee } = this.#options;
    const sealed = vault.own.get(name);
    if (sealed === null) return ok(empty);
    const opened = await openWith(employee.identity, sealed);
    const read = this.#kind.schema.safeParse(opened === null ? undefined : readJson(opened));
    return read.success ? ok(read.data) : fail(unreadable);
  }

  /** Keeps what `edit` makes of it; durable when this answers ok. The very record that was given is not written anew. */
  change(name: string, read: () => Promise<Result<T>>, edit: (record: T) => Result<T>): Promise<Result<T>> {
    return this.#turns.take(async (): Promise<Result<T>> => {
      const { vault, employee } = this.#options;
      const before = await read();
      if (!before.ok) return before;
      const edited = edit(before.value);
      if (!edited.ok || edited.value === before.value) return edited;
      const record = this.#kind.schema.safeParse(edited.value);
      if (!record.success) return fail(this.#kind.tooMuch);
      const sealed = await sealTo([employee.recipient], Buffer.from(JSON.stringify(record.data)));
      const kept = vault.own.set(name, sealed);
      return kept.ok ? ok(record.data) : kept;
    });
  }
}

const unreadable = problem('vault-unreadable', { part: 'content' });
