import { type Client, type Contract, clientOf, type OnChange } from '../ipc/contract.ts';
import { changesOf } from './change-stream.ts';
import { takeToken } from './page-token.ts';

/** What Electron's preload gives a page: the calls of one contract, each a method of its own, and the word of change. */
export interface PlainsightBridge {
  readonly contract: string;
  readonly calls: Readonly<Record<string, (args: unknown) => Promise<unknown>>>;
  readonly onChange: OnChange;
}

declare global {
  interface Window {
    readonly plainsight?: PlainsightBridge;
  }
}

export interface PageConnection<C extends Contract> {
  readonly client: Client<C>;
  readonly onChange: OnChange;
}

/** The page's way to its service: Electron's bridge where there is one, else the web host at this page's own origin. */
export function connect<C extends Contract>(contract: C): PageConnection<C> {
  const bridge = window.plainsight;
  if (bridge === undefined) return connectToHost(contract);
  const send = async (call: string, args: unknown) => {
    const method = Object.hasOwn(bridge.calls, call) ? bridge.calls[call] : undefined;
    if (bridge.contract !== contract.name || method === undefined) throw new Error('this window has no such call');
    return method(args);
  };
  return { client: clientOf(contract, send), onChange: bridge.onChange };
}

/**
 * The web host at this page's own origin: `POST /api/<contract>/<call>` with `{args}`, and `GET /api/<contract>/changes`. The token goes in a header, which
 * a browser sends nowhere by itself. No cookie goes along, and no redirect is followed: the host makes neither.
 */
function connectToHost<C extends Contract>(contract: C): PageConnection<C> {
  const token = takeToken(contract.name, window);
  const ask = (call: string, init: RequestInit) =>
    fetch(`/api/${contract.name}/${call}`, {
      ...init,
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      headers: { ...init.headers, ...(token === null ? {} : { 'x-plainsight': token }) },
    });
  const send = async (call: string, args: unknown): Promise<unknown> => {
    const headers = { 'content-type': 'application/json' };
    const response = await ask(call, { method: 'POST', headers, body: JSON.stringify({ args }) });
    return response.json();
  };
  return { client: clientOf(contract, send), onChange: changesOf((signal) => ask('changes', { signal })) };
}
