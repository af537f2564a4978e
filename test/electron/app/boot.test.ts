import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problem } from '../../../core/problem.ts';
import { fail } from '../../../core/result.ts';
import { channelOf } from '../../../electron/channels.ts';
import { contentSecurityPolicy } from '../../../electron/window/scheme.ts';
import { employeeContract } from '../../../ipc/employee.ts';
import { managerContract } from '../../../ipc/manager.ts';
import { type BootedApp, boot, layOutApp, until, withBootedApp } from './booted-app.ts';

const employeeCalls = Object.keys(employeeContract.calls);
const managerCalls = Object.keys(managerContract.calls);

async function openWindow(app: BootedApp, contract: string) {
  return until(async () => (await app.windows()).find((window) => window.contract === contract));
}

describe('the bundled app', { timeout: 60_000 }, () => {
  it('boots in its order, shows its page, and answers through the gate', () =>
    withBootedApp(async (app) => {
      expect((await app.ask<string[]>({ do: 'journal' })).slice(0, 4)).toEqual([
        'sandbox',
        'schemes [{"scheme":"plainsight","privileges":{"standard":true,"secure":true}}]',
        'application menu null',
        'session pages {"cache":false}',
      ]);
      expect(await app.ask({ do: 'channels' })).toEqual([
        ...employeeCalls.map((call) => channelOf('employee', call)),
        ...managerCalls.map((call) => channelOf('manager', call)),
      ]);
      const window = await openWindow(app, 'employee');
      expect(window).toMatchObject({
        url: 'plainsight://app/employee.html',
        shown: true,
        exposed: ['plainsight'],
        bridge: ['contract', 'calls', 'onChange'],
        calls: employeeCalls,
      });
      const status = await app.ask({ do: 'call', id: window.id, call: 'status', args: {} });
      expect(status).toMatchObject({ ok: true, value: { phase: 'ready', recording: 'on' } });
      const wrong = await app.ask({ do: 'call', id: window.id, call: 'pause', args: { length: 'forever' } });
      expect(wrong).toMatchObject({ ok: false, problem: { code: 'bad-argument' } });
    }));

  it('pauses from the tray, and the page is told', () =>
    withBootedApp(async (app) => {
      const { id } = await openWindow(app, 'employee');
      await app.ask({ do: 'listen', id });
      expect((await app.tray()).image).toMatch(/[\\/]open(Template|-on-)/);
      await app.ask({ do: 'click', path: ['Pause', 'Until I resume'] });
      const paused = await until(async () => {
        const tray = await app.tray();
        return tray.tooltip.includes('Paused') && tray;
      });
      expect(paused.image).toMatch(/[\\/]closed(Template|-on-)/);
      expect(paused.tooltip).toContain('Paused until you resume');
      expect(paused.menu.find(({ label }) => label === 'Pause')?.enabled).toBe(false);
      expect(await app.ask({ do: 'changes', id })).toBe(1);
      expect(await app.ask({ do: 'call', id, call: 'status', args: {} })).toMatchObject({
        value: { recording: 'paused', pause: { until: null } },
      });
      // Unsubscribing hands the page nothing, and then it is told nothing.
      expect(await app.ask({ do: 'unlisten', id })).toBe('undefined');
      await app.ask({ do: 'click', path: ['Resume'] });
      await until(async () => (await app.tray()).tooltip.includes('Recording'));
      expect(await app.ask({ do: 'changes', id })).toBe(1);
    }));

  it('refuses a wrong sender', () =>
    withBootedApp(async (app) => {
      const { id } = await openWindow(app, 'employee');
      await app.ask({ do: 'click', path: ['Open a person’s day'] });
      const manager = await openWindow(app, 'manager');
      expect(manager.calls).toEqual(managerCalls);
      const page = 'plainsight://app/employee.html';
      const forgeries = [
        { channel: 'plainsight:employee:pause', sender: id, frameUrl: 'https://example.org/' },
        { channel: 'plainsight:employee:pause', sender: 999, frameUrl: page },
        { channel: 'plainsight:employee:pause', sender: manager.id, frameUrl: page },
        { channel: 'plainsight:manager:people', sender: id, frameUrl: page },
        { channel: 'plainsight:employee:pause', sender: id, frameUrl: '' },
      ];
      for (const forgery of forgeries)
        expect(await app.ask({ do: 'forge', ...forgery, args: [{ length: '1-hour' }] })).toMatchObject({
          ok: false,
          problem: { code: 'not-allowed' },
        });
      expect((await app.tray()).tooltip).toContain('Recording');
      expect(
        app
          .log()
          .match(/refused plainsight:\S+: \S+/g)
          ?.map((line) => line.split(': ')[1]),
      ).toEqual(['foreign-origin', 'unknown-window', 'other-contract', 'other-contract', 'no-url']);
    }));

  it('is locked: pages under the policy only, no permission, no way out', () =>
    withBootedApp(async (app) => {
      const { id } = await openWindow(app, 'employee');
      const load = (url: string, method = 'GET') => app.ask<{ status: number }>({ do: 'load', url, method });
      expect(await load('plainsight://app/employee.html')).toMatchObject({
        status: 200,
        headers: { 'content-security-policy': contentSecurityPolicy, 'x-content-type-options': 'nosniff' },
        text: '<!doctype html><title>employee</title>',
      });
      expect((await load('plainsight://app/employee.html', 'POST')).status).toBe(405);
      expect((await load('plainsight://app/..%2felectron/main.js')).status).toBe(404);
      // A response of status 0 is a network error: the request was cancelled.
      expect((await load('https://example.org/')).status).toBe(0);
      expect((await load('file:///etc/hostname')).status).toBe(0);
      expect(await app.ask({ do: 'permission', permission: 'media' })).toEqual([false, false]);
      for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])
        expect(await app.ask({ do: 'navigate', id, event })).toBe(true);
      expect(await app.ask({ do: 'openWindow', id })).toEqual({ action: 'deny' });
    }));

  it('lets its page load itself again, and nothing else', () =>
    withBootedApp(async (app) => {
      const { id, url, loads } = await openWindow(app, 'employee');
      expect(await app.ask({ do: 'pageGoesTo', id, url })).toBe(true);
      expect(await app.windows()).toMatchObject([{ url, loads: loads + 1, contract: 'employee' }]);
      expect(await app.ask({ do: 'pageGoesTo', id, url, from: 'sub' })).toBe(false);
      expect(await app.ask({ do: 'pageGoesTo', id, url: 'plainsight://app/manager.html' })).toBe(false);
      expect(await app.windows()).toMatchObject([{ url, loads: loads + 1 }]);
    }));

  it('keeps what was typed at the place that is shown when that place is opened again', () =>
    withBootedApp(async (app) => {
      await openWindow(app, 'employee');
      await app.ask({ do: 'click', path: ['What is recorded'] });
      const [before] = await app.windows();
      expect(before).toMatchObject({ url: 'plainsight://app/employee.html#consent', loads: 1 });
      await app.ask({ do: 'click', path: ['What is recorded'] });
      // A page that were loaded again would be by then.
      await app.ask({ do: 'collect' });
      expect(await app.windows()).toEqual([before]);
      expect(await app.ask<string[]>({ do: 'journal' })).toContain('focus Plainsight');
    }));

  it('brings back a page whose process ended, and says so when it cannot be kept', () =>
    withBootedApp(async (app) => {
      const { id } = await openWindow(app, 'employee');
      for (let times = 1; times <= 3; times += 1) {
        await app.ask({ do: 'crash', id, reason: 'crashed' });
        await until(async () => (await app.windows())[0]?.loads === 1 + times);
      }
      expect(await app.windows()).toMatchObject([{ isGone: false, contract: 'employee' }]);
      await app.ask({ do: 'crash', id, reason: 'oom' });
      await until(async () => (await app.windows()).length === 0);
      expect((await app.ask<string[]>({ do: 'journal' })).at(-1)).toContain('The window was closed');
    }));

  it('holds its notices until they are chosen or closed', () =>
    withBootedApp(async (app) => {
      const { id } = await openWindow(app, 'employee');
      for (let shown = 1; shown <= 2; shown += 1) {
        await app.ask({ do: 'click', path: ['Delete the last', '5 minutes'] });
        await until(
          async () =>
            (await app.ask<string[]>({ do: 'journal' })).filter((line) => /^notice/.test(line)).length === shown,
        );
      }
      await app.ask({ do: 'close', id });
      expect(await app.ask({ do: 'collect' })).toBe(2);
      expect(await app.ask({ do: 'answerNotice', how: 'close' })).toBe(true);
      expect(await app.ask({ do: 'collect' })).toBe(1);
    }));

  it('opens its page where the system refuses a notice', () =>
    withBootedApp(
      async (app) => {
        await app.ask({ do: 'refuseNotices' });
        await app.ask({ do: 'click', path: ['Delete the last', '5 minutes'] });
        await openWindow(app, 'employee');
        expect(app.log()).toContain('the system refused a notice');
      },
      ['--in-tray'],
    ));

  it('claims no shortcut under Wayland', () =>
    withBootedApp(
      async (app) => {
        await openWindow(app, 'employee');
        expect(await app.ask<string[]>({ do: 'journal' })).not.toContainEqual(expect.stringMatching(/^shortcut/));
        expect(app.log()).toContain('Wayland does not tell whether a shortcut works');
      },
      [],
      { platform: 'linux' },
      { XDG_SESSION_TYPE: 'wayland' },
    ));

  it('opens its page at a click on the mark where that shows no menu', () =>
    withBootedApp(
      async (app) => {
        await app.ask({ do: 'trayClick' });
        await openWindow(app, 'employee');
      },
      ['--in-tray'],
      { platform: 'win32' },
    ));

  it('keeps what is in memory when Windows ends the session, also without an open window', () =>
    withBootedApp(
      async (app) => {
        expect(await app.windows()).toEqual([]);
        await app.ask({ do: 'endSession' });
        expect(await app.ended).toBe(0);
        expect(await readFile(join(app.dataFolder, 'saved'), 'utf8')).toBe('what was in memory');
      },
      ['--in-tray'],
      { platform: 'win32' },
    ));

  it('has a menu on macOS, through which copying works', () =>
    withBootedApp(
      async (app) =>
        expect(await app.ask<string[]>({ do: 'journal' })).toContain('application menu appMenu, editMenu, windowMenu'),
      [],
      { platform: 'darwin' },
    ));

  it('lives in the tray without a window, and comes back when started again', () =>
    withBootedApp(
      async (app) => {
        expect(await app.windows()).toEqual([]);
        await app.ask({ do: 'click', path: ['Open Plainsight'] });
        const { id } = await openWindow(app, 'employee');
        await app.ask({ do: 'close', id });
        expect(await app.windows()).toEqual([]);
        expect((await app.tray()).tooltip).toContain('Recording');
        await app.ask({ do: 'secondInstance' });
        expect((await openWindow(app, 'employee')).id).not.toBe(id);
      },
      ['--in-tray'],
    ));

  it('takes an enrolment it is started with, or started again with, or that macOS hands over; and nothing else', () =>
    withBootedApp(
      async (app) => {
        const folder = app.dataFolder;
        const invited = async () =>
          (await readFile(join(folder, 'invited'), 'utf8').catch(() => '')).trim().split('\n');
        const link = 'plainsight://enrol?d=AAAA';
        await until(async () => (await invited())[0] === 'plainsight://enrol?d=FIRST');
        // Nothing of it is left where other accounts could read it, nor on the disk.
        if (process.platform === 'linux')
          expect(await readFile(`/proc/${app.pid}/cmdline`, 'utf8')).not.toMatch(/enrol|FIRST/);
        expect(await readdir(folder)).not.toContain('opened-link');
        expect(await readFile(join(folder, 'relaunched'), 'utf8')).not.toContain('FIRST');
        await openWindow(app, 'employee');
        await writeFile(join(folder, 'a.plainsight'), 'content');
        await app.ask({ do: 'secondInstance', argv: ['--flag', join(folder, 'a.plainsight')] });
        await until(async () => (await invited())[1] === 'content');
        await app.ask({ do: 'secondInstance', argv: ['report.pdf', 'https://example.org'] });
        expect(await app.ask({ do: 'openUrl', given: link })).toBe(true);
        await until(async () => (await invited())[2] === link);
        expect(await app.ask({ do: 'openFile', given: join(folder, 'gone.plainsight') })).toBe(true);
        await until(async () => (await invited())[3] === 'enrolment-unreadable');
        expect(await invited()).toHaveLength(4);
      },
      ['plainsight://enrol?d=FIRST'],
    ));

  it('lets no second one run beside it', () =>
    withBootedApp(async (app) => {
      const folder = await layOutApp(
        'export const openServices = () => { throw new Error("must not be reached"); }; export const withdrawAlone = openServices;',
      );
      const second = boot(folder, app.dataFolder);
      expect(await second.ended).toBe(0);
      expect(second.log()).toBe('');
      await rm(folder, { recursive: true });
    }));

  it('quits only after the services have closed', () =>
    withBootedApp(async (app) => {
      await app.ask({ do: 'click', path: ['Quit (recording ends)'] });
      expect(await app.ended, app.log()).toBe(0);
      expect(await readFile(join(app.dataFolder, 'closed'), 'utf8')).toBe('services closed');
    }));

  it('says why it cannot start, and that nothing is recorded', async () => {
    const unread = fail(problem('settings-unreadable', { path: '/home/a/settings.json' }));
    const folder = await layOutApp(
      `export const openServices = async () => (${JSON.stringify(unread)}); export const withdrawAlone = null;`,
    );
    const dataFolder = await mkdtemp(join(tmpdir(), 'plainsight-data-'));
    const app = boot(folder, dataFolder);
    expect(await app.ended).toBe(1);
    expect(app.log()).toContain(
      'could not start: The settings in /home/a/settings.json cannot be read. Nothing is recorded until',
    );
    await rm(folder, { recursive: true });
    await rm(dataFolder, { recursive: true });
  });
});
