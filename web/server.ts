import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Contract, dispatch, type OnChange, type Service } from '../ipc/contract.ts';
import { answerJson, refuse, securityHeaders, type WebRefusal } from './answer.ts';
import { type ChangeStreams, createChangeStreams } from './change-streams.ts';
import { answerPage } from './page-files.ts';
import { isOwnHost, readArgs, refusalOfCall, refusalOfStream } from './request-gate.ts';
import { createSessions, type Sessions } from './sessions.ts';

/** Which page: each has a contract of the same name, and a file `<page>.html` in the root. */
export type PageName = 'employee' | 'manager';

/** A service with its contract. */
export interface Hosted<C extends Contract = Contract> {
  readonly contract: C;
  readonly service: Service<C>;
  readonly onChange: OnChange;
}

export interface WebHostOptions<Contracts extends readonly Contract[] = readonly Contract[]> {
  /** 0 or absent: any free port. */
  readonly port?: number;
  /** The folder that the built pages are in. */
  readonly root: string;
  readonly contracts: { readonly [Index in keyof Contracts]: Hosted<Contracts[Index]> };
  /** Told why something was refused or failed; never what was asked or answered. */
  readonly log?: (line: string) => void;
}

export interface WebHost {
  readonly origin: string;
  /** The address that opens a page. It carries a token and is a key: for the person at this computer, for nobody else. */
  address(page: PageName): string;
  close(): Promise<void>;
}

interface Site {
  readonly hosted: Hosted;
  readonly sessions: Sessions;
  readonly streams: ChangeStreams;
}

/** Serves pages and services on 127.0.0.1 alone, to browsers that were opened with an address of `address`. */
export async function startWebHost<const Contracts extends readonly Contract[]>(
  options: WebHostOptions<Contracts>,
): Promise<Result<WebHost>> {
  const { root, log = () => {} } = options;
  // From here on a service is only called through `dispatch`, with what its contract parsed.
  const contracts = options.contracts as unknown as readonly Hosted[];
  const missing = contracts.find(({ contract }) => !existsSync(join(root, `${contract.name}.html`)));
  if (missing)
    return fail(
      problem('pages-missing', `The page ${missing.contract.name}.html is not in ${root}.`, 'Run: npm run build'),
    );
  const sites = new Map<string, Site>();
  const server = createServer((request, response) => {
    void route({ request, response, root, sites, port: portOf(server), log }).catch((error: unknown) => {
      log(`web host: ${error instanceof Error ? error.name : 'error'} while answering`);
      response.destroy();
    });
  });
  const listening = await listen(server, options.port ?? 0);
  if (!listening.ok) return listening;
  const port = portOf(server);
  for (const hosted of contracts) {
    const { name } = hosted.contract;
    sites.set(name, { hosted, sessions: createSessions(name, port), streams: createChangeStreams(hosted.onChange) });
  }
  const origin = `http://127.0.0.1:${port}`;
  return ok({
    origin,
    address(page) {
      const site = sites.get(page);
      if (!site) throw new Error(`this host serves no page ${page}`);
      return `${origin}/open?token=${site.sessions.token}`;
    },
    async close() {
      for (const { streams } of sites.values()) streams.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
    },
  });
}

interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly root: string;
  readonly sites: ReadonlyMap<string, Site>;
  readonly port: number;
  readonly log: (line: string) => void;
}

async function route(exchange: Exchange): Promise<void> {
  const { request, response, root, port } = exchange;
  if (!isOwnHost(request.headers.host, port)) return void turnAway(exchange, 'host');
  // Cut by hand: URL parsing would mend `/app/../…` before it could be refused.
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  if (path === '/open') return openSession(exchange, new URLSearchParams(query).get('token') ?? '');
  if (path.startsWith('/app/')) return answerPage(root, path.slice('/app/'.length), request, response);
  const [, api, contract = '', call = '', ...more] = path.split('/');
  const site = exchange.sites.get(contract);
  if (api !== 'api' || site === undefined || more.length > 0) return void turnAway(exchange, 'not-found');
  if (request.method === 'GET' && call === 'changes') return openStream(exchange, site);
  return answerCall(exchange, site, call);
}

function openSession(exchange: Exchange, token: string): void {
  const { request, response, sites } = exchange;
  if (request.method !== 'GET') return void turnAway(exchange, 'method');
  for (const [name, { sessions }] of sites) {
    const cookie = sessions.open(token);
    if (cookie === null) continue;
    response.writeHead(303, { ...securityHeaders, 'set-cookie': cookie, location: `/app/${name}.html` });
    response.end();
    return;
  }
  turnAway(exchange, 'token');
}

function openStream(exchange: Exchange, { sessions, streams }: Site): void {
  const { request, response, port } = exchange;
  const refusal = refusalOfStream(request, port);
  if (refusal !== null) return void turnAway(exchange, refusal);
  if (!sessions.has(request.headers.cookie)) return void turnAway(exchange, 'session');
  streams.open(response);
}

async function answerCall(exchange: Exchange, site: Site, call: string): Promise<void> {
  const { request, response, port, log } = exchange;
  const refusal = refusalOfCall(request, port);
  if (refusal !== null) return void turnAway(exchange, refusal);
  if (!site.sessions.has(request.headers.cookie)) return void turnAway(exchange, 'session');
  const body = await readArgs(request);
  if (!body.ok) return turnAway(exchange, body.refusal);
  const { contract, service } = site.hosted;
  // The argument is logged nowhere: it may be a passphrase.
  const answer = await dispatch(contract, service, call, body.args, (failed, error) =>
    log(`${contract.name}/${failed} failed: ${error instanceof Error ? error.name : 'unknown error'}`),
  );
  answerJson(response, 200, answer);
}

function turnAway({ response, log }: Exchange, refusal: WebRefusal): void {
  log(`web host refused a request: ${refusal}`);
  refuse(response, refusal);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

function listen(server: Server, port: number): Promise<Result<null>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const busy = error.code === 'EADDRINUSE';
      const what = busy ? `Port ${port} is in use.` : `Port ${port} could not be opened (${error.code ?? error.name}).`;
      resolve(
        fail(
          problem(busy ? 'port-in-use' : 'port-refused', what, 'Choose another port, or none to take any free one.'),
        ),
      );
    });
    server.listen({ port, host: '127.0.0.1' }, () => resolve(ok(null)));
  });
}
