import type { ObjectStore } from '../bucket/object-store.ts';
import { problem } from '../core/problem.ts';
import { fail, type Result } from '../core/result.ts';

/** `store` until `signal` is given: what is on its way then ends, and nothing more is asked. Its owner closes it. */
export function boundStore(store: ObjectStore, signal: AbortSignal): ObjectStore {
  const unless = <T>(ask: () => Promise<Result<T>>): Promise<Result<T>> =>
    signal.aborted ? Promise.resolve(fail(cancelled)) : ask();
  return {
    put: (key, body) => unless(() => store.put(key, body, signal)),
    create: (key, body) => unless(() => store.create(key, body, signal)),
    get: (key) => unless(() => store.get(key, signal)),
    list: (prefix) => unless(() => store.list(prefix, signal)),
    listFolders: (prefix) => unless(() => store.listFolders(prefix, signal)),
    close: () => {},
  };
}

const cancelled = problem('cancelled', 'The request was cancelled.', 'Start it again when you want it.');
