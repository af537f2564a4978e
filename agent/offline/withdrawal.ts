import { ok, type Result } from '../../core/result.ts';
import type { SecretProtector } from '../../seal/protector.ts';
import type { ConsentDecisions } from '../consent/consent-decisions.ts';
import { hasMarker, removeMarker, writeMarker } from '../consent/withdrawal-marker.ts';
import { hasKeys, openKeys } from '../enrolment/keys.ts';
import type { Uploader } from '../upload/uploader.ts';
import type { Outbox } from '../vault/outbox.ts';
import { type OfflineDecisionsOptions, openOfflineDecisions } from './offline-decisions.ts';

export interface WithdrawalOptions extends Omit<OfflineDecisionsOptions, 'keys'> {
  readonly protector: SecretProtector;
  /** How long sending what is owed may take. */
  readonly flushMs: number;
}

/**
 * Withdraws everything of the agent in `folder` without starting it: no sensor is opened. Answers
 * how many objects are still queued. Problem codes: those of the keys, of opening the vault
 * (`vault-in-use` among them) and of `consent-chain.ts`.
 */
export async function withdrawOffline(options: WithdrawalOptions): Promise<Result<{ queued: number }>> {
  const { protector, flushMs, ...rest } = options;
  const { folder } = rest;
  // Without keys the person never decided anything.
  if (!hasKeys(folder)) return ok({ queued: 0 });
  const keys = await openKeys(folder, protector);
  if (!keys.ok) return keys;
  const offline = await openOfflineDecisions({ ...rest, keys: keys.value });
  if (!offline.ok) return offline;
  try {
    const withdrawn = await offline.value.decisions.withdrawAll('uninstall');
    if (!withdrawn.ok) return withdrawn;
    await removeMarker(folder);
    return ok({ queued: await offline.value.flush(flushMs) });
  } finally {
    await offline.value.close();
  }
}

/** What withdrawing needs of a running agent. */
export interface WithdrawingAgent {
  readonly consent: Pick<ConsentDecisions, 'withdrawAll'>;
  readonly uploader: Pick<Uploader, 'flush'>;
  readonly outbox: Pick<Outbox, 'state'>;
}

/**
 * Withdraws everything because the program is removed while its host runs; `agent` is null while
 * its keys are locked. Answers how many objects are still queued after trying for `flushMs` to send
 * them, or null where only the marker file could be written. Fails where neither was possible.
 */
export async function withdrawRunning(
  folder: string,
  agent: WithdrawingAgent | null,
  flushMs: number,
): Promise<Result<{ queued: number | null }>> {
  const withdrawn = await agent?.consent.withdrawAll('uninstall');
  if (agent === null || !withdrawn?.ok) {
    const marked = hasMarker(folder) ? ok(undefined) : await writeMarker(folder);
    return marked.ok ? ok({ queued: null }) : marked;
  }
  await removeMarker(folder);
  await agent.uploader.flush(flushMs);
  return ok({ queued: agent.outbox.state().waiting });
}
