import { type Circumstances, type Decision, decide, type Refusal } from '../../core/consent.ts';
import type { Instant } from '../../core/interval.ts';
import { type Purpose, purposes } from '../../core/purpose.ts';

/** The circumstances that are known at each moment, and the one question to ask of them. */
export class Gate {
  readonly #ledger: () => Circumstances['ledger'];
  readonly #asked: () => readonly Purpose[];
  #settingsValid = false;
  #pause: Circumstances['pause'] = null;
  #locked = false;
  #suspended = false;

  /** `asked`: what the organisation asks for at present. What it does not ask for is not recorded, whatever was agreed to before. */
  constructor(ledger: () => Circumstances['ledger'], asked: () => readonly Purpose[] = () => purposes) {
    this.#ledger = ledger;
    this.#asked = asked;
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
    if (!this.#asked().includes(purpose)) return { refused: 'no-consent' };
    return decide(purpose, at, {
      ledger: this.#ledger(),
      enrolled: true,
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

/** The refusal, as one sentence to the person. */
export function sayRefusal({ refused }: Refusal): string {
  const sentences: Readonly<Record<Refusal['refused'], string>> = {
    'not-enrolled': 'No organisation is set up on this computer.',
    settings: 'The settings cannot be understood, so nothing is recorded.',
    ledger: 'Your decisions cannot be read, so nothing is recorded.',
    'no-consent': 'You have not agreed to this.',
    paused: 'You paused recording.',
    locked: 'The screen is locked.',
    suspended: 'The computer is asleep.',
    clock: 'This computer’s clock cannot be read.',
  };
  return sentences[refused];
}
