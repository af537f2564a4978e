import { execFileSync } from 'node:child_process';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { linuxPlaces } from '../../../agent/browsers/host-places.ts';
import { HostRegistration } from '../../../agent/browsers/host-registration.ts';
import { unwrap } from '../../../core/result.ts';
import { newFolder } from '../../fixtures/folders.ts';

async function scene(...used: readonly string[]) {
  const home = newFolder();
  const folder = newFolder();
  for (const profile of used) await mkdir(join(home, profile), { recursive: true });
  const places = linuxPlaces({ home, config: null });
  const command = ['/bin/echo', "it's", 'two words', '$HOME', join(folder, 'browser.sock')];
  return { home, folder, command, registration: new HostRegistration({ folder, places, command }) };
}

const chromium = '.config/chromium/NativeMessagingHosts/app.plainsight.browser.json';
const firefox = '.mozilla/native-messaging-hosts/app.plainsight.browser.json';
const json = async (path: string) => JSON.parse(await readFile(path, 'utf8'));

describe.skipIf(process.platform === 'win32')(
  'the native host (Linux and macOS: no browser of Windows starts one)',
  () => {
    it('is made known to each browser that the account uses, to our extension alone, and to no other browser', async () => {
      const { home, folder, registration } = await scene('.config/chromium', '.mozilla');
      expect(registration.browsers()).toEqual([
        { browser: 'Chromium', isRegistered: false },
        { browser: 'Firefox', isRegistered: false },
      ]);
      unwrap(await registration.register());
      expect(registration.browsers().map(({ isRegistered }) => isRegistered)).toEqual([true, true]);
      const path = join(folder, 'browser-host');
      expect(await json(join(home, chromium))).toMatchObject({
        ...{ name: 'app.plainsight.browser', type: 'stdio', path },
        allowed_origins: ['chrome-extension://eeeohkkocodpoobglifleiipegmagfbb/'],
      });
      expect(await json(join(home, firefox))).toMatchObject({
        path,
        allowed_extensions: ['browser@plainsight.example'],
      });
      await expect(stat(join(home, '.config/google-chrome'))).rejects.toThrow();
    });

    it('is a script of this account alone that starts the program with its arguments as they are', async () => {
      const { folder, command, registration } = await scene('.mozilla');
      unwrap(await registration.register());
      const script = join(folder, 'browser-host');
      expect((await stat(script)).mode & 0o777).toBe(0o700);
      expect(execFileSync(script, { encoding: 'utf8' })).toBe(`${command.slice(1).join(' ')}\n`);
    });

    it('is taken away whole, and another agent’s stays', async () => {
      const { home, folder, registration } = await scene('.config/chromium', '.mozilla');
      unwrap(await registration.register());
      await writeFile(join(home, firefox), '{"path":"/elsewhere/browser-host"}');
      unwrap(await registration.unregister());
      await expect(stat(join(home, chromium))).rejects.toThrow();
      await expect(stat(join(folder, 'browser-host'))).rejects.toThrow();
      expect(await json(join(home, firefox))).toEqual({ path: '/elsewhere/browser-host' });
      unwrap(await registration.unregister());
    });

    it('is not there where its place cannot be written, which is said', async () => {
      const { home, registration } = await scene('.mozilla');
      await writeFile(join(home, '.mozilla/native-messaging-hosts'), 'in the way');
      const registered = await registration.register();
      expect(registered.ok || registered.problem.code).toBe('disk-failed');
      expect(registration.browsers()).toEqual([{ browser: 'Firefox', isRegistered: false }]);
    });
  },
);
