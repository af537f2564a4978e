import type { PlacedQuestion } from '../../core/day/questions.ts';
import type { Delivery } from '../../ipc/employee-questions.ts';
import type { DayKeeper } from '../day/day-keeper.ts';
import type { IdleQuestions } from '../observe/idle-questions.ts';
import type { OrganisationKeeper } from '../policy/organisation-keeper.ts';
import type { StaysHere } from '../policy/stays-here.ts';
import type { Clock } from '../ports.ts';
import type { Vault } from '../vault/vault.ts';

export interface DeliveryPort {
  readonly vault: Pick<Vault, 'deliveries'>;
  readonly keeper: Pick<DayKeeper, 'dayOf'>;
  readonly idle: Pick<IdleQuestions, 'heldFrom'>;
  readonly organisation: Pick<OrganisationKeeper, 'current'>;
  readonly staysHere: Pick<StaysHere, 'keeps'>;
  readonly clock: Clock;
}

/** How far a question has come: a day leaves in the order in which it was written, past its hold. */
export function deliveryOf(
  { vault, keeper, idle, organisation, staysHere, clock }: DeliveryPort,
  { on, at }: Pick<PlacedQuestion, 'on' | 'at'>,
): Delivery {
  const now = clock.now();
  const held = vault.deliveries.held(on, at);
  const sent = held === null ? vault.deliveries.sent(on, at) : null;
  if (sent?.since != null) return { at: 'there', since: sent.since };
  if (staysHere.keeps(on)) return { at: 'stays' };
  if (held === null) return { at: sent === null ? 'unknown' : 'leaving' };
  const undecided = idle.heldFrom(now);
  if (undecided !== null && undecided < held.at) return { at: 'here', leavesAt: null };
  // A day that goes on leaves in segments; one that is over is not waited for.
  const { segmentMs } = organisation.current.settings;
  const whole = on < keeper.dayOf(now) ? held.first : held.first + segmentMs;
  return { at: 'here', leavesAt: Math.max(held.last, whole) };
}
