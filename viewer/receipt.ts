import { randomBytes } from 'node:crypto';
import { viewKey } from '../bucket/layout.ts';
import type { ObjectStore } from '../bucket/object-store.ts';
import { idFromRandom, recordIdSchema } from '../core/ids.ts';
import type { DeviceCard, ViewReceipt } from '../core/organisation.ts';
import { problem } from '../core/problem.ts';
import { fail, type Result } from '../core/result.ts';
import { sealTo } from '../seal/age.ts';

/** Tells the person that their day is about to be looked at. Whoever gets `receipt-refused` must not show the day. */
export async function leaveReceipt(
  { store, prefix }: { readonly store: ObjectStore; readonly prefix: string },
  receipt: ViewReceipt,
  devices: readonly DeviceCard[],
): Promise<Result<void>> {
  const id = recordIdSchema.parse(idFromRandom(randomBytes(26)));
  const sealed = await sealTo(
    devices.map(({ recipient }) => recipient),
    Buffer.from(JSON.stringify(receipt)),
  );
  const put = await store.put(viewKey(prefix, receipt.person, id), sealed);
  if (put.ok) return put;
  return fail(
    problem(
      'receipt-refused',
      `Your view could not be recorded, so the day is not shown. ${put.problem.what}`,
      put.problem.remedy,
    ),
  );
}
