import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problem } from '../../../core/problem.ts';
import { reason } from '../../../core/reason.ts';
import { fail, ok } from '../../../core/result.ts';
import packaging from '../../../electron-builder.ts';
import { packageFaults } from '../../../scripts/package/package-check.ts';
import type { PackagedSystem } from '../../../scripts/package/package-contents.ts';
import { arch, filesOf, layOutPacked, type PackedApp, replaceProgram } from '../../scripts/package/packed-app.ts';
import type { DoubleSystem } from '../double/system.ts';
import { type BootedApp, boot, layOutApp, until } from './booted-app.ts';
import { enrolIn } from './enrolled-folder.ts';

/** Keeps keys as the double's keychain does that marks them so. */
function sealingWith(mark: string) {
  return {
    protect: async (secret: Uint8Array) =>
      ok(Buffer.from(`plainsight-keychain/1\n${mark}${Buffer.from(secret).toString('base64')}`)),
    reveal: async () => fail(problem('internal')),
  };
}

const expectedWindows: Readonly<Record<PackagedSystem, object>> = {
  linux: { ok: false, problem: problem('windows-unknown', { reason: reason('no-display') }) },
  darwin: { ok: true, value: [{ appName: 'Editor', title: 'A letter' }] },
  win32: { ok: false, problem: problem('windows-unknown', { reason: reason('ffi-unavailable') }) },
};

async function openWindow(app: BootedApp, contract: string) {
  return until(async () => (await app.windows()).find((window) => window.contract === contract));
}

describe.skipIf(process.platform === 'win32').each(['linux', 'darwin', 'win32'] as const)(
  'the bundle as packaged for %s',
  { timeout: 120_000 },
  (platform) => {
    let packed: PackedApp;
    let dataFolder = '';
    beforeAll(async () => {
      packed = await layOutPacked(platform);
      dataFolder = join(packed.resources, 'data');
    }, 120_000);
    afterAll(() => packed.remove());

    function start(args: readonly string[] = [], system: Partial<DoubleSystem> = {}): BootedApp {
      return boot(packed.app, dataFolder, args, { platform, resources: packed.resources, ...system });
    }

    /** The status that its page shows. */
    async function statusOf(app: BootedApp) {
      const { id } = await openWindow(app, 'employee').catch((error) =>
        Promise.reject(new Error(`${error}\n${app.log()}`)),
      );
      const call = (name: string, args: unknown) => app.ask<{ ok: boolean }>({ do: 'call', id, call: name, args });
      return { call, status: await call('status', {}) };
    }

    it('is whole', async () => {
      expect(packageFaults({ system: platform, arch, root: '.', files: await filesOf(packed) })).toEqual([]);
    });

    it('starts with nothing but what is packed, while nobody is enrolled', async () => {
      await mkdir(dataFolder);
      const app = start();
      expect((await statusOf(app)).status).toMatchObject({ ok: true, value: { phase: 'unenrolled' } });
      const journal = await app.ask<string[]>({ do: 'journal' });
      // Links and files are the installer's to register, which takes them back too.
      expect(journal.filter((line) => line.startsWith('protocol'))).toEqual([]);
      expect(journal.includes(`user model ${packaging.appId}`)).toBe(platform === 'win32');
      await app.ask({ do: 'quit' });
      expect(await app.ended).toBe(0);
    });

    it('starts its sensors, or says why it has none', async () => {
      await rm(dataFolder, { recursive: true });
      await mkdir(dataFolder);
      await enrolIn(dataFolder, sealingWith(platform === 'linux' ? 'v11' : 'v10'));
      if (platform === 'darwin')
        await replaceProgram(
          packed,
          'node_modules/get-windows/main',
          `echo '[{"title":"A letter","owner":{"name":"Editor","bundleId":"org.example.editor"}}]'`,
        );
      const app = start();
      const { status, call } = await statusOf(app);
      expect(status, app.log()).toMatchObject({ ok: true, value: { phase: 'ready' } });
      const windows = await call('tryRules', { rules: [] });
      expect(windows, app.log()).toMatchObject(expectedWindows[platform]);
      await app.ask({ do: 'quit' });
      expect(await app.ended).toBe(0);
    });

    it('refuses to run without Chromium’s sandbox', async () => {
      const app = start(['--no-sandbox']);
      expect(await app.ended).toBe(1);
      expect(app.log()).toContain('could not start: Chromium’s sandbox is switched off here');
    });
  },
);

describe('what keeps the keys on Linux', { timeout: 60_000 }, () => {
  async function withKeys(mark: string, system: Partial<DoubleSystem>, work: (app: BootedApp) => Promise<void>) {
    const folder = await layOutApp();
    const dataFolder = await mkdtemp(join(tmpdir(), 'plainsight-data-'));
    await enrolIn(dataFolder, sealingWith(mark));
    const app = boot(folder, dataFolder, [], { platform: 'linux', ...system });
    try {
      await work(app);
    } finally {
      await app.ask({ do: 'quit' }).catch(() => {});
      await app.ended;
      await rm(folder, { recursive: true });
      await rm(dataFolder, { recursive: true });
    }
  }

  it('is the keyring of any desktop, also of one that Electron has no name for', () =>
    withKeys('v11', { keyring: 'keychain', backend: 'basic_text' }, async (app) => {
      const { id } = await openWindow(app, 'employee');
      const status = await app.ask({ do: 'call', id, call: 'status', args: {} });
      expect(status, app.log()).toMatchObject({ value: { phase: 'ready' } });
    }));

  it('is never the password that every program has, whatever Electron says of it', () =>
    withKeys('v10', { keyring: 'none', backend: 'gnome_libsecret' }, async (app) => {
      expect(await app.ended).toBe(1);
      expect(app.log()).toContain('The key of this computer was kept without a keychain');
    }));
});
