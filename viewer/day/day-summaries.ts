import { LRUCache } from 'lru-cache';
import { fetchOne } from '../../bucket/fetching.ts';
import { dayKeyName, dayObjectKey, summaryName } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import type { DeviceDayId } from '../../core/day/chain.ts';
import { type DaySummary, daySummarySchema } from '../../core/day/summary.ts';
import type { Day, PersonId } from '../../core/ids.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type Identity, type Opener, openerOf, readIdentityFile } from '../../seal/age.ts';
import { publicKeySchema, readDocument } from '../../seal/signing.ts';
import { noAccess } from '../session/problems.ts';

interface SummariesOptions extends PrefixedStore {
  readonly identity: Identity;
}

/** What one device wrote of its day, when it is that device's word about that day. */
export function readSummary(opened: Uint8Array, expected: DeviceDayId, publicKey: string): DaySummary | null {
  const summary = daySummarySchema.safeParse(readDocument(opened, publicKeySchema.parse(publicKey)));
  if (!summary.success) return null;
  const { person, device, day } = summary.data;
  return person === expected.person && device === expected.device && day === expected.day ? summary.data : null;
}

/** A year of a small team; what is beyond costs a request more the next time. */
const mostOpeners = 5_000;

/** Reads the sums of days without the days. Caches the identity of each opened day. */
export class DaySummaries {
  readonly #options: SummariesOptions;
  readonly #opener: Opener;
  readonly #openers = new LRUCache<string, Opener>({ max: mostOpeners });

  constructor(options: SummariesOptions) {
    this.#options = options;
    this.#opener = openerOf(options.identity);
  }

  /** Null: no key, nothing recorded. Problem codes as in `OpenViewer.summary`. */
  async read(person: PersonId, { device, publicKey }: ConfirmedDevice, day: Day): Promise<Result<DaySummary | null>> {
    const { store, prefix } = this.#options;
    const of = { person, day, device };
    const [opener, sealed] = await Promise.all([
      this.#openerFor(of),
      fetchOne(store, dayObjectKey(prefix, of, summaryName)),
    ]);
    if (!opener.ok) return opener;
    if (!sealed.ok) return sealed;
    if (opener.value === null) return ok(null);
    if (sealed.value === null) return fail(missing(day));
    const opened = await opener.value(sealed.value);
    const summary = opened === null ? null : readSummary(opened, { person, device, day }, publicKey);
    return summary === null ? fail(altered(day)) : ok(summary);
  }

  /** What a day was opened with, so that its key need not be fetched again. */
  remember(of: DeviceDayId, opener: Opener): void {
    this.#openers.set(this.#keyOf(of), opener);
  }

  #keyOf(of: DeviceDayId): string {
    return dayObjectKey(this.#options.prefix, of, dayKeyName('days'));
  }

  async #openerFor(of: DeviceDayId): Promise<Result<Opener | null>> {
    const key = this.#keyOf(of);
    const known = this.#openers.peek(key);
    if (known !== undefined) return ok(known);
    const sealed = await fetchOne(this.#options.store, key);
    if (!sealed.ok || sealed.value === null) return sealed.ok ? ok(null) : sealed;
    const opened = await this.#opener(sealed.value);
    const identity = opened === null ? null : readIdentityFile(opened);
    if (identity === null) return fail(noAccess);
    const opener = openerOf(identity);
    this.#openers.set(key, opener);
    return ok(opener);
  }
}

function missing(day: string): Problem {
  return problem('summary-missing', { day });
}

function altered(day: string): Problem {
  return problem('summary-altered', { day });
}
