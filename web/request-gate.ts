import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import { readJson } from '../core/json.ts';
import type { WebRefusal } from './answer.ts';

/** The part of a request that the gate looks at. */
interface GateRequest {
  readonly method?: string | undefined;
  readonly headers: IncomingHttpHeaders;
}

/**
 * Why a request to the API is refused whatever it asks for, or null. It must name this host (a
 * foreign name that was made to resolve to loopback does not), come from a page of this origin, and
 * be of a type that no form or link of another site can send. The token is asked for after this, in
 * a header that they cannot send either.
 */
export function refusalOfCall({ method, headers }: GateRequest, port: number): WebRefusal | null {
  if (method !== 'POST') return 'method';
  const foreign = refusalOfSender({ headers }, port);
  if (foreign !== null) return foreign;
  if (!/^application\/json(; ?charset=utf-8)?$/i.test(headers['content-type'] ?? '')) return 'content-type';
  return null;
}

/** As `refusalOfCall`, for the stream of changes. */
export function refusalOfStream({ method, headers }: GateRequest, port: number): WebRefusal | null {
  return method === 'GET' ? refusalOfSender({ headers }, port) : 'method';
}

/** Which of this computer's two names `host` is, with our port; null for any other name or port. */
export function hostOf(host: string | undefined, port: number): '127.0.0.1' | 'localhost' | null {
  if (host === `127.0.0.1:${port}`) return '127.0.0.1';
  return host === `localhost:${port}` ? 'localhost' : null;
}

function refusalOfSender({ headers }: GateRequest, port: number): WebRefusal | null {
  if (hostOf(headers.host, port) !== '127.0.0.1') return 'host';
  if (headers.origin !== undefined && headers.origin !== `http://${headers.host}`) return 'origin';
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return 'cross-site';
  return null;
}

/**
 * The largest body that is read. The longest argument of a contract is a reason of 500 characters.
 */
const bodyLimitBytes = 64 * 1024;

/** The `args` of a body. Reading stops at `bodyLimitBytes`, whatever the headers said. */
export async function readArgs(
  request: IncomingMessage,
): Promise<{ readonly ok: true; readonly args: unknown } | { readonly ok: false; readonly refusal: WebRefusal }> {
  if (Number(request.headers['content-length'] ?? 0) > bodyLimitBytes) return { ok: false, refusal: 'too-large' };
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += (chunk as Buffer).length;
    if (bytes > bodyLimitBytes) return { ok: false, refusal: 'too-large' };
    chunks.push(chunk as Buffer);
  }
  const body = readJson(Buffer.concat(chunks));
  if (typeof body !== 'object' || body === null || !('args' in body) || !Object.hasOwn(body, 'args'))
    return { ok: false, refusal: 'not-json' };
  return { ok: true, args: body.args };
}
