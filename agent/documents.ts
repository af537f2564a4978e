import { dayOf, type Zone } from '../core/time/calendar.ts';
import type { DeviceStore } from './enrolment/device-store.ts';
import type { Enrolled } from './enrolment/enrolment.ts';
import { AccessKeeper } from './policy/access-keeper.ts';
import { OrganisationKeeper } from './policy/organisation-keeper.ts';
import type { Clock } from './ports.ts';
import type { Vault } from './vault/vault.ts';

interface DocumentsOptions {
  readonly enrolled: Enrolled;
  readonly vault: Vault;
  readonly store: DeviceStore;
  readonly clock: Clock;
  readonly zone: Zone;
}

/** How long a start waits for the organisation's answers at most. */
const firstRefreshMs = 5_000;

/**
 * The organisation's documents: asked for first where this start depends on them; without a
 * connection what is known has to do.
 */
export async function openDocuments({ enrolled, vault, store, clock, zone }: DocumentsOptions) {
  const organisation = new OrganisationKeeper(enrolled, vault);
  const access = new AccessKeeper(enrolled, vault, () => organisation.roster, clock);
  const signal = AbortSignal.timeout(firstRefreshMs);
  // The enrolment may be older than what the organisation published last.
  const isFirstStart = vault.days().length === 0;
  // First, since it says who may have signed the rest.
  if (isFirstStart) await organisation.refresh(store, signal);
  // A day's key is made for whoever may open the day when it begins: ask who that is.
  const isNewDay = vault.day(dayOf(clock.now(), zone)) === null;
  if (isNewDay) await access.refresh(store, signal);
  return { organisation, access };
}
