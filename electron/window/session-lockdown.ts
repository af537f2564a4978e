import type { DownloadItem, Session, WebRequest } from 'electron';
import { isOwnUrl } from './scheme.ts';

type SessionPart =
  | 'setPermissionRequestHandler'
  | 'setPermissionCheckHandler'
  | 'setDevicePermissionHandler'
  | 'setDisplayMediaRequestHandler';

type Download = Pick<DownloadItem, 'getURL' | 'getFilename' | 'setSaveDialogOptions'>;

export interface LockableSession extends Pick<Session, SessionPart> {
  readonly webRequest: Pick<WebRequest, 'onBeforeRequest'>;
  on(event: 'will-download', listener: (event: { preventDefault(): void }, item: Download) => void): unknown;
}

/**
 * Our pages need no permission at all and no network: what they show comes over IPC. So every permission is denied in
 * both handlers (a check is not a request: Chromium asks the one without the other), no device, no screen sharing, and
 * every request is cancelled that is not for our own scheme. The only download is what a page of ours made in memory, such
 * as an export: no save path is set, so Electron asks the person where to put it, or they cancel.
 */
export function lockSession(session: LockableSession, log: (reason: string) => void): void {
  session.setPermissionRequestHandler((_contents, permission, callback) => {
    log(`denied the permission ${permission}`);
    callback(false);
  });
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, callback) => callback(null));
  session.on('will-download', (event, item) => {
    if (mayDownload(item.getURL())) return item.setSaveDialogOptions({ defaultPath: item.getFilename() });
    log('denied a download');
    event.preventDefault();
  });
  session.webRequest.onBeforeRequest((request, callback) => {
    const cancel = !mayRequest(request.url);
    // The address itself stays out of the log: it could carry what a page shows.
    if (cancel) log(`cancelled a ${request.resourceType} request that was not for our own pages`);
    callback({ cancel });
  });
}

/** What a page of ours made in memory, and nothing that has an address of its own. */
export function mayDownload(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const parsed = new URL(url);
  return parsed.protocol === 'blob:' && isOwnUrl(parsed.pathname);
}

/** Our own pages and what they made themselves in memory. */
export function mayRequest(url: string): boolean {
  if (isOwnUrl(url)) return true;
  if (!URL.canParse(url)) return false;
  const parsed = new URL(url);
  if (parsed.protocol === 'blob:') return isOwnUrl(parsed.pathname);
  return parsed.protocol === 'data:';
}
