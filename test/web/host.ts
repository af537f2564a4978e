import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { ok, type Result, unwrap } from '../../core/result.ts';
import { defineContract } from '../../ipc/contract.ts';
import { startWebHost, type WebHost } from '../../web/server.ts';

const calls = {
  echo: { args: z.object({ text: z.string() }).strict(), result: z.string() },
  fail: { args: z.object({}).strict(), result: z.null() },
};

export interface Rig {
  readonly host: WebHost;
  readonly port: number;
  readonly root: string;
  /** What reached a service, as `<contract>/<call>`. */
  readonly reached: string[];
  readonly logged: string[];
  readonly listeners: Set<() => void>;
  /** What stands in the fragment of a page's address, and in the header of its calls. */
  readonly token: (page: 'employee' | 'manager') => string;
}

/** A host over two small contracts, on a real port. */
export async function startRig(): Promise<Rig> {
  const root = await mkdtemp(join(tmpdir(), 'web-host-'));
  await writeFile(join(root, 'employee.html'), '<!doctype html><title>employee</title>');
  await writeFile(join(root, 'manager.html'), '<!doctype html><title>manager</title>');
  const reached: string[] = [];
  const logged: string[] = [];
  const listeners = new Set<() => void>();
  const hosted = <Name extends 'employee' | 'manager'>(name: Name) => ({
    contract: defineContract(name, calls),
    service: {
      echo: async ({ text }: { text: string }) => {
        reached.push(`${name}/echo`);
        return ok(text);
      },
      fail: async (): Promise<Result<null>> => {
        throw new Error('SECRET-DETAIL');
      },
    },
    onChange: (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  const contracts = [hosted('employee'), hosted('manager')] as const;
  const opened = unwrap(await startWebHost({ root, contracts, log: (line) => logged.push(line) }));
  const host = {
    ...opened,
    async close() {
      await opened.close();
      await rm(root, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  const port = Number(new URL(host.origin).port);
  return {
    host,
    port,
    root,
    reached,
    logged,
    listeners,
    token: (page) => tokenOf(host.address(page)),
  };
}

/** The token in a page's address. */
export function tokenOf(address: string): string {
  return /^#token=([\w-]{43})$/.exec(new URL(address).hash)?.[1] ?? '';
}

export interface Ask {
  readonly method?: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** One request over a socket of its own, its path and headers sent as they are (fetch would mend both). */
export function ask(port: number, { method = 'GET', path, headers = {}, body }: Ask): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}
