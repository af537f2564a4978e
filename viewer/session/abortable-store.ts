import type { ObjectStore } from '../../bucket/object-store.ts';
import { problem } from '../../core/problem.ts';
import { fail, type Result } from '../../core/result.ts';

/** `store` until `signal` aborts: requests end, and no more are made. Its owner closes it. */
export function abortableStore(store: ObjectStore, signal: AbortSignal): ObjectStore {
  const unless = <T>(ask: () => Promise<Result<T>>): Promise<Result<T>> =>
    signal.aborted ? Promise.resolve(fail(cancelled)) : ask();
  const either = (own: AbortSignal | undefined): AbortSignal =>
    own === undefined ? signal : AbortSignal.any([signal, own]);
  return {
    put: (key, body, own) => unless(() => store.put(key, body, either(own))),
    create: (key, body, own) => unless(() => store.create(key, body, either(own))),
    get: (key, own) => unless(() => store.get(key, either(own))),
    list: (prefix, own, most) => unless(() => store.list(prefix, either(own), most)),
    listFolders: (prefix, own) => unless(() => store.listFolders(prefix, either(own))),
    close: () => {},
  };
}

const cancelled = problem('cancelled');
