/** What our pages are made of; anything else under the root is not served. */
const pageTypes: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

export type PathRefusal = 'encoding' | 'characters' | 'traversal' | 'type';

export type PagePath =
  /** Relative to the root, with `/`. */
  | { readonly ok: true; readonly path: string; readonly type: string }
  | { readonly ok: false; readonly refusal: PathRefusal };

/**
 * Which file below the root a percent-encoded path asks for, which has no `/` in front. The checks stand
 * in order: encoding, characters, traversal, type. `characters` matches a decoded path as a whole. A path
 * that normalising would change is refused, not mended: only a request that tries something has one.
 */
export function pagePathOf(encoded: string, characters: RegExp): PagePath {
  const path = decoded(encoded);
  if (path === null) return { ok: false, refusal: 'encoding' };
  if (!characters.test(path)) return { ok: false, refusal: 'characters' };
  if (path.split('/').some((part) => part === '' || part.startsWith('.'))) return { ok: false, refusal: 'traversal' };
  const [, extension = ''] = /\.([^./]+)$/.exec(path) ?? [];
  const type = Object.hasOwn(pageTypes, extension) ? pageTypes[extension] : undefined;
  return type === undefined ? { ok: false, refusal: 'type' } : { ok: true, path, type };
}

function decoded(encoded: string): string | null {
  try {
    return decodeURIComponent(encoded);
  } catch {
    return null;
  }
}

/**
 * The policy for pages: everything is forbidden; then what our pages use is allowed. `connect` is whom a
 * page may ask.
 */
export function pagePolicy(connect: 'none' | 'self'): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' blob: data:",
    "font-src 'self'",
    `connect-src '${connect}'`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** On every answer, refusals included. What is answered may hold a person's day, so that no cache keeps it. */
export function pageHeaders(policy: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
