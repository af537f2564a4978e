import { viewerIdSchema } from '../core/ids.ts';
import type { ViewerCertificate } from '../core/organisation/access.ts';
import { keyKindOf } from '../core/organisation/organisation.ts';
import { type Identity, newKeyPair, sealWithPassphrase } from '../seal/age.ts';
import { randomId } from '../seal/random-id.ts';
import { newSigningPair, type PrivateKey, signDocument } from '../seal/signing.ts';
import type { Signing } from './organisation.ts';

/** A viewer with their secrets: an identity for what is sealed to them, and a key for receipts. */
export interface NewViewer {
  readonly certificate: ViewerCertificate;
  readonly identity: Identity;
  readonly privateKey: PrivateKey;
}

/** Makes a viewer. They may open nothing until they are given access. */
export async function newViewer({ document }: Pick<Signing, 'document'>, name: string, at: number): Promise<NewViewer> {
  const pair = await newKeyPair(keyKindOf(document));
  const signing = newSigningPair();
  return {
    certificate: {
      format: 'plainsight-viewer-certificate/1',
      viewer: randomId(viewerIdSchema),
      name,
      recipient: pair.recipient,
      publicKey: signing.publicKey,
      at,
    },
    identity: pair.identity,
    privateKey: signing.privateKey,
  };
}

/**
 * A viewer's file but for its bucket: sealed secrets, and a certificate that the organisation
 * signed.
 */
export async function viewerFileFor(
  { signing, document, organisationKey = signing.publicKey }: Signing,
  { certificate, identity, privateKey }: NewViewer,
  passphrase: string,
  /** What trying the passphrase costs, as `sealWithPassphrase` takes it. */
  work?: number,
) {
  const sealed = await sealWithPassphrase(passphrase, Buffer.from(JSON.stringify({ identity, privateKey })), work);
  return {
    format: 'plainsight-viewer/2',
    organisation: document.name,
    organisationKey,
    ...(document.roster === undefined ? {} : { roster: document.roster }),
    certificate: Buffer.from(signDocument(certificate, signing.privateKey)).toString('base64'),
    secrets: Buffer.from(sealed).toString('base64'),
  } as const;
}
