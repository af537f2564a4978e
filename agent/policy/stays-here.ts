import type { Day } from '../../core/ids.ts';
import { dayOf, type Zone } from '../../core/time/calendar.ts';
import type { Clock } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';
import type { OrganisationKeeper } from './organisation-keeper.ts';

export interface StaysHereOptions {
  readonly organisation: Pick<OrganisationKeeper, 'current'>;
  readonly vault: Pick<Vault, 'day'>;
  readonly clock: Clock;
  readonly zone: Zone;
}

/**
 * Whether what is recorded stays on this computer for good: the organisation asks for timesheets
 * alone. A day of which anything was recorded while it did stays here whatever is asked for later.
 */
export class StaysHere {
  readonly #options: StaysHereOptions;
  /** The last day on which this was seen to hold: what is still in memory may be of it. */
  #lastDay: Day | null = null;

  constructor(options: StaysHereOptions) {
    this.#options = options;
    this.note();
  }

  /** Whether at present nothing but what the person hands in may leave. */
  get isAlone(): boolean {
    return this.#options.organisation.current.timesheetsAlone;
  }

  /** Call before other settings are taken: what was recorded until now was recorded under these. */
  note(): void {
    const { clock, zone } = this.#options;
    if (this.isAlone) this.#lastDay = dayOf(clock.now(), zone);
  }

  /** Whether what is written down of `day` from now on stays here. */
  holds(day: Day): boolean {
    this.note();
    return this.isAlone || (this.#lastDay !== null && day <= this.#lastDay);
  }

  /** Whether `day` as it is now stays here. */
  keeps(day: Day): boolean {
    return this.isAlone || this.#options.vault.day(day)?.stays_here === 1;
  }
}
