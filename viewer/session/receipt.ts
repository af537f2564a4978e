import { viewKey } from '../../bucket/layout.ts';
import type { PrefixedStore } from '../../bucket/object-store.ts';
import { type PersonId, recordIdSchema } from '../../core/ids.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { isHybrid } from '../../core/organisation/recipient.ts';
import type { ViewReceipt } from '../../core/organisation/view-receipt.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { Instant } from '../../core/time/interval.ts';
import { sealTo } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';
import { signDocument } from '../../seal/signing.ts';
import type { Look } from '../ports.ts';
import { noDevice } from './problems.ts';
import type { ViewerFile, ViewerSecrets } from './viewer-file.ts';

/** Who signs receipts. */
export interface ReceiptSigner {
  readonly file: Pick<ViewerFile, 'certificate' | 'signedCertificate'>;
  readonly secrets: Pick<ViewerSecrets, 'privateKey'>;
}

/**
 * Tells the person that they are about to be looked at: signed with the viewer's key, sealed to
 * every confirmed device of the person and to no other. Whoever gets `receipt-refused` or
 * `device-none` must not show anything.
 */
export async function writeReceipt(
  { store, prefix }: PrefixedStore,
  { file, secrets }: ReceiptSigner,
  person: PersonId,
  look: Look,
  at: Instant,
  devices: readonly Pick<ConfirmedDevice, 'recipient'>[],
): Promise<Result<Instant>> {
  if (devices.length === 0) return fail(noDevice);
  const { viewer } = file.certificate;
  const id = randomId(recordIdSchema);
  const receipt: ViewReceipt = {
    format: 'plainsight-view/2',
    id,
    person,
    ...look,
    at,
    viewer,
    certificate: file.signedCertificate,
  };
  const kind = isHybrid(file.certificate.recipient);
  // A card with another kind of key is no agent's: it would make receipts impossible.
  const recipients = devices.map(({ recipient }) => recipient).filter((recipient) => isHybrid(recipient) === kind);
  if (recipients.length === 0) return fail(noDevice);
  const sealed = await sealTo(recipients, signDocument(receipt, secrets.privateKey));
  const kept = await store.create(viewKey(prefix, person, viewer, id), sealed);
  return kept.ok ? ok(at) : fail(problem('receipt-refused', { cause: kept.problem }));
}
