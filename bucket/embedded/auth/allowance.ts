import { statfs } from 'node:fs/promises';
import { S3Error } from '../http/s3-error.ts';
import type { StoreGrant } from './authorisation.ts';

export interface AllowanceOptions {
  /** What one limited credential may write in a day of UTC, counting what it replaces. */
  readonly bytesADay?: number;
  readonly objectsADay?: number;
  /** Room on the disk that limited credentials leave, in bytes. Unless given: a twentieth of the disk, a gigabyte at most. */
  readonly reserveBytes?: number;
}

interface Written {
  bytes: number;
  objects: number;
}

const dayMs = 24 * 3_600_000;
/** So long an answer about the disk holds: it is asked for at every put. */
const knownForMs = 2_000;

/**
 * How much a limited credential may write, so that one of them cannot fill the disk that all share. A person's computer writes some tens
 * of megabytes a day. What was written today is known as long as the process runs, and begins anew with it. Owners have no limit.
 */
export class Allowance {
  readonly #folder: string;
  readonly #now: () => number;
  readonly #limits: Required<Omit<AllowanceOptions, 'reserveBytes'>>;
  readonly #reserveBytes: number | undefined;
  #day = 0;
  #written = new Map<string, Written>();
  #room = { until: 0, bytes: 0, reserve: 0 };

  constructor(folder: string, now: () => number, options: AllowanceOptions = {}) {
    this.#folder = folder;
    this.#now = now;
    this.#limits = { bytesADay: 2 * 1024 ** 3, objectsADay: 50_000, ...options };
    this.#reserveBytes = options.reserveBytes;
  }

  /** Counts a put of `bytes`. Throws 403 once the day's allowance is used up, 507 where the disk's last room would go. */
  async spend(grant: StoreGrant, accessKeyId: string, bytes: number): Promise<void> {
    if (grant.role === 'owner') return;
    const day = Math.floor(this.#now() / dayMs);
    if (day !== this.#day) {
      this.#day = day;
      this.#written = new Map();
    }
    const written = this.#written.get(accessKeyId) ?? { bytes: 0, objects: 0 };
    const { bytesADay, objectsADay } = this.#limits;
    if (written.bytes + bytes > bytesADay || written.objects >= objectsADay)
      throw new S3Error(403, 'QuotaExceeded', 'This credential has written as much as it may in one day.');
    this.#written.set(accessKeyId, written);
    written.bytes += bytes;
    written.objects++;
    await this.#leaveRoom(bytes);
  }

  async #leaveRoom(bytes: number): Promise<void> {
    const now = this.#now();
    if (now >= this.#room.until || now < this.#room.until - knownForMs) {
      const { bavail, blocks, bsize } = await statfs(this.#folder);
      const reserve = this.#reserveBytes ?? Math.min(1024 ** 3, (blocks * bsize) / 20);
      this.#room = { until: now + knownForMs, bytes: bavail * bsize, reserve };
    }
    if (this.#room.bytes - bytes < this.#room.reserve)
      throw new S3Error(
        507,
        'InsufficientStorage',
        'The disk of this store is nearly full. Nothing was kept of this request.',
      );
    this.#room.bytes -= bytes;
  }
}
