import { sep } from 'node:path';
import { type PathRefusal, pageHeaders, pagePathOf, pagePolicy } from '../../ipc/page-requests.ts';

/**
 * Pages come from `plainsight://app/<path>`, never from file://, so that they have an origin of their own and none of
 * the privileges of files.
 */
export const scheme = 'plainsight';
export const host = 'app';

type PageRefusal = 'method' | 'not-a-url' | 'scheme' | 'host' | PathRefusal;

type PageLocation =
  | { readonly ok: true; readonly path: string; readonly type: string }
  | { readonly ok: false; readonly status: number; readonly refusal: PageRefusal };

/** Pictures arrive over IPC as bytes, and nothing is asked of a host. */
export const contentSecurityPolicy = pagePolicy('none');

const securityHeaders = pageHeaders(contentSecurityPolicy);

/** Backslash and colon are separators on Windows; a percent sign that is left: the path was encoded twice. */
const pathCharacters = /^[^\u0000-\u001f\u007f\\:%]*$/;

/** Whether `url` is a page of ours. Compared by parts: Node answers `null` as the origin of a scheme that it does not know. */
export function isOwnUrl(url: string): boolean {
  const parsed = parseUrl(url);
  return parsed !== null && parsed.protocol === `${scheme}:` && parsed.host === host && !hasCredentials(parsed);
}

/**
 * Which file a request asks for, as a path relative to the root with this system's separators. The checks
 * stand in order: method, scheme, host, and those of the path.
 */
export function locatePage(request: { readonly method: string; readonly url: string }): PageLocation {
  if (request.method !== 'GET') return refuse(405, 'method');
  const url = parseUrl(request.url);
  if (url === null) return refuse(400, 'not-a-url');
  if (url.protocol !== `${scheme}:`) return refuse(400, 'scheme');
  if (url.host !== host || hasCredentials(url)) return refuse(404, 'host');
  const page = pagePathOf(url.pathname.replace(/^\//, ''), pathCharacters);
  if (page.ok) return { ...page, path: page.path.replaceAll('/', sep) };
  return refuse(page.refusal === 'encoding' || page.refusal === 'characters' ? 400 : 404, page.refusal);
}

/** Answers a page's request. `read` gives a file's bytes by its path under the root, or throws when there is none. */
export async function answerPage(
  request: { readonly method: string; readonly url: string },
  read: (path: string) => Promise<Uint8Array<ArrayBuffer>>,
  onRefused: (refusal: PageRefusal | 'missing') => void,
): Promise<Response> {
  const location = locatePage(request);
  if (!location.ok) {
    onRefused(location.refusal);
    return new Response(null, { status: location.status, headers: securityHeaders });
  }
  try {
    const body = await read(location.path);
    return new Response(body, { status: 200, headers: { ...securityHeaders, 'content-type': location.type } });
  } catch {
    onRefused('missing');
    return new Response(null, { status: 404, headers: securityHeaders });
  }
}

function refuse(status: number, refusal: PageRefusal): PageLocation {
  return { ok: false, status, refusal };
}

function parseUrl(url: string): URL | null {
  return URL.canParse(url) ? new URL(url) : null;
}

function hasCredentials(url: URL): boolean {
  return url.username !== '' || url.password !== '';
}
