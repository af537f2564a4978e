import type { Agent } from '../../agent/agent.ts';
import { standingOf } from '../../core/consent/consent.ts';
import type { Purpose } from '../../core/organisation/purpose.ts';
import { ok, type Result } from '../../core/result.ts';

/**
 * Withdraws what the settings file withdraws, and answers sentences about what that took away. A file can take away only: what it does not
 * name stays as the person decided.
 */
export async function applyWithdrawals(agent: Agent, withdrawn: readonly Purpose[]): Promise<Result<string[]>> {
  const held = withdrawn.filter(
    (purpose) => standingOf(agent.ledger.records ?? [], purpose, Number.POSITIVE_INFINITY).isAllowed,
  );
  const done = await agent.consent.withdraw(withdrawn, 'settings');
  if (!done.ok) return done;
  return ok(held.map((purpose) => `The settings withdraw ${purpose}, which was agreed to: it is not recorded.`));
}
