import type { Zone } from '../../core/calendar.ts';
import { type Circumstances, type Decision, decide } from '../../core/consent.ts';
import type { Instant } from '../../core/interval.ts';
import type { Purpose } from '../../core/purpose.ts';
import type { Terms } from '../../core/terms.ts';
import { type WorkingHours, workingAt } from '../../core/working-hours.ts';

export interface GateOptions {
  readonly ledger: () => Circumstances['ledger'];
  /** What the organisation asks for at present; null: it does not ask. */
  readonly terms: (purpose: Purpose) => Terms | null;
  readonly hours: () => WorkingHours | null;
  readonly zone: Zone;
}

/** The circumstances that are known at each moment, and the one question to ask of them. */
export class Gate {
  readonly #options: GateOptions;
  #settingsValid = false;
  #pause: Circumstances['pause'] = null;
  #locked = false;
  #suspended = false;

  constructor(options: GateOptions) {
    this.#options = options;
  }

  get pause(): Circumstances['pause'] {
    return this.#pause;
  }

  get locked(): boolean {
    return this.#locked;
  }

  setSettingsValid(valid: boolean): void {
    this.#settingsValid = valid;
  }

  setPause(pause: Circumstances['pause']): void {
    this.#pause = pause;
  }

  setLocked(locked: boolean): void {
    this.#locked = locked;
  }

  setSuspended(suspended: boolean): void {
    this.#suspended = suspended;
  }

  ask<P extends Purpose>(purpose: P, at: Instant): Decision<P> {
    const { ledger, terms, hours, zone } = this.#options;
    return decide(purpose, at, {
      ledger: ledger(),
      enrolled: true,
      terms: terms(purpose),
      isWorkingTime: workingAt(at, hours(), zone).isWorking,
      settingsValid: this.#settingsValid,
      pause: this.#pause,
      locked: this.#locked,
      suspended: this.#suspended,
    });
  }

  allows(purpose: Purpose, at: Instant): boolean {
    return 'grant' in this.ask(purpose, at);
  }
}
