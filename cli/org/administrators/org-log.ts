import { problem } from '../../../core/problem.ts';
import { fail, ok } from '../../../core/result.ts';
import { inOneLine } from '../../../org/administrators/admin-log.ts';
import { fetchHistory } from '../../../org/administrators/history.ts';
import { type BucketRequest, type Done, withStore } from '../org-request.ts';

/** What administrators did, from the first entry that this one can open. */
export async function showLog({ adminFile, bucket }: BucketRequest): Done {
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const { self } = administration.value;
  if (self === undefined) return ok(['Nothing was changed since there is a log.']);
  const { prefix } = bucket.settings;
  const history = await withStore(bucket, (store) => fetchHistory(administration.value, { store, prefix }));
  if (!history.ok) return history;
  const { closed, entries } = history.value;
  if (entries.length === 0) return fail(problem('admin-log-elsewhere'));
  return ok([
    ...(closed === 0
      ? []
      : [
          `1 to ${closed}: of before you were an administrator, and not sealed to you. They are where they have to be.`,
        ]),
    ...entries.map(
      (entry) =>
        `${entry.seq}  ${new Date(entry.at).toISOString().replace('T', ' ').slice(0, 16)}  ${inOneLine(entry, administration.value)}`,
    ),
    `Each of them is signed by an administrator of then, and follows the one before.`,
  ]);
}
