import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { windowFlags } from '../../test/chromium.ts';
import { type Desktop, startDesktop, until } from '../../test/desktop.ts';

/** The windows of the tour, by X window id. */
export interface TourWindows {
  readonly terminal: string;
  readonly editor: string;
  readonly browser: string;
  /** Excluded by a rule of the person: never recorded, and a solid block on shots. */
  readonly diary: string;
}

export interface TourDesktop {
  readonly desktop: Desktop;
  readonly windows: TourWindows;
  close(): Promise<void>;
}

export const excludedTitle = 'Private diary';

/** A virtual desktop with a terminal, an editor, Chromium on a page of this computer, and a private window. */
export async function openTourDesktop(size = { width: 1600, height: 900 }): Promise<TourDesktop> {
  const desktop = await startDesktop(size);
  const pages = await servePages();
  const address = `http://127.0.0.1:${(pages.address() as AddressInfo).port}/`;
  try {
    await desktop.run('xsetroot', '-solid', '#3b4252');
    const browser = await opened(desktop, 'Staff handbook', () =>
      desktop.start(
        'chromium',
        ...windowFlags(desktop.env.HOME ?? '/tmp'),
        '--window-position=700,40',
        '--window-size=860,560',
        `--app=${address}`,
      ),
    );
    const editor = await opened(desktop, 'Mousepad', () => desktop.start('mousepad', '--disable-server'));
    await desktop.xdotool('windowsize', editor, '640', '420', 'windowmove', editor, '30', '40');
    const terminal = await desktop.openTerminal({ title: 'Terminal', geometry: '100x18+30+540', command: ['cat'] });
    const diary = await desktop.openTerminal({ title: excludedTitle, geometry: '60x12+1000+660', command: ['cat'] });
    const close = async (): Promise<void> => {
      await desktop.close();
      pages.closeAllConnections();
      pages.close();
    };
    return { desktop, windows: { terminal: terminal.window, editor, browser, diary: diary.window }, close };
  } catch (error) {
    await desktop.close();
    pages.close();
    throw error;
  }
}

async function opened(desktop: Desktop, title: string, start: () => unknown): Promise<string> {
  start();
  return until(async () => {
    const found = await desktop.xdotool('search', '--onlyvisible', '--name', title);
    return found.trim().split('\n').at(-1) || null;
  });
}

function servePages(): Promise<Server> {
  const paragraphs = Array.from(
    { length: 40 },
    (_, index) =>
      `<h2>${index + 1}. What is recorded</h2><p>Which program, which window, how many keys and clicks, and when. Never which keys. Whoever is recorded sees every item, pauses, deletes, and sees who looked.</p>`,
  );
  const page = `<!doctype html><meta charset="utf-8"><title>Staff handbook</title><style>body{font:16px/1.6 sans-serif;margin:2rem;max-width:42rem;color:#1b1c1e;background:#faf9f6}h1{color:#0f766e}</style><h1>Handbook</h1>${paragraphs.join('')}`;
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page),
  );
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
