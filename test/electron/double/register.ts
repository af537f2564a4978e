// Loaded with `node --import` before the bundled main.js: `electron` is the double, and what the test asks over the
// process's channel is done to it.

import { registerHooks } from 'node:module';
import type { MenuItemConstructorOptions } from 'electron';
import type { PlainsightBridge, Question, TrayPicture, WindowPicture } from './questions.ts';
import { isElsewhere } from './system.ts';

const replaced = new Map([['electron', new URL('./electron.ts', import.meta.url).href]]);
// Windows' own functions are there on Windows alone.
if (process.platform === 'win32' && isElsewhere)
  replaced.set('koffi', new URL('./windows-rights.ts', import.meta.url).href);
registerHooks({
  resolve(specifier, context, next) {
    const url = replaced.get(specifier);
    return url === undefined ? next(specifier, context) : { url, shortCircuit: true };
  },
});

const double = await import('./electron.ts');
(await import('./process-rules.ts')).enforceProcessRules();
const changes = new Map<number, number>();

const answers: { readonly [Do in Question['do']]: (question: Extract<Question, { do: Do }>) => unknown } = {
  journal: () => double.journal,
  channels: () => [...double.invokable.keys()],
  tray: (): TrayPicture | null =>
    double.Tray.current && {
      image: double.Tray.current.image.file,
      tooltip: double.Tray.current.tooltip,
      menu: double.Tray.current.menu.items.map(describe),
    },
  click: ({ path }) => {
    let items = double.Tray.current?.menu.items ?? [];
    for (const label of path.slice(0, -1)) items = submenuOf(items.find((item) => item.label === label));
    const item = items.find(({ label }) => label === path.at(-1));
    if (item?.click === undefined || item.enabled === false) throw new Error(`${path.join(' > ')} cannot be clicked`);
    (item.click as () => void)();
  },
  windows: () =>
    double.BrowserWindow.all.map(({ webContents, shown, label }): WindowPicture => {
      const bridge = webContents.exposed.plainsight as PlainsightBridge | undefined;
      return {
        id: webContents.id,
        url: webContents.mainFrame.url,
        shown,
        title: label,
        loads: webContents.loads,
        isGone: webContents.isGone,
        exposed: Object.keys(webContents.exposed),
        bridge: bridge ? Object.keys(bridge) : [],
        contract: bridge?.contract ?? null,
        calls: bridge ? Object.keys(bridge.calls) : [],
      };
    }),
  call: ({ id, call, args }) => bridgeOf(id).calls[call]?.(args),
  listen: ({ id }) => {
    const off = bridgeOf(id).onChange((...given: unknown[]) => {
      if (given.length > 0) throw new Error('the page was handed an event');
      changes.set(id, (changes.get(id) ?? 0) + 1);
    });
    stops.set(id, off);
  },
  unlisten: ({ id }) => String(stops.get(id)?.()),
  changes: ({ id }) => changes.get(id) ?? 0,
  forge: ({ channel, sender, frameUrl, args }) => {
    const mainFrame = { url: frameUrl };
    return double.invokable.get(channel)?.({ sender: { id: sender, mainFrame }, senderFrame: mainFrame }, ...args);
  },
  load: async ({ url, method }) => {
    const response = await pages().load(url, method);
    return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
  },
  permission: ({ permission }) => {
    let granted: unknown = 'unanswered';
    pages().handlers['permission-request']?.(null, permission, (answer: unknown) => (granted = answer), {});
    return [granted, pages().handlers['permission-check']?.(null, permission, 'plainsight://app', {})];
  },
  navigate: ({ id, event }) => {
    let prevented = false;
    contentsOf(id).emit(event, { url: 'https://example.org/', preventDefault: () => (prevented = true) });
    return prevented;
  },
  pageGoesTo: ({ id, url, from }) => contentsOf(id).navigate(url, from),
  crash: ({ id, reason }) => contentsOf(id).crash(reason),
  hang: ({ id, event }) => windowOf(id).emit(event),
  closeByPerson: ({ id }) => windowOf(id).close(),
  hideWindow: ({ id }) => windowOf(id).hide(),
  collect: () => double.collect(),
  answerNotice: ({ how }) => double.answerNotice(how),
  refuseNotices: () => {
    double.refusing.notices = true;
  },
  trayClick: () => double.Tray.current?.emit('click', {}, {}, {}),
  showMarks: ({ shown }) => {
    double.hidingBar.marks = !shown;
  },
  shortcuts: () => [...double.shortcuts.keys()],
  endSession: () => void double.endSession(),
  systemWindows: () => double.openWindows.length,
  openWindow: ({ id }) => contentsOf(id).openHandler({ url: 'https://example.org' }),
  close: ({ id }) => windowOf(id).destroy(),
  secondInstance: ({ argv = [] }) =>
    void double.app.emit('second-instance', {}, ['plainsight', ...argv], process.cwd()),
  openFile: ({ given }) => macEvent('open-file', given),
  openUrl: ({ given }) => macEvent('open-url', given),
  quit: () => double.app.quit(),
};

/** Whether the app took it: an event that is not prevented is opened by nobody. */
function macEvent(name: string, given: string): boolean {
  let prevented = false;
  double.app.emit(name, { preventDefault: () => (prevented = true) }, given);
  return prevented;
}

const stops = new Map<number, () => unknown>();

process.on('message', async ({ id, question }: { id: number; question: Question }) => {
  const reply = (answer: object): void => {
    if (process.connected) process.send?.({ id, ...answer });
  };
  try {
    const value = await (answers[question.do] as (question: Question) => unknown)(question);
    reply({ value });
  } catch (error) {
    reply({ error: String(error) });
  }
});

function describe(item: MenuItemConstructorOptions): TrayPicture['menu'][number] {
  return {
    label: item.label ?? '',
    enabled: item.enabled !== false,
    items: submenuOf(item).map(({ label = '' }) => label),
  };
}

function submenuOf(item: MenuItemConstructorOptions | undefined): readonly MenuItemConstructorOptions[] {
  return (item?.submenu as MenuItemConstructorOptions[] | undefined) ?? [];
}

function pages() {
  const [only] = double.sessions.values();
  if (only === undefined || double.sessions.size !== 1) throw new Error('there is not exactly one session');
  return only;
}

function windowOf(id: number) {
  const window = double.BrowserWindow.all.find(({ webContents }) => webContents.id === id);
  if (window === undefined) throw new Error(`no window ${id}`);
  return window;
}

function contentsOf(id: number) {
  return windowOf(id).webContents;
}

function bridgeOf(id: number): PlainsightBridge {
  return contentsOf(id).exposed.plainsight as PlainsightBridge;
}
