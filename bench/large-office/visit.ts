import { monthClass } from '../../bucket/layout.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import type { BucketSettings } from '../../bucket/settings.ts';
import { unwrap } from '../../core/result.ts';
import { createManager, type Manager } from '../../viewer/manager.ts';
import { readViewerFile, type ViewerFile } from '../../viewer/session/viewer-file.ts';
import { type OfficeReach, officePassphrase } from './bucket/open-store.ts';
import { evening } from './plan.ts';

/** A viewer's session that has just begun: the key is open, nothing else is known yet. */
export interface Visit {
  readonly manager: Manager;
  readonly service: Manager['service'];
  /** Requests to the bucket so far. */
  readonly requests: () => number;
  readonly close: () => void;
}

/** Begins a session with the product's own service, on the evening of the office's last day. */
export async function visit(
  { viewerFile }: Pick<OfficeReach, 'viewerFile'>,
  openStore: (bucket: ViewerFile['bucket']) => ObjectStore = openS3Store,
): Promise<Visit> {
  let requests = 0;
  const manager = createManager({
    file: unwrap(readViewerFile(viewerFile)),
    openStore: (bucket) => counting(openStore(bucket), (more) => (requests += more)),
    clock: { now: () => evening },
  });
  unwrap(await manager.service.unlock({ passphrase: officePassphrase }));
  return { manager, service: manager.service, requests: () => requests, close: () => manager.close() };
}

/** The store gives a thousand names a page. */
const page = 1000;

function counting(store: ObjectStore, add: (requests: number) => void): ObjectStore {
  const pages = <T extends { ok: boolean; value?: readonly unknown[] }>(listed: T): T => {
    add(Math.max(1, Math.ceil((listed.value?.length ?? 0) / page)));
    return listed;
  };
  return {
    put: (...args) => {
      add(1);
      return store.put(...args);
    },
    create: (...args) => {
      add(1);
      return store.create(...args);
    },
    get: (...args) => {
      add(1);
      return store.get(...args);
    },
    list: async (...args) => pages(await store.list(...args)),
    listFolders: async (...args) => pages(await store.listFolders(...args)),
    close: () => store.close(),
  };
}

/** A store that remembers what it was asked for, so that what comes after the bucket can be measured by itself. Puts go nowhere. */
export function remembering(store: ObjectStore): ObjectStore {
  const known = new Map<string, Promise<unknown>>();
  const once = <T>(name: string, ask: () => Promise<T>): Promise<T> => {
    const before = (known.get(name) as Promise<T> | undefined) ?? ask();
    known.set(name, before);
    return before;
  };
  return {
    put: async () => ({ ok: true, value: undefined }),
    create: async () => ({ ok: true, value: undefined }),
    get: (key) => once(`get ${key}`, () => store.get(key)),
    list: (prefix) => once(`list ${prefix}`, () => store.list(prefix)),
    listFolders: (prefix) => once(`folders ${prefix}`, () => store.listFolders(prefix)),
    close: () => {},
  };
}

/** A bucket in which no month was laid together. */
export function withoutMonths(settings: BucketSettings): ObjectStore {
  const store = openS3Store(settings);
  const isOfMonths = (key: string) => key.startsWith(`${monthClass}/`);
  return { ...store, get: (key, signal) => store.get(isOfMonths(key) ? `${key}.none` : key, signal) };
}
