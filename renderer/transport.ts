import { type Client, type Contract, clientOf, type OnChange } from '../ipc/contract.ts';

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

export interface Connection<C extends Contract> {
  readonly client: Client<C>;
  readonly onChange: OnChange;
}

/** The page's way to its service: Electron's bridge where there is one, else the web host at this page's own origin. */
export function connect<C extends Contract>(contract: C): Connection<C> {
  const bridge = window.plainsight;
  if (bridge === undefined) {
    return { client: clientOf(contract, sendTo(contract.name)), onChange: changesOf(contract.name) };
  }
  const send = async (call: string, args: unknown) => {
    const method = Object.hasOwn(bridge.calls, call) ? bridge.calls[call] : undefined;
    if (bridge.contract !== contract.name || method === undefined) throw new Error('this window has no such call');
    return method(args);
  };
  return { client: clientOf(contract, send), onChange: bridge.onChange };
}

/** `POST /api/<contract>/<call>` with `{args}`; the header cannot be set by a form of another site. */
function sendTo(contract: string) {
  return async (call: string, args: unknown): Promise<unknown> => {
    const response = await fetch(`/api/${contract}/${call}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json', 'x-plainsight': '1' },
      body: JSON.stringify({ args }),
    });
    return response.json();
  };
}

/** Server-sent events of `/api/<contract>/changes`, one stream for all listeners; coming back after a break counts as a change. */
function changesOf(contract: string): OnChange {
  const listeners = new Set<() => void>();
  let source: EventSource | null = null;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  return (listener) => {
    listeners.add(listener);
    if (source === null) {
      let wasOpen = false;
      source = new EventSource(`/api/${contract}/changes`);
      source.addEventListener('changed', tell);
      source.addEventListener('open', () => {
        if (wasOpen) tell();
        wasOpen = true;
      });
      // A broken stream may mean that the service has gone: the pages then find out by asking.
      source.addEventListener('error', () => wasOpen && tell());
    }
    return () => {
      listeners.delete(listener);
      if (listeners.size > 0) return;
      source?.close();
      source = null;
    };
  };
}
