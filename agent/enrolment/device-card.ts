import { deviceKey } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { isOfObject } from '../../bucket/sizes.ts';
import { type Access, deviceLastDay } from '../../core/organisation/access.ts';
import { type DeviceCard, deviceCode } from '../../core/organisation/devices.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import { readDeviceCard, writeDeviceCard } from '../../seal/device-card.ts';
import type { Enrolled } from './enrolment.ts';
import type { AgentKeys } from './keys.ts';

export interface DeviceCardOptions {
  readonly enrolled: Enrolled;
  readonly keys: AgentKeys;
  /** The person's own: receipts of views are sealed to it. */
  readonly recipient: DeviceCard['recipient'];
  readonly at: Instant;
  /** Who is confirmed, as far as this agent knows. */
  readonly access: () => Pick<Access, 'devices' | 'left'>;
  readonly store: ObjectStore;
}

/**
 * The device's card: how it asks the administrator to be confirmed, and how this agent notices that
 * it is not the only one with its enrolment. Nothing else is sent before the card is in the bucket;
 * once the organisation has confirmed these very keys nothing is asked any more.
 */
export class DeviceAdmission {
  readonly #options: DeviceCardOptions;
  readonly #card: DeviceCard;
  #isThere = false;
  #problem: Problem | null = null;

  constructor(options: DeviceCardOptions) {
    const { enrolled, keys, recipient, at } = options;
    const { person, device } = enrolled.enrolment;
    this.#options = options;
    this.#card = { format: 'plainsight-device/2', person, device, publicKey: keys.publicKey, recipient, at };
  }

  /** What the person reads out to the administrator. */
  get code(): string {
    return deviceCode(this.#card);
  }

  /** Whether the organisation has signed that these keys are this person's. */
  get isConfirmed(): boolean {
    const confirmed = this.#confirmed;
    return confirmed !== undefined && this.#isOwn(confirmed);
  }

  /** Whether it has to be asked before anything else is sent. */
  get isOwed(): boolean {
    return !this.#isThere && !this.isConfirmed;
  }

  /** That another computer has this device's place, or that it was taken out; null while nothing speaks for it. */
  get problem(): Problem | null {
    return this.#isTaken ? taken : (this.#out ?? this.#problem);
  }

  /** Creates the card. Problem codes: `device-taken` and `device-taken-out` (then nothing may be sent), the store's. */
  async admit(signal?: AbortSignal): Promise<Result<void>> {
    if (this.#isTaken) return fail(taken);
    const out = this.#out;
    if (out !== null) return fail(out);
    if (!this.isOwed) return ok(undefined);
    const { store, enrolled, keys } = this.#options;
    const { enrolmentKey } = enrolled.enrolment;
    const key = deviceKey(enrolled.bucket.prefix, this.#card.person, this.#card.device);
    const created = await store.create(key, writeDeviceCard(this.#card, keys.privateKey, enrolmentKey), signal);
    if (!created.ok && created.problem.code !== 'object-exists') return created;
    if (!created.ok) {
      // It may be this agent's own, of an earlier start.
      const found = await store.get(key, signal);
      // Deleted meanwhile: created the next time. A too large or archived one is not ours.
      if (!found.ok && (!isOfObject(found.problem) || found.problem.code === 'object-missing')) return found;
      const there = found.ok ? readDeviceCard(found.value, { ...this.#card, enrolmentKey }) : null;
      if (there === null || !this.#isOwn(there)) {
        this.#problem = taken;
        return fail(taken);
      }
    }
    this.#isThere = true;
    this.#problem = null;
    return ok(undefined);
  }

  get #confirmed() {
    return this.#options.access().devices.find(({ device }) => device === this.#card.device);
  }

  /** A computer of a person who has left still sends what it recorded until then; one that was taken out does not. */
  get #out(): Problem | null {
    const last = deviceLastDay(this.#options.access(), this.#card.device);
    return last === null || last.why === 'left' ? null : problem('device-taken-out', { day: last.day });
  }

  get #isTaken(): boolean {
    const confirmed = this.#confirmed;
    return confirmed !== undefined && !this.#isOwn(confirmed);
  }

  #isOwn({ publicKey, recipient }: Pick<DeviceCard, 'publicKey' | 'recipient'>): boolean {
    return publicKey === this.#card.publicKey && recipient === this.#card.recipient;
  }
}

const taken = problem('device-taken');
