import type { Zone } from '../../core/time/calendar.ts';
import type { SecretProtector } from '../../seal/protector.ts';
import type { ReachedStore } from '../enrolment/device-store.ts';
import type { Enrolled } from '../enrolment/enrolment.ts';
import type { CapturePlatform, Clock, RecordingSign, WebpEncoder } from '../ports.ts';

/** What a host gives to the employee's side. */
export interface EmployeeOptions {
  /** Keys, vault, enrolment and settings of this person on this computer. */
  readonly folder: string;
  /** An enrolment that the host keeps itself. Null: the one that was accepted in `folder`; until there is one, nobody is enrolled. */
  readonly enrolled: Enrolled | null;
  readonly openPlatform: () => Promise<CapturePlatform>;
  /** What shows the person that something is recorded; of the same session that `openPlatform` sees. Without it up, nothing is recorded. */
  readonly openSign: () => Promise<RecordingSign>;
  readonly encoder: () => Promise<WebpEncoder>;
  readonly openStore: (bucket: Enrolled['bucket']) => ReachedStore;
  /** Keeps the keys instead of a passphrase, where there is a keychain or an administrator's identity. */
  readonly protector: SecretProtector | null;
  /** What trying a passphrase costs that keys are made under, as `sealWithPassphrase` takes it. */
  readonly passphraseWork?: number;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly zone: Zone;
  readonly appVersion: string;
  readonly host: 'electron' | 'node';
  readonly log: (line: string) => void;
}
