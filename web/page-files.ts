import { createReadStream } from 'node:fs';
import { open, realpath } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { isAbsolute, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { pagePathOf } from '../ipc/page-requests.ts';
import { refuseRequest, securityHeaders, type WebRefusal } from './answer.ts';

type PageFile =
  | { readonly ok: true; readonly path: string; readonly type: string }
  | { readonly ok: false; readonly refusal: WebRefusal };

/** Which file below the root `pathname` (still percent-encoded, after `/app/`) asks for. */
export function pageFileOf(pathname: string): PageFile {
  const page = pagePathOf(pathname, /^[\w./-]+$/);
  if (page.ok) return { ...page, path: page.path.replaceAll('/', sep) };
  const isUnread = page.refusal === 'encoding' || page.refusal === 'characters';
  return { ok: false, refusal: isUnread ? 'characters' : 'not-found' };
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
