import type { LogEntry } from '../../bucket/embedded/http/request-handler.ts';
import { devicesFolder } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import type { PersonId } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import { type Administration, accessOf } from '../../org/administration.ts';
import { concernedBy, confirmDevice, readDevices } from '../../org/devices.ts';
import { publishChanges } from '../../org/publication.ts';

export interface DeviceConfirmerOptions {
  readonly administration: Administration;
  readonly person: PersonId;
  readonly bucket: string;
  /** Gives the work a store with an owner's rights, for as long as it takes. */
  readonly withOwner: (work: (store: ObjectStore) => Promise<Result<void>>) => Promise<Result<void>>;
  /** Writes down what the administration is now. */
  readonly keep: (administration: Administration) => Promise<Result<void>>;
}

/**
 * Confirms the devices of an office of one as soon as they ask: there administrator and person are the same, and sit at the computer on which all
 * of it is. What fails is tried again when the device asks again, at its next start.
 */
export class DeviceConfirmer {
  readonly #options: DeviceConfirmerOptions;
  readonly #folder: string;
  #administration: Administration;
  #tail: Promise<unknown> = Promise.resolve();
  #isClosed = false;

  constructor(options: DeviceConfirmerOptions) {
    this.#options = options;
    this.#administration = options.administration;
    this.#folder = `/${options.bucket}/${devicesFolder('', options.person)}`;
  }

  /** A device may have asked while nobody was here. */
  start(): void {
    this.#confirmSoon();
  }

  /** Told each request that the store answered. */
  see({ method, path }: Pick<LogEntry, 'method' | 'path'>): void {
    if (method === 'PUT' && path.startsWith(this.#folder)) this.#confirmSoon();
  }

  /** Answers when nothing is under way any more. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#tail;
  }

  #confirmSoon(): void {
    this.#tail = this.#tail.then(() => (this.#isClosed ? undefined : this.#confirm())).catch(() => {});
  }

  async #confirm(): Promise<void> {
    const { person, withOwner, keep } = this.#options;
    const known = this.#administration.people.find((each) => each.person === person);
    if (known === undefined || this.#isAllConfirmed()) return;
    await withOwner(async (store) => {
      const devices = await readDevices(this.#administration, known, store, '');
      if (!devices.ok) return devices;
      const at = Date.now();
      const asking = devices.value.flatMap(({ confirmed, card }) =>
        confirmed === null && card !== null ? [card] : [],
      );
      if (asking.length === 0) return ok(undefined);
      const after = asking.reduce((before, card) => confirmDevice(before, card, at), this.#administration);
      const kept = await keep(after);
      if (!kept.ok) return kept;
      this.#administration = after;
      const viewers = concernedBy(accessOf(after, person));
      return publishChanges(after, { people: [person], viewers }, store, '', at);
    });
  }

  #isAllConfirmed(): boolean {
    const { devices } = accessOf(this.#administration, this.#options.person);
    return this.#administration.devices.every(({ device }) => devices.some((each) => each.device === device));
  }
}
