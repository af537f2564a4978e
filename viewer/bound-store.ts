import type { ObjectStore } from '../bucket/object-store.ts';

/** `store` until `signal` is given: what is on its way then ends, and nothing more is asked. */
export function boundStore(store: ObjectStore, signal: AbortSignal): ObjectStore {
  return {
    put: (key, body) => store.put(key, body, signal),
    get: (key) => store.get(key, signal),
    list: (prefix) => store.list(prefix, signal),
    listFolders: (prefix) => store.listFolders(prefix, signal),
    // It is its owner's to close.
    close: () => {},
  };
}
