import { startEmbeddedStore } from '../../../../bucket/embedded/server.ts';
import { unwrap } from '../../../../core/result.ts';

/** A store in a process of its own, to be killed. Tells its parent how to reach it. */
const store = unwrap(await startEmbeddedStore({ folder: process.argv[2] ?? '', buckets: ['plainsight'] }));
const { endpoint, caCertificate } = store;
process.send?.(JSON.stringify({ endpoint, caCertificate, ...store.credentials.add({ role: 'owner' }) }));
