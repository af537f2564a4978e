import { isYes } from '../../core/consent/consent.ts';
import type { Organisation } from '../../core/organisation/organisation.ts';
import type { KeyPair } from '../../seal/age.ts';
import type { ConsentLedger } from '../consent/consent-ledger.ts';
import type { OrganisationKeeper } from '../policy/organisation-keeper.ts';
import type { Vault } from '../vault/vault.ts';
import { ProjectRuleKeeper } from './project-rule-keeper.ts';
import { SealedWeeks, type SealedWeeksOptions } from './sealed-weeks.ts';
import { TimesheetSender, type TimesheetSenderOptions } from './timesheet-sender.ts';
import { timesheetRefusal } from './timesheet-service.ts';
import { WeekKeeper } from './week-keeper.ts';

type Decided = 'isAgreed' | 'wasRefusedSince';

export interface TimesheetsOptions
  extends Omit<TimesheetSenderOptions, 'weeks' | 'vault' | 'sealed' | Decided | 'onSent'>,
    Pick<SealedWeeksOptions, 'access' | 'always' | 'zone' | 'isErased'> {
  readonly vault: Pick<Vault, 'fact' | 'setFact' | 'own'>;
  readonly employee: KeyPair;
  readonly organisation: Pick<OrganisationKeeper, 'terms'> & { readonly current: Organisation };
  readonly ledger: Pick<ConsentLedger, 'records'>;
  readonly onChange: () => void;
}

export interface Timesheets {
  readonly weeks: WeekKeeper;
  readonly rules: ProjectRuleKeeper;
  readonly sender: TimesheetSender;
}

/** The person's weeks by project, and what sends those that were handed in. */
export function openTimesheets({
  employee,
  organisation,
  ledger,
  access,
  always,
  zone,
  onChange,
  ...options
}: TimesheetsOptions): Timesheets {
  const { vault, clock } = options;
  const isErased = options.isErased === undefined ? {} : { isErased: options.isErased };
  const weeks = new WeekKeeper({ vault, employee });
  const isAgreed = () => timesheetRefusal({ ledger, organisation, clock }) === null;
  const wasRefusedSince = (at: number) =>
    (ledger.records ?? []).some(
      (each) => each.purpose === 'timesheets' && each.at >= at && !isYes(each.event) && each.event !== 'narrowed',
    );
  const decided = { weeks, isAgreed, wasRefusedSince };
  const sealed = new SealedWeeks({ ...decided, vault, access, always, zone, clock, ...isErased });
  const sender = new TimesheetSender({ ...options, ...decided, sealed, onSent: onChange });
  return { weeks, rules: new ProjectRuleKeeper({ vault, employee }), sender };
}
