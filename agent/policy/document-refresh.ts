import type { ObjectStore } from '../../bucket/object-store.ts';
import { minuteMs } from '../../core/time/calendar.ts';
import type { DeviceAdmission } from '../enrolment/device-card.ts';
import type { AccessKeeper } from './access-keeper.ts';
import type { OrganisationKeeper } from './organisation-keeper.ts';
import type { SettingsKeeper } from './settings-keeper.ts';

export interface DocumentRefreshOptions {
  readonly organisation: Pick<OrganisationKeeper, 'refresh'>;
  readonly access: Pick<AccessKeeper, 'refresh'>;
  readonly admission: Pick<DeviceAdmission, 'isConfirmed'>;
  readonly store: ObjectStore;
  /** Puts in force, within one turn, what changes what may be recorded. */
  readonly conductor: { change(mutate: () => void): Promise<void> };
  readonly settings: Pick<SettingsKeeper, 'renew'>;
  /** Told before other settings are taken. */
  readonly staysHere: { note(): void };
  readonly consent: { followOrganisation(): Promise<unknown> };
  /** Newer access is there: what it orders to be erased is to go. */
  readonly onAccess: () => Promise<unknown>;
  /** The bucket was asked: what waits and is nobody's upload can be sent. */
  readonly onAsked: () => Promise<unknown>;
  /** Something that the page shows may have changed. */
  readonly onChange: () => void;
}

/** How often the organisation is asked for its settings and for who may open the person's days. */
const everyMs = 15 * minuteMs;
/** The same while this device waits to be confirmed: soon after the start, then less often. */
const firstWaitMs = 2_000;
const longestWaitMs = minuteMs;

/** Asks for the organisation's documents now and then, and puts newer ones in force. */
export class DocumentRefresh {
  readonly #options: DocumentRefreshOptions;
  readonly #stopped = new AbortController();
  #timer: NodeJS.Timeout | null = null;
  #waitMs = firstWaitMs;

  constructor(options: DocumentRefreshOptions) {
    this.#options = options;
  }

  start(): void {
    this.#plan(0);
  }

  stop(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#stopped.abort();
  }

  #plan(afterMs: number): void {
    this.#timer = setTimeout(() => void this.#refresh(), afterMs);
    this.#timer.unref();
  }

  async #refresh(): Promise<void> {
    const { organisation, access, store, conductor, settings, consent, staysHere, onAccess, onAsked, onChange } =
      this.#options;
    let noted: Promise<unknown> | null = null;
    await organisation.refresh(store, this.#stopped.signal, (take) =>
      conductor.change(() => {
        staysHere.note();
        take();
        settings.renew();
        // In the same turn: the next document must not hide that this one asked for less.
        noted = consent.followOrganisation();
      }),
    );
    await noted;
    await onAsked();
    // After it: the settings say who may have signed this.
    if (!this.#stopped.signal.aborted && (await access.refresh(store, this.#stopped.signal))) {
      // It may say that this computer's last day is over.
      await conductor.change(() => {});
      await onAccess();
      onChange();
    }
    if (!this.#stopped.signal.aborted) this.#plan(this.#nextMs());
  }

  #nextMs(): number {
    if (this.#options.admission.isConfirmed) return everyMs;
    const waitMs = this.#waitMs;
    this.#waitMs = Math.min(longestWaitMs, waitMs * 2);
    return waitMs;
  }
}
