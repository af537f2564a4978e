import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Rectangle } from '../../../core/rectangle.ts';
import { windowFlags } from '../../chromium.ts';
import { type Desktop, startDesktop, until } from '../../desktop.ts';
import { rareWord } from './canary.ts';

/** A window of the cast: what a manager should see of it, by its program's id. */
export interface CastWindow {
  readonly window: string;
  readonly appId: string;
  /** With its frame, as the window manager draws it. */
  readonly bounds: Rectangle;
}

export interface DrivenDesktop {
  readonly desktop: Desktop;
  readonly terminal: CastWindow;
  readonly editor: CastWindow;
  readonly browser: CastWindow;
  /** Excluded by a rule of the person. */
  readonly diary: CastWindow;
  /** What must be found nowhere: the excluded window's title and what it shows. */
  readonly hidden: { readonly title: string; readonly text: string };
  /** May be read by those to whom the day is opened, and nowhere else. */
  readonly terminalTitle: string;
  close(): Promise<void>;
}

export const screenSize = { width: 1920, height: 1080 } as const;

/** Three real programs side by side on one screen, and a fourth window that the person excludes. */
export async function openDrivenDesktop(): Promise<DrivenDesktop> {
  const desktop = await startDesktop(screenSize);
  const site = await serveSite();
  const terminalTitle = `Build ${rareWord()}: a=b`;
  const hidden = { title: `Diary ${rareWord()}`, text: `dear ${rareWord()} ${rareWord()}` };
  try {
    await desktop.run('xsetroot', '-solid', '#7a8b6f');
    const home = desktop.env.HOME ?? '';
    await writeFile(join(home, 'notes.txt'), 'Notes of the day\n');
    const address = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
    desktop.start('chromium', ...windowFlags(home), '--test-type', address);
    desktop.start('mousepad', '--disable-server', join(home, 'notes.txt'));
    const browser = await named(desktop, 'Quarterly figures');
    const editor = await named(desktop, 'notes.txt');
    await place(desktop, browser, { x: 20, y: 540, width: 900, height: 480 });
    await place(desktop, editor, { x: 980, y: 40, width: 880, height: 420 });
    const diary = await desktop.openTerminal({
      title: hidden.title,
      geometry: '80x24+1100+600',
      command: ['sh', '-c', `echo "${hidden.text}"; cat`],
    });
    const terminal = await desktop.openTerminal({ title: terminalTitle, geometry: '110x28+20+30' });
    const cast = async (window: string, appId: string) => ({ window, appId, bounds: await boundsOf(desktop, window) });
    return {
      desktop,
      hidden,
      terminalTitle,
      terminal: await cast(terminal.window, 'xterm'),
      editor: await cast(editor, 'mousepad'),
      browser: await cast(browser, 'chromium'),
      diary: await cast(diary.window, 'xterm'),
      close: async () => {
        await desktop.close();
        site.closeAllConnections();
        site.close();
      },
    };
  } catch (error) {
    await desktop.close();
    site.close();
    throw error;
  }
}

function named(desktop: Desktop, part: string): Promise<string> {
  return until(async () => {
    const found = await desktop.xdotool('search', '--onlyvisible', '--name', part);
    return found.trim().split('\n').at(-1) || null;
  });
}

async function place(desktop: Desktop, window: string, to: Rectangle): Promise<void> {
  await desktop.xdotool('windowsize', window, String(to.width), String(to.height));
  await desktop.xdotool('windowmove', window, String(to.x), String(to.y));
  await until(async () => {
    const { x, y, width, height } = await boundsOf(desktop, window);
    const near = (a: number, b: number) => Math.abs(a - b) <= 60;
    return (near(x, to.x) && near(y, to.y) && near(width, to.width) && near(height, to.height)) || null;
  });
}

/** From the two programs that ship with X: the client's place on the screen, and the frame around it. */
export async function boundsOf(desktop: Desktop, window: string): Promise<Rectangle> {
  const info = await desktop.run('xwininfo', '-id', window);
  const number = (label: string) => Number(new RegExp(`${label}:\\s+(-?\\d+)`).exec(info)?.[1]);
  const [left = 0, right = 0, top = 0, bottom = 0] =
    (await desktop.run('xprop', '-id', window, '_NET_FRAME_EXTENTS')).split('=')[1]?.split(',').map(Number) ?? [];
  return {
    x: number('Absolute upper-left X') - left,
    y: number('Absolute upper-left Y') - top,
    width: number('Width') + left + right,
    height: number('Height') + top + bottom,
  };
}

function serveSite(): Promise<Server> {
  const rows = Array.from(
    { length: 60 },
    (_, row) => `<tr><td>Region ${row + 1}</td><td>${(row * 7919) % 997}</td></tr>`,
  );
  const page = `<!doctype html><meta charset="utf-8"><title>Quarterly figures</title>
    <style>body{font:18px sans-serif;margin:24px;background:#fdf6e3}textarea{width:600px;height:80px;font-size:18px}</style>
    <textarea placeholder="Comment"></textarea><table>${rows.join('')}</table>`;
  const server = createServer((_, response) =>
    response.setHeader('content-type', 'text/html; charset=utf-8').end(page),
  );
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}
