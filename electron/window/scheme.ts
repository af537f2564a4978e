import { posix, sep } from 'node:path';
import { pageTypes } from '../../ipc/page-types.ts';

/**
 * Pages come from `plainsight://app/<path>`, never from file://, so that they have an origin of their own and none of
 * the privileges of files.
 */
export const scheme = 'plainsight';
export const host = 'app';

export type PageRefusal = 'method' | 'not-a-url' | 'scheme' | 'host' | 'encoding' | 'characters' | 'traversal' | 'type';

export type PageLocation =
  | { readonly ok: true; readonly path: string; readonly type: string }
  | { readonly ok: false; readonly status: number; readonly refusal: PageRefusal };

/** Everything is forbidden; then what our pages use is allowed. Pictures arrive over IPC as bytes, hence `blob:` and `data:`. */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'none'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
};

/** Whether `url` is a page of ours. Compared by parts: Node answers `null` as the origin of a scheme that it does not know. */
export function isOwnUrl(url: string): boolean {
  const parsed = parseUrl(url);
  return parsed !== null && parsed.protocol === `${scheme}:` && parsed.host === host && !hasCredentials(parsed);
}

/**
 * Which file a request asks for, as a path relative to the root with this system's separators. The checks stand in
 * order: method, scheme, host, encoding, characters, path, type. A path is refused, not mended, when normalising it
 * would change it: only a request that tries something contains such a path.
 */
export function locatePage(request: { readonly method: string; readonly url: string }): PageLocation {
  if (request.method !== 'GET') return refuse(405, 'method');
  const url = parseUrl(request.url);
  if (url === null) return refuse(400, 'not-a-url');
  if (url.protocol !== `${scheme}:`) return refuse(400, 'scheme');
  if (url.host !== host || hasCredentials(url)) return refuse(404, 'host');
  const decoded = decodePath(url.pathname);
  if (decoded === null) return refuse(400, 'encoding');
  // Backslash and colon are separators on Windows; a percent sign that is left means that the path was encoded twice.
  if (/[\u0000-\u001f\u007f\\:%]/.test(decoded)) return refuse(400, 'characters');
  const relative = decoded.slice(1);
  if (!decoded.startsWith('/') || posix.normalize(decoded) !== decoded || relative === '' || relative.endsWith('/'))
    return refuse(404, 'traversal');
  if (relative.split('/').some((part) => part.startsWith('.'))) return refuse(404, 'traversal');
  const type = pageTypes[posix.extname(relative)];
  if (type === undefined) return refuse(404, 'type');
  return { ok: true, path: relative.replaceAll('/', sep), type };
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

function decodePath(pathname: string): string | null {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return null;
  }
}
