import { createReadStream } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname, isAbsolute, join, posix, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pageTypes } from '../ipc/page-types.ts';
import { refuseRequest, securityHeaders, type WebRefusal } from './answer.ts';

export type PageFile =
  | { readonly ok: true; readonly path: string; readonly type: string }
  | { readonly ok: false; readonly refusal: WebRefusal };

/**
 * Which file below the root `pathname` (still percent-encoded, after `/app/`) asks for. The checks stand in order: decode,
 * characters, normalise, type. A path that normalising would change is refused, not mended.
 */
export function pageFileOf(pathname: string): PageFile {
  let path: string;
  try {
    path = decodeURIComponent(pathname);
  } catch {
    return { ok: false, refusal: 'characters' };
  }
  if (!/^[\w./-]+$/.test(path)) return { ok: false, refusal: 'characters' };
  if (posix.normalize(path) !== path || path.startsWith('/') || path.startsWith('..'))
    return { ok: false, refusal: 'not-found' };
  const type = pageTypes[extname(path)];
  if (type === undefined) return { ok: false, refusal: 'not-found' };
  return { ok: true, path: path.split('/').join(sep), type };
}

/** Answers with a file of `root`; a link that leads out of it is not followed. */
export async function answerPageFile(
  root: string,
  pathname: string,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuseRequest(response, 'method');
  const asked = pageFileOf(pathname);
  if (!asked.ok) return refuseRequest(response, asked.refusal);
  const file = await fileIn(root, asked.path);
  if (file === null) return refuseRequest(response, 'not-found');
  const { size } = file;
  response.writeHead(200, { ...securityHeaders, 'content-type': asked.type, 'content-length': size });
  if (request.method === 'HEAD') {
    response.end();
    return;
  }
  // A page that is closed while it loads is nobody's problem.
  await pipeline(createReadStream(file.path), response).catch(() => {});
}

async function fileIn(root: string, path: string): Promise<{ path: string; size: number } | null> {
  try {
    const [base, real] = await Promise.all([realpath(root), realpath(join(root, path))]);
    const below = relative(base, real);
    if (below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below)) return null;
    const handle = await open(real, 'r');
    try {
      const stat = await handle.stat();
      return stat.isFile() ? { path: real, size: stat.size } : null;
    } finally {
      await handle.close();
    }
  } catch {
    return null;
  }
}
