import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { hasMarker, markerPath, removeMarker } from '../../../agent/consent/withdrawal-marker.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { asksToWithdraw, withdrawAndExit } from '../../../electron/system/withdraw.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import type { ConsentEntry } from '../../../ipc/employee-consent.ts';
import { passphraseProtector } from '../../../seal/protector.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { type LivingOffice, openLivingOffice } from '../../journeys/scenes/living-office.ts';
import { type BootedApp, boot, layOutApp, until, withBootedApp } from '../app/booted-app.ts';
import { enrolIn } from '../app/enrolled-folder.ts';

describe('arguments', () => {
  it.each<[string[], boolean]>([
    [['--withdraw'], true],
    [['.', '--withdraw', '--enable-features=x'], true],
    [[], false],
    [['--withdraw=no'], false],
    [['withdraw'], false],
    // What a link brings along is not the person's word.
    [['plainsight://enrol?d=A', '--withdraw'], false],
    [['--withdraw', 'plainsight://enrol?d=A'], false],
    [['--withdraw', 'mine.plainsight'], false],
  ])('%j ask to withdraw: %s', (args, asks) => expect(asksToWithdraw(args, '/somewhere')).toBe(asks));
});

describe('withdrawing without a window', () => {
  function removal({ first = true, alone = async () => true } = {}) {
    const dataFolder = newFolder();
    writeFileSync(join(dataFolder, 'enrolment.json'), '{}');
    const app = {
      requestSingleInstanceLock: vi.fn(() => first),
      whenReady: vi.fn(async () => {}),
      exit: vi.fn<(code: number) => void>(),
    };
    const asked = vi.fn(async () => {
      expect(app.whenReady).toHaveBeenCalledOnce();
      return alone();
    });
    const leaveBrowsers = vi.fn(async () => ok(null));
    const run = (answerMs = 20_000) =>
      withdrawAndExit({ app, dataFolder, leaveBrowsers, alone: asked, log: () => {}, answerMs });
    return { dataFolder, app, asked, leaveBrowsers, run };
  }

  it('leaves nothing where nobody is enrolled', async () => {
    const { dataFolder, app, asked, leaveBrowsers, run } = removal();
    rmSync(join(dataFolder, 'enrolment.json'));
    await run();
    expect(readdirSync(dataFolder)).toEqual([]);
    expect(app.exit.mock.calls).toEqual([[0]]);
    expect(asked).not.toHaveBeenCalled();
    expect(leaveBrowsers).toHaveBeenCalledOnce();
  });

  it('sets the mark before anything else, and withdraws once the app is ready', async () => {
    const { dataFolder, app, asked, run } = removal({
      alone: async () => {
        expect(hasMarker(dataFolder)).toBe(true);
        return true;
      },
    });
    app.requestSingleInstanceLock.mockImplementation(() => hasMarker(dataFolder));
    await run();
    expect(asked).toHaveBeenCalledOnce();
    expect(app.exit.mock.calls).toEqual([[0]]);
  });

  it('ends when the instance that runs has taken the mark away, and does nothing itself', async () => {
    const { dataFolder, app, asked, run } = removal({ first: false });
    const ended = run();
    await vi.waitFor(() => expect(hasMarker(dataFolder)).toBe(true), { timeout: 60_000 });
    expect(app.exit).not.toHaveBeenCalled();
    await removeMarker(dataFolder);
    await ended;
    expect(app.exit.mock.calls).toEqual([[0]]);
    expect(asked).not.toHaveBeenCalled();
  });

  it('leaves the mark where the instance that runs does not answer', async () => {
    const { dataFolder, app, run } = removal({ first: false });
    await run(0);
    expect(hasMarker(dataFolder)).toBe(true);
    expect(app.exit.mock.calls).toEqual([[0]]);
  });

  it.each([
    [true, 0],
    [false, 1],
  ])('where the mark cannot be left, withdrawing (%s) decides the exit code %i', async (done, code) => {
    const { dataFolder, app, run } = removal({ alone: async () => done });
    mkdirSync(`${markerPath(dataFolder)}.tmp`);
    await run();
    expect(hasMarker(dataFolder)).toBe(false);
    expect(app.exit.mock.calls).toEqual([[code]]);
  });
});

describe('the bundled app that runs', { timeout: 60_000 }, () => {
  it('withdraws and quits when it is started again to withdraw', () =>
    withBootedApp(async (app) => {
      const before = (await app.windows()).length;
      await app.ask({ do: 'secondInstance', argv: ['--withdraw'] }).catch(() => {});
      expect(await app.ended).toBe(0);
      expect(before).toBe(1);
      expect(readFileSync(join(app.dataFolder, 'withdrew'), 'utf8')).toBe('by the one that runs');
      expect(existsSync(join(app.dataFolder, 'closed'))).toBe(true);
    }));
});

describe('the bundled app with its real services and a real bucket', { timeout: 180_000 }, () => {
  let layout = '';
  let folder = '';
  let office: LivingOffice;
  beforeAll(async () => {
    layout = await layOutApp();
    folder = await mkdtemp(join(tmpdir(), 'plainsight-removal-'));
    office = await openLivingOffice(join(folder, 'office'), { journalMs: 100 }, Date.now());
    mkdirSync(join(folder, 'data'));
  }, 120_000);
  afterAll(async () => {
    await office.close();
    await rm(layout, { recursive: true });
    await rm(folder, { recursive: true });
  });

  /** The double keeps its lock until it is taken away. */
  function started(args: readonly string[]): BootedApp {
    rmSync(join(folder, 'data', 'SingletonLock'), { force: true });
    return boot(layout, join(folder, 'data'), args);
  }

  async function page(app: BootedApp) {
    const [window] = await until(async () => {
      const windows = await app.windows();
      return windows[0]?.contract === 'employee' && windows;
    });
    return async <T>(name: string, args: object = {}) =>
      unwrap((await app.ask({ do: 'call', id: window?.id ?? -1, call: name, args })) as never) as T;
  }

  async function agree(call: Awaited<ReturnType<typeof page>>): Promise<void> {
    const { purposes } = await call<EmployeeStatus>('status');
    const notice = purposes.find(({ purpose }) => purpose === 'presence')?.notice;
    await call('setConsent', { purpose: 'presence', agreed: true, notice });
  }

  async function decisions(): Promise<number> {
    return unwrap(await office.owner.list('')).filter(({ key }) => key.includes('/consent/')).length;
  }

  async function historyOf(call: Awaited<ReturnType<typeof page>>) {
    return (await call<ConsentEntry[]>('consentHistory')).map(({ record }) => `${record.event} by ${record.given}`);
  }

  it('withdraws by the instance that runs, by the one that is started, and tells the bucket both times', async () => {
    const first = started([]);
    const call = await page(first);
    const { id } = await call<{ id: string }>('openInvitation', { text: office.enrolmentFile });
    await call('acceptInvitation', { id, isOfAge: true, passphrase: null });
    await agree(call);
    // The second one marks the folder; the first one heeds that, and quits when the lock hands it the arguments.
    const second = boot(layout, join(folder, 'data'), ['--withdraw']);
    expect(await second.ended).toBe(0);
    expect(hasMarker(join(folder, 'data'))).toBe(false);
    expect(await historyOf(call)).toEqual(['withdrawn by uninstall', 'agreed by page']);
    await first.ask({ do: 'secondInstance', argv: ['--withdraw'] }).catch(() => {});
    expect(await first.ended).toBe(0);
    expect(first.log()).toContain('everything is withdrawn\n');
    expect(await decisions()).toBe(2);

    const again = started([]);
    const anew = await page(again);
    await agree(anew);
    await again.ask({ do: 'quit' });
    expect(await again.ended).toBe(0);
    expect(await decisions()).toBe(3);

    const alone = started(['--withdraw']);
    expect(await alone.ended).toBe(0);
    expect(alone.log()).toContain('everything is withdrawn\n');
    expect(hasMarker(join(folder, 'data'))).toBe(false);
    expect(await decisions()).toBe(4);

    const last = started([]);
    expect(await historyOf(await page(last))).toEqual([
      'withdrawn by uninstall',
      'agreed by page',
      'withdrawn by uninstall',
      'agreed by page',
    ]);
    await last.ask({ do: 'quit' });
    await last.ended;
  });

  it('leaves the mark where a passphrase keeps the keys', async () => {
    const locked = newFolder();
    await enrolIn(locked, passphraseProtector('four words for testing', lightWork));
    const app = boot(layout, locked, ['--withdraw']);
    expect(await app.ended).toBe(0);
    expect(app.log()).toContain('a mark says so to every later start');
    expect(hasMarker(locked)).toBe(true);
    expect(existsSync(join(locked, 'vault.db'))).toBe(false);
  });
});
