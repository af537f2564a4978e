import type { Grant } from '../../core/consent/consent.ts';
import type { RuleSet } from '../../core/consent/redaction.ts';
import type { ShotDetail } from '../../core/organisation/organisation.ts';
import type { Gate } from '../policy/gate.ts';
import type { HoldTerms } from '../policy/hold-terms.ts';
import type { SettingsKeeper } from '../policy/settings-keeper.ts';
import type { Clock } from '../ports.ts';

/** Why a picture may be taken now, and what holds for it. */
export interface ShotPermission {
  readonly grant: Grant<'screenshots'>;
  readonly rules: RuleSet;
  readonly detail: ShotDetail;
  /** How long a picture that is taken now stays on this computer alone, in ms. */
  readonly holdMs: number;
}

/** Null: no picture may be taken. Asked at every step, since permission may end meanwhile. */
export type AskShotPermission = () => ShotPermission | null;

export interface ShotPermissionOptions {
  readonly gate: Pick<Gate, 'ask'>;
  readonly settings: Pick<SettingsKeeper, 'effective'>;
  readonly hold: Pick<HoldTerms, 'of'>;
  readonly clock: Clock;
}

export function shotPermission({ gate, settings, hold, clock }: ShotPermissionOptions): ShotPermission | null {
  const now = clock.now();
  const decision = gate.ask('screenshots', now);
  const { effective } = settings;
  if ('refused' in decision || effective === null) return null;
  const { rules, shotDetail: detail } = effective;
  return { grant: decision.grant, rules, detail, holdMs: hold.of(['screenshots'], now) };
}
