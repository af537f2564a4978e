import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { compile } from 'zod';
import { monthSumsKey, monthTextsKey } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { isOutage } from '../../bucket/store-problems.ts';
import type { DaySummary } from '../../core/day/summary.ts';
import type { DeviceId, PersonId } from '../../core/ids.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { monthSumsSchema } from '../../core/reports/month-sums.ts';
import { type MonthTexts, monthTextsSchema } from '../../core/reports/month-texts.ts';
import { ok, type Result } from '../../core/result.ts';
import type { Month } from '../../core/time/month.ts';
import { type Identity, type Opener, openerOf } from '../../seal/age.ts';
import { publicKeySchema, readDocument } from '../../seal/signing.ts';

interface MonthObjectsOptions extends PrefixedStore {
  readonly identity: Identity;
}

/** What both objects of a month say of themselves. */
interface MonthDocument {
  readonly person: PersonId;
  readonly device: DeviceId;
  readonly month: Month;
  readonly version: number;
}

/** Of a month, by one device of one person. */
interface MonthOf {
  readonly person: PersonId;
  readonly device: ConfirmedDevice;
  readonly month: Month;
}

/** What is expected under a key: its parser, and how long it is at most when it is unpacked. */
interface Expected<T extends MonthDocument> extends MonthOf {
  readonly key: string;
  readonly parser: {
    safeParse(said: unknown): { readonly success: true; readonly data: T } | { readonly success: false };
  };
  readonly mostBytes: number;
}

/** Thirty-one summaries, each as long as its object may be, are more than any computer writes. */
const mostSumsBytes = 32 * 1024 * 1024;
/** Thirty-one days, each as long as an agent lays it in, and numbers that may be longer in a month. */
const mostTextsBytes = 24 * 1024 * 1024;
const decompress = promisify(gunzip);
/** The same schemas as code: a year has thousands of objects in it, and walking the schema took twice as long as reading JSON. */
const sumsParser = compile(monthSumsSchema);
const textsParser = compile(monthTextsSchema);

/** Reads what devices laid together of the closed days of a month: their sums, and what a search looks at. */
export class MonthObjects {
  readonly #options: MonthObjectsOptions;
  readonly #open: Opener;
  /** The newest version of each object that was read: an earlier one never takes its place. */
  readonly #newest = new Map<string, number>();

  constructor(options: MonthObjectsOptions) {
    this.#options = options;
    this.#open = openerOf(options.identity);
  }

  /** As in `OpenViewer.monthSummaries`. */
  async summaries(person: PersonId, device: ConfirmedDevice, month: Month): Promise<Result<readonly DaySummary[]>> {
    const key = monthSumsKey(this.#options.prefix, { person, month, device: device.device });
    const expected = { person, device, month, key, parser: sumsParser, mostBytes: mostSumsBytes };
    const sums = await this.#read(expected);
    if (!sums.ok) return sums;
    const of = { format: 'plainsight-summary/2', person, device: device.device } as const;
    return ok(sums.value?.days.map((day) => ({ ...of, ...day })) ?? []);
  }

  /** As in `OpenViewer.monthTexts`. */
  texts(person: PersonId, device: ConfirmedDevice, month: Month): Promise<Result<MonthTexts | null>> {
    const key = monthTextsKey(this.#options.prefix, { person, month, device: device.device });
    return this.#read({ person, device, month, key, parser: textsParser, mostBytes: mostTextsBytes });
  }

  async #read<T extends MonthDocument>(expected: Expected<T>): Promise<Result<T | null>> {
    const { key } = expected;
    const sealed = await this.#options.store.get(key);
    // Whatever is wrong with this one object, the days say the same.
    if (!sealed.ok) return isOutage(sealed.problem) ? sealed : ok(null);
    const opened = await this.#open(sealed.value);
    const read = opened === null ? null : await readMonth(opened, expected);
    if (read === null || read.version < (this.#newest.get(key) ?? 0)) return ok(null);
    this.#newest.set(key, read.version);
    return ok(read);
  }
}

/** What one device laid together of a month, when it is that device's word about that month. */
async function readMonth<T extends MonthDocument>(
  opened: Uint8Array,
  { person, device, month, parser, mostBytes }: Expected<T>,
): Promise<T | null> {
  const unpacked = await decompress(opened, { maxOutputLength: mostBytes }).catch(() => null);
  const said = unpacked === null ? null : readDocument(unpacked, publicKeySchema.parse(device.publicKey));
  const read = parser.safeParse(said);
  if (!read.success) return null;
  const { person: whose, device: by, month: of } = read.data;
  return whose === person && by === device.device && of === month ? read.data : null;
}
