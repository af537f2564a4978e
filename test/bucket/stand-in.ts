import { createPrivateKey, createPublicKey } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import { onTestFinished } from 'vitest';
import { createAuthority, createServerCertificate } from '../../bucket/embedded/tls/certificate.ts';
import type { BucketSettings } from '../../bucket/settings.ts';
import { parseBucketSettings } from '../../bucket/settings.ts';
import { unwrap } from '../../core/result.ts';

const hourMs = 3600_000;

/** An HTTPS server that answers as `listener` says, and settings for it, with `path` below the host. */
export async function standIn(listener: RequestListener, path = ''): Promise<BucketSettings> {
  const validity = { from: Date.now() - hourMs, until: Date.now() + hourMs };
  const authority = createAuthority('stand-in', validity);
  const issuer = {
    name: 'stand-in',
    privateKey: createPrivateKey(authority.privateKey),
    publicKey: createPublicKey(authority.certificate),
  };
  const own = createServerCertificate(['127.0.0.1'], validity, issuer);
  const server = createServer({ cert: own.certificate, key: own.privateKey }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const endpoint = `https://127.0.0.1:${address.port}${path}`;
  return unwrap(
    parseBucketSettings({
      endpoint,
      bucket: 'plainsight',
      accessKeyId: 'AK',
      secretAccessKey: 'SK',
      caCertificate: authority.certificate,
    }),
  );
}
