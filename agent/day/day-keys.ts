import { dayKeyName, dayObjectKey } from '../../bucket/layout.ts';
import { type ActivityRecord, formatRecords, parseRecords } from '../../core/day/activity.ts';
import { type Day, type DeviceId, daySchema, type PersonId } from '../../core/ids.ts';
import { isHybrid, type Recipient } from '../../core/organisation/recipient.ts';
import { type KeyClass, keyClasses } from '../../core/organisation/retention.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import { type KeyPair, keyPairOf, newKeyPair, openWith, readIdentityFile, sealTo } from '../../seal/age.ts';
import { dayKeyFile } from '../../seal/day-key.ts';
import type { Vault } from '../vault/vault.ts';

export interface DayKeysOptions {
  readonly vault: Pick<Vault, 'day' | 'keyOf' | 'read' | 'addKey'>;
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly prefix: string;
  readonly employee: KeyPair;
  /** Who may open `day` besides the employee, likeliest first: asked when the day begins. */
  readonly recipients: (day: Day) => readonly Recipient[];
  /** When the organisation ordered that this be erased of `day`, as a date; null: it did not. Nothing of it begins again. */
  readonly erasedOn?: (day: Day, keyClass: KeyClass) => Day | null;
}

/**
 * Each day's own key pairs: one that is made when the day begins, and one for its pictures, made with the first of
 * them. Later they are opened with the employee's own.
 */
export class DayKeys {
  readonly #options: DayKeysOptions;
  /** By day and class, the one used last at the end. */
  readonly #known = new Map<string, KeyPair>();

  constructor(options: DayKeysOptions) {
    this.#options = options;
  }

  of(day: Day, at: Instant): Promise<Result<KeyPair>> {
    return this.#of(day, 'days', at, this.#options.vault.day(day) !== null);
  }

  /** The key of the day's pictures. A day begins with its own key. */
  async ofPictures(day: Day, at: Instant): Promise<Result<KeyPair>> {
    const { vault } = this.#options;
    const begun = vault.day(day) === null ? await this.of(day, at) : null;
    if (begun?.ok === false) return begun;
    return this.#of(day, 'shots', at, vault.keyOf(day, 'shots') !== null);
  }

  /** The key that the day's pictures are sealed to: its own, where they are of before pictures had one. */
  ofKeptPictures(day: Day): Promise<Result<KeyPair>> {
    const keyClass = this.#options.vault.keyOf(day, 'shots') === null ? 'days' : 'shots';
    return this.#of(day, keyClass, 0, true);
  }

  async #of(day: Day, keyClass: KeyClass, at: Instant, isThere: boolean): Promise<Result<KeyPair>> {
    const known = this.#known.get(`${keyClass} ${day}`);
    if (known !== undefined) return ok(known);
    const { vault, employee } = this.#options;
    if (!isThere) return this.#make(day, keyClass, at);
    const object = vault.keyOf(day, keyClass);
    const opened = object === null ? null : await openWith(employee.identity, await vault.read(object));
    const identity = opened === null ? null : readIdentityFile(opened);
    if (identity === null) return fail(unreadable('key'));
    return ok(this.#remember(day, keyClass, await keyPairOf(identity)));
  }

  async #make(day: Day, keyClass: KeyClass, at: Instant): Promise<Result<KeyPair>> {
    const { vault, employee, recipients, prefix, person, device, erasedOn } = this.#options;
    const on = erasedOn?.(day, keyClass) ?? null;
    if (on !== null) return fail(problem('day-erased', { day, on }));
    const made = await newKeyPair(isHybrid(employee.recipient) ? 'hybrid' : 'x25519');
    const sealed = await sealTo(
      [...recipients(day), employee.recipient],
      dayKeyFile(made.identity, { keyClass, person, day, device }),
    );
    const name = dayKeyName(keyClass);
    const key = dayObjectKey(prefix, { person, day, device }, name);
    const object = { day, kind: 'key', name, key, sealed, at, releaseAt: at } as const;
    const added = await vault.addKey(day, keyClass, made.recipient, object);
    return added.ok ? ok(this.#remember(day, keyClass, made)) : added;
  }

  /** Of days that were erased no key stays in memory. */
  forgetErased(): void {
    const { erasedOn = () => null } = this.#options;
    for (const name of [...this.#known.keys()])
      for (const keyClass of keyClasses) {
        const day = name.slice(keyClass.length + 1);
        if (name.startsWith(`${keyClass} `) && erasedOn(daySchema.parse(day), keyClass) !== null)
          this.#known.delete(name);
      }
  }

  /** A few days' keys at most stay in memory. */
  #remember(day: Day, keyClass: KeyClass, pair: KeyPair): KeyPair {
    this.#known.set(`${keyClass} ${day}`, pair);
    const oldest = this.#known.keys().next().value;
    if (this.#known.size > 6 && oldest !== undefined) this.#known.delete(oldest);
    return pair;
  }
}

export function sealBatch({ recipient }: KeyPair, records: readonly ActivityRecord[]): Promise<Uint8Array> {
  return sealTo([recipient], Buffer.from(formatRecords(records)));
}

/** The records of a sealed batch of the journal; null when it does not open. */
export async function openBatch({ identity }: KeyPair, sealed: Uint8Array): Promise<ActivityRecord[] | null> {
  const opened = await openWith(identity, sealed);
  return opened === null ? null : parseRecords(Buffer.from(opened).toString());
}

/** `part`: `picture`, `key`, `content`, `journal`, or the name of an object. */
export function unreadable(part: string): Problem {
  return problem('vault-unreadable', { part });
}
