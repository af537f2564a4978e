// An embedded store in a process of its own, with an owner's credential. Prints how to reach it as one line of JSON.

import { startEmbeddedStore } from '../../bucket/embedded/server.ts';
import { ownerGrant } from '../../bucket/rights.ts';
import { unwrap } from '../../core/result.ts';

const store = unwrap(
  await startEmbeddedStore({
    folder: process.argv[2] ?? '',
    buckets: ['ours', 'theirs'],
    // rclone signs no more than that.
    acceptsMd5: true,
  }),
);
console.log(
  JSON.stringify({
    endpoint: store.endpoint,
    caCertificate: store.caCertificate,
    ...store.credentials.add(ownerGrant, 'bench'),
  }),
);
process.stdin.resume().on('end', () => process.exit());
