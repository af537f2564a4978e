import { ok, type Result } from '../core/result.ts';
import type { SecretProtector } from '../seal/protector.ts';
import type { Agent } from './agent.ts';
import { isMarked, mark, unmark } from './consent/withdrawal-marker.ts';
import { hasKeys, openKeys } from './enrolment/keys.ts';
import { type DeskHereOptions, openDeskHere } from './offline-decisions.ts';

export interface WithdrawalOptions extends Omit<DeskHereOptions, 'keys'> {
  readonly protector: SecretProtector;
  /** How long sending what is owed may take. */
  readonly flushMs: number;
}

/**
 * Withdraws everything of the agent in `folder` without starting it: no sensor is opened. Answers how many objects still wait to be sent.
 * Problem codes: those of the keys and the vault, `vault-in-use` among them, and those of `consent-chain.ts`.
 */
export async function withdrawHere(options: WithdrawalOptions): Promise<Result<{ waiting: number }>> {
  const { protector, flushMs, ...place } = options;
  const { folder } = place;
  // An agent that never had keys was never told anything.
  if (!hasKeys(folder)) return ok({ waiting: 0 });
  const keys = await openKeys(folder, protector);
  if (!keys.ok) return keys;
  const here = await openDeskHere({ ...place, keys: keys.value });
  if (!here.ok) return here;
  try {
    const withdrawn = await here.value.desk.withdrawAll('uninstall');
    if (!withdrawn.ok) return withdrawn;
    await unmark(folder);
    return ok({ waiting: await here.value.flush(flushMs) });
  } finally {
    await here.value.close();
  }
}

/**
 * Withdraws everything because the program is removed while its host runs; `agent` is null while its keys are locked. Answers how many objects
 * still wait after trying for `flushMs` to send them, or null where only the mark could be left. Fails where neither was possible.
 */
export async function withdrawRunning(
  folder: string,
  agent: Agent | null,
  flushMs: number,
): Promise<Result<{ waiting: number | null }>> {
  const withdrawn = await agent?.consent.withdrawAll('uninstall');
  if (agent === null || !withdrawn?.ok) {
    const marked = isMarked(folder) ? ok(undefined) : await mark(folder);
    return marked.ok ? ok({ waiting: null }) : marked;
  }
  await unmark(folder);
  await agent.flush(flushMs);
  return ok({ waiting: agent.outbox.state().waiting });
}
