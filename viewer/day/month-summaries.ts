import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { compile } from 'zod';
import { monthSumsKey } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { isOutage } from '../../bucket/store-problems.ts';
import type { DaySummary } from '../../core/day/summary.ts';
import type { PersonId } from '../../core/ids.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { type MonthSums, monthSumsSchema } from '../../core/reports/month-sums.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Month } from '../../core/time/month.ts';
import { type Identity, type Opener, openerOf } from '../../seal/age.ts';
import { publicKeySchema, readDocument } from '../../seal/signing.ts';

interface MonthSummariesOptions extends PrefixedStore {
  readonly identity: Identity;
}

/** Thirty-one summaries, each as long as its object may be, are more than any computer writes. */
const largestBytes = 32 * 1024 * 1024;
const decompress = promisify(gunzip);
/** The same schema as code: a year has thousands of objects in it, and walking the schema took twice as long as reading JSON. */
const sumsParser = compile(monthSumsSchema);

/** What one device laid together of a month, when it is that device's word about that month. */
export async function readMonth(
  opened: Uint8Array,
  expected: { readonly person: PersonId; readonly device: ConfirmedDevice; readonly month: Month },
): Promise<MonthSums | null> {
  const { person, device, month } = expected;
  const unpacked = await decompress(opened, { maxOutputLength: largestBytes }).catch(() => null);
  const said = unpacked === null ? null : readDocument(unpacked, publicKeySchema.parse(device.publicKey));
  const read = sumsParser.safeParse(said);
  if (!read.success) return null;
  return read.data.person === person && read.data.device === device.device && read.data.month === month
    ? read.data
    : null;
}

/** Reads the sums of the closed days of a month at once. */
export class MonthSummaries {
  readonly #options: MonthSummariesOptions;
  readonly #open: Opener;
  /** The newest version of each month that was read: an earlier one never takes its place. */
  readonly #newest = new Map<string, number>();

  constructor(options: MonthSummariesOptions) {
    this.#options = options;
    this.#open = openerOf(options.identity);
  }

  /** As in `OpenViewer.monthSummaries`. */
  async read(person: PersonId, device: ConfirmedDevice, month: Month): Promise<Result<readonly DaySummary[]>> {
    const { store, prefix } = this.#options;
    const key = monthSumsKey(prefix, { person, month, device: device.device });
    const sealed = await store.get(key);
    // Whatever is wrong with this one object, the days say the same.
    if (!sealed.ok) return isOutage(sealed.problem) ? sealed : ok([]);
    const opened = await this.#open(sealed.value);
    const sums = opened === null ? null : await readMonth(opened, { person, device, month });
    if (sums === null || sums.version < (this.#newest.get(key) ?? 0)) return ok([]);
    this.#newest.set(key, sums.version);
    const of = { format: 'plainsight-summary/2', person, device: device.device } as const;
    return ok(sums.days.map((day) => ({ ...of, ...day })));
  }
}
