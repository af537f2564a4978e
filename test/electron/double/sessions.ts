import { EventEmitter } from 'node:events';
import { journal, mustBe } from './app.ts';

export type Handler = (...args: unknown[]) => unknown;

export class SessionDouble extends EventEmitter {
  readonly handlers: Record<string, Handler> = {};
  readonly protocol = { handle: (scheme: string, handler: Handler) => this.#keep(`scheme ${scheme}`)(handler) };
  readonly webRequest = { onBeforeRequest: this.#keep('before-request') };
  readonly setPermissionRequestHandler = this.#keep('permission-request');
  readonly setPermissionCheckHandler = this.#keep('permission-check');
  readonly setDevicePermissionHandler = this.#keep('device');
  readonly setDisplayMediaRequestHandler = this.#keep('display');

  #keep(name: string): (handler: Handler) => void {
    return (handler) => {
      this.handlers[name] = handler;
    };
  }

  /** A page that is in its own address; the filter of requests is asked for it too. */
  async loadData(url: string): Promise<Response> {
    let cancel = false;
    this.handlers['before-request']?.({ url, resourceType: 'mainFrame' }, (answer: { cancel: boolean }) => {
      cancel = answer.cancel;
    });
    return cancel ? Response.error() : new Response();
  }

  /** Loads an address as Chromium would: first the filter of requests, then the scheme's handler. */
  async load(url: string, method = 'GET'): Promise<Response> {
    let cancel = false;
    this.handlers['before-request']?.({ url, resourceType: 'other' }, (answer: { cancel: boolean }) => {
      cancel = answer.cancel;
    });
    const handler = this.handlers[`scheme ${new URL(url).protocol.slice(0, -1)}`];
    if (cancel || handler === undefined) return Response.error();
    return (await handler({ url, method })) as Response;
  }
}
export const sessions = new Map<string, SessionDouble>();
export const session = {
  fromPartition(name: string, options: unknown): SessionDouble {
    mustBe(true, 'session.fromPartition');
    journal.push(`session ${name} ${JSON.stringify(options)}`);
    const made = sessions.get(name) ?? new SessionDouble();
    sessions.set(name, made);
    return made;
  },
};

export const protocol = {
  registerSchemesAsPrivileged: (schemes: readonly unknown[]): void => {
    mustBe(false, 'protocol.registerSchemesAsPrivileged');
    journal.push(`schemes ${JSON.stringify(schemes)}`);
  },
};

export const invokable = new Map<string, Handler>();
export const ipcMain = {
  handle(channel: string, handler: Handler): void {
    if (invokable.has(channel)) throw new Error(`a handler for ${channel} is there already`);
    invokable.set(channel, handler);
  },
};
