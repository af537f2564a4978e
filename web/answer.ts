import type { ServerResponse } from 'node:http';
import { type Problem, problem } from '../core/problem.ts';
import { pageHeaders, pagePolicy } from '../ipc/page-requests.ts';

/** A page may ask the API, which is on the same origin. */
export const securityHeaders = pageHeaders(pagePolicy('self'));

/**
 * Why a request was not answered: for the log, and for the page as the problem `refused` or
 * `refused-token`. Never holds what was asked.
 */
export type WebRefusal =
  | 'host'
  | 'origin'
  | 'cross-site'
  | 'method'
  | 'not-found'
  | 'characters'
  | 'token'
  | 'content-type'
  | 'too-large'
  | 'not-json'
  | 'too-many';

const statuses: Readonly<Record<WebRefusal, number>> = {
  host: 421,
  origin: 403,
  'cross-site': 403,
  method: 405,
  'not-found': 404,
  characters: 400,
  token: 401,
  'content-type': 415,
  'too-large': 413,
  'not-json': 400,
  'too-many': 503,
};

/** Answers with JSON; `body` is what the page's client parses. */
export function answerJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { ...securityHeaders, 'content-type': 'application/json; charset=utf-8' });
  response.end(JSON.stringify(body));
}

/** Refuses as a page's client understands it. The connection ends where a body was not read. */
export function refuseRequest(response: ServerResponse, refusal: WebRefusal): void {
  if (refusal === 'too-large') response.setHeader('connection', 'close');
  if (refusal === 'method') response.setHeader('allow', 'GET, HEAD, POST');
  answerJson(response, statuses[refusal], { ok: false, problem: problemOf(refusal) });
}

function problemOf(refusal: WebRefusal): Problem {
  if (refusal === 'token') return problem('refused-token');
  return problem('refused', { refusal });
}
