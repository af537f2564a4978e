import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Contract, dispatch, type OnChange, type Service } from '../ipc/contract.ts';
import { answerJson, refuseRequest, securityHeaders, type WebRefusal } from './answer.ts';
import { type ChangeStreams, createChangeStreams } from './change-streams.ts';
import { answerPageFile, pageFileOf } from './page-files.ts';
import { createPageToken, type PageToken } from './page-token.ts';
import { hostOf, readArgs, refusalOfCall, refusalOfStream } from './request-gate.ts';

/** Which page: each has a contract of the same name, and a file `<page>.html` in the root. */
type HostedPage = 'employee' | 'manager' | 'administrator';

/** A service with its contract. */
interface Hosted<C extends Contract = Contract> {
  readonly contract: C;
  readonly service: Service<C>;
  readonly onChange: OnChange;
}

interface WebHostOptions<Contracts extends readonly Contract[] = readonly Contract[]> {
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
  /**
   * The address that opens a page. Its fragment carries a token and is a key: for the person at
   * this computer, for nobody else. The page takes the token out of the address bar at once, keeps
   * it for its tab, and sends it in a header.
   */
  address(page: HostedPage): string;
  close(): Promise<void>;
}

interface Site {
  readonly hosted: Hosted;
  readonly token: PageToken;
  readonly streams: ChangeStreams;
}

/**
 * Serves pages and services on 127.0.0.1 alone, to browsers opened with an address of `address`.
 */
export async function startWebHost<const Contracts extends readonly Contract[]>(
  options: WebHostOptions<Contracts>,
): Promise<Result<WebHost>> {
  const { root, log = () => {} } = options;
  // From here on a service is only called through `dispatch`, with what its contract parsed.
  const contracts = options.contracts as unknown as readonly Hosted[];
  const missing = contracts.find(({ contract }) => !existsSync(join(root, `${contract.name}.html`)));
  if (missing) return fail(problem('pages-missing', { name: missing.contract.name, root }));
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
    sites.set(name, { hosted, token: createPageToken(), streams: createChangeStreams(hosted.onChange) });
  }
  const origin = `http://127.0.0.1:${port}`;
  return ok({
    origin,
    address(page) {
      const site = sites.get(page);
      if (!site) throw new Error(`this host serves no page ${page}`);
      return `${origin}/app/${page}.html#token=${site.token.text}`;
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
  // Cut by hand: URL parsing would mend `/app/../…` before it could be refused.
  const [path = ''] = (request.url ?? '').split('?', 1);
  if (hostOf(request.headers.host, port) === 'localhost' && path.startsWith('/app/'))
    return answerElsewhere(exchange, path);
  if (hostOf(request.headers.host, port) !== '127.0.0.1') return void turnAway(exchange, 'host');
  // Files of the program, the same for everybody: without the token they show nothing of anybody.
  if (path.startsWith('/app/')) return answerPageFile(root, path.slice('/app/'.length), request, response);
  const [, api, contract = '', call = '', ...more] = path.split('/');
  const site = exchange.sites.get(contract);
  if (api !== 'api' || site === undefined || more.length > 0) return void turnAway(exchange, 'not-found');
  if (request.method === 'GET' && call === 'changes') return openStream(exchange, site);
  return answerCall(exchange, site, call);
}

/**
 * To a page that was asked for by this computer's other name. It leads to the one origin whose
 * storage holds the page's token, and a browser takes the fragment along. Calls do not pass by that
 * name: on ::1, where it may lead, somebody else can listen.
 */
function answerElsewhere({ request, response, port }: Exchange, path: string): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') return void refuseRequest(response, 'method');
  const asked = pageFileOf(path.slice('/app/'.length));
  if (!asked.ok) return void refuseRequest(response, asked.refusal);
  response.writeHead(307, { ...securityHeaders, location: `http://127.0.0.1:${port}${path}` });
  response.end();
}

function openStream(exchange: Exchange, { token, streams }: Site): void {
  const { request, response, port } = exchange;
  const refusal = refusalOfStream(request, port);
  if (refusal !== null) return void turnAway(exchange, refusal);
  if (!token.is(request.headers['x-plainsight'])) return void turnAway(exchange, 'token');
  streams.open(response);
}

async function answerCall(exchange: Exchange, site: Site, call: string): Promise<void> {
  const { request, response, port, log } = exchange;
  const refusal = refusalOfCall(request, port);
  if (refusal !== null) return void turnAway(exchange, refusal);
  if (!site.token.is(request.headers['x-plainsight'])) return void turnAway(exchange, 'token');
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
  refuseRequest(response, refusal);
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo | null)?.port ?? 0;
}

function listen(server: Server, port: number): Promise<Result<null>> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const isBusy = error.code === 'EADDRINUSE';
      const refused = problem('port-refused', { port, error: error.code ?? error.name });
      resolve(fail(isBusy ? problem('port-in-use', { port }) : refused));
    });
    server.listen({ port, host: '127.0.0.1' }, () => resolve(ok(null)));
  });
}
