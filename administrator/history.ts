import { ok, type Result } from '../core/result.ts';
import type { AdminLog, ListedAdministrator } from '../ipc/administrator/administrator.ts';
import { fetchHistory } from '../org/administrators/history.ts';
import { administratorsOf } from '../org/administrators/roster-changes.ts';
import { fingerprintOf } from '../seal/signing.ts';
import type { AdministratorSession } from './session.ts';

/** What all administrators did, each entry verified as it follows the one before; newest first. */
export async function adminLog({ administration, place }: AdministratorSession): Promise<Result<AdminLog>> {
  const read = await administration.read();
  if (!read.ok) return read;
  const history = await fetchHistory(read.value, place);
  if (!history.ok) return history;
  const names = new Map(read.value.administrators.map(({ administrator, name }) => [administrator, name]));
  const entries = history.value.entries.map(({ seq, at, by, did, about }) => {
    return { seq, at, by: names.get(by) ?? by, isOwn: by === read.value.self?.administrator, did, about };
  });
  return ok({ closed: history.value.closed, entries: entries.toReversed() });
}

/** Who signs for the organisation. Before a second one was added it is whoever made it. */
export async function listedAdministrators({
  administration,
}: AdministratorSession): Promise<Result<ListedAdministrator[]>> {
  const read = await administration.readWithSelf();
  if (!read.ok) return read;
  const { administrators, self, signing } = read.value;
  const nameOf = (id: string): string => administrators.find((each) => each.administrator === id)?.name ?? id;
  const signers = administratorsOf(read.value).map(({ administrator, publicKey }) => ({
    ...{ administrator, name: nameOf(administrator), isOwn: administrator === self?.administrator },
    fingerprint: fingerprintOf(publicKey),
  }));
  if (signers.length > 0 || self === undefined) return ok(signers);
  const { administrator } = self;
  const fingerprint = fingerprintOf(signing.publicKey);
  return ok([{ administrator, name: nameOf(administrator), isOwn: true, fingerprint }]);
}
