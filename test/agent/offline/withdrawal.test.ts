import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { hasMarker, markerPath, writeMarker } from '../../../agent/consent/withdrawal-marker.ts';
import { readEnrolment } from '../../../agent/enrolment/enrolment.ts';
import { withdrawOffline } from '../../../agent/offline/withdrawal.ts';
import { Vault } from '../../../agent/vault/vault.ts';
import { unwrap } from '../../../core/result.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { identityProtector, type SecretProtector } from '../../../seal/protector.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { databaseOf } from '../../fixtures/agent/vault-database.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { unreachable } from '../../fixtures/memory-store.ts';
import { onlyOn } from '../../fixtures/systems.ts';

async function workplace() {
  const place = await newWorkplace();
  const protector = await identityProtector((await newKeyPair()).identity);
  const withdraw = (change: { protector?: SecretProtector; flushMs?: number; folder?: string } = {}) =>
    withdrawOffline({
      folder: place.folder,
      enrolled: unwrap(readEnrolment(place.office.enrolment)),
      protector,
      openStore: () => place.store,
      clock: { now: () => Date.now() },
      random: () => 0.5,
      flushMs: 10_000,
      ...change,
    });
  const restartLocked = (change = {}) => place.start({ protector: null, ...change });
  return { ...place, start: () => place.start({ protector }), restartLocked, withdraw };
}

describe('withdrawing without the agent', () => {
  it('withdraws everything that was agreed to, tells the bucket, and takes the mark away', async () => {
    const { start, withdraw, folder, store, platform } = await workplace();
    const first = await start();
    unwrap(await agreeOnPage(first, ['apps', 'presence']));
    await first.close();
    const before = [...store.objects.keys()].filter((key) => key.includes('/consent/')).length;
    unwrap(await writeMarker(folder));
    expect(unwrap(await withdraw())).toEqual({ queued: 0 });
    expect(hasMarker(folder)).toBe(false);
    // Nobody was asked about the other four.
    expect([...store.objects.keys()].filter((key) => key.includes('/consent/'))).toHaveLength(before + 2);
    const again = await start();
    expect(platform.watching).toBe(false);
    const history = unwrap(await again.service.consentHistory({}));
    expect(history.map(({ record }) => [record.purpose, record.event, record.given])).toEqual([
      ['presence', 'withdrawn', 'uninstall'],
      ['apps', 'withdrawn', 'uninstall'],
      ['presence', 'agreed', 'page'],
      ['apps', 'agreed', 'page'],
    ]);
    expect(history.map(({ place }) => place)).toEqual(['uploaded', 'uploaded', 'uploaded', 'uploaded']);
    expect(unwrap(await again.service.status({})).problems.map(({ code }) => code)).toEqual(['withdrawn-elsewhere']);
    // It is said until the person decides anew.
    unwrap(await agreeOnPage(again, ['apps']));
    expect(unwrap(await again.service.status({})).problems).toEqual([]);
    expect(platform.watching).toBe(true);
  });

  it('withdraws where the bucket does not answer, and says how much still waits', async () => {
    const { start, withdraw, store } = await workplace();
    const first = await start();
    unwrap(await agreeOnPage(first, ['apps']));
    await first.close();
    store.refuse = () => unreachable;
    expect(unwrap(await withdraw({ flushMs: 100 })).queued).toBe(1);
  });

  it('does nothing where there never was an agent', async () => {
    const { withdraw } = await workplace();
    const empty = newFolder();
    expect(await withdraw({ folder: empty })).toEqual({ ok: true, value: { queued: 0 } });
    expect(existsSync(`${empty}/vault.db`)).toBe(false);
  });

  it('leaves the mark when the keys do not open, and when the ledger cannot be read', async () => {
    const { start, withdraw, folder } = await workplace();
    const first = await start();
    unwrap(await agreeOnPage(first, ['apps']));
    await first.close();
    unwrap(await writeMarker(folder));
    const other = await identityProtector((await newKeyPair()).identity);
    expect((await withdraw({ protector: other })).ok).toBe(false);
    expect(hasMarker(folder)).toBe(true);
    const vault = unwrap(Vault.open(folder));
    databaseOf(vault).exec("UPDATE ledger SET sealed = x'00'");
    vault.close();
    expect(await withdraw()).toMatchObject({ problem: { code: 'ledger-decision' } });
    expect(hasMarker(folder)).toBe(true);
  });
});

describe('removing the program while it runs', () => {
  it('withdraws in the same turn, and tells the bucket before it answers', async () => {
    const { start, folder, store, platform } = await workplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps', 'presence']));
    // What the host that was started to withdraw has left.
    unwrap(await writeMarker(folder));
    const withdrawn = employee.withdrawForRemoval(10_000);
    expect(employee.agent()?.gate.allows('apps', Date.now())).toBe(false);
    expect(unwrap(await withdrawn)).toEqual({ queued: 0 });
    expect([platform.watching, hasMarker(folder)]).toEqual([false, false]);
    const history = unwrap(await employee.service.consentHistory({}));
    expect(history.map(({ record, place }) => `${record.event} ${record.given} ${place}`).slice(0, 2)).toEqual([
      'withdrawn uninstall uploaded',
      'withdrawn uninstall uploaded',
    ]);
    expect([...store.objects.keys()].filter((key) => key.includes('/consent/'))).toHaveLength(4);
  });

  it('says how much still waits where the bucket does not answer', async () => {
    const { start, store } = await workplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps']));
    await employee.agent()?.uploader.flush(10_000);
    store.refuse = () => unreachable;
    expect(unwrap(await employee.withdrawForRemoval(100))).toEqual({ queued: 1 });
  });

  it('leaves the mark while the keys are locked', async () => {
    const { start, restartLocked, folder } = await workplace();
    await (await start()).close();
    const locked = await restartLocked();
    expect(unwrap(await locked.withdrawForRemoval(0))).toEqual({ queued: null });
    expect(hasMarker(folder)).toBe(true);
  });

  it('leaves the mark where the withdrawal cannot be written down; it holds all the same', async () => {
    const { start, folder, platform } = await workplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps']));
    const database = databaseOf(agentOf(employee).options.vault);
    database.exec("CREATE TRIGGER refuse BEFORE INSERT ON ledger BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    expect(unwrap(await employee.withdrawForRemoval(0))).toEqual({ queued: null });
    expect([platform.watching, hasMarker(folder)]).toEqual([false, true]);
  });

  it('leaves nothing where nobody is enrolled', async () => {
    const { restartLocked, folder } = await workplace();
    const nobody = await restartLocked({ enrolled: null });
    expect(unwrap(await nobody.withdrawForRemoval(0))).toEqual({ queued: 0 });
    expect(readdirSync(folder)).toEqual([]);
  });
});

describe('the mark', () => {
  it('is heeded by the running agent', async () => {
    const { start, withdraw, folder, platform } = await workplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps']));
    expect(platform.watching).toBe(true);
    expect(await withdraw()).toMatchObject({ problem: { code: 'vault-in-use' } });
    unwrap(await writeMarker(folder));
    await vi.waitFor(() => expect(hasMarker(folder)).toBe(false), { timeout: 60_000, interval: 10 });
    expect(platform.watching).toBe(false);
    expect(employee.agent()?.gate.allows('apps', Date.now())).toBe(false);
  });

  it('is heeded by a start before any sensor runs', async () => {
    const { start, folder, platform } = await workplace();
    const first = await start();
    unwrap(await agreeOnPage(first, ['apps', 'input-counts']));
    await first.close();
    const starts = platform.windowStarts;
    unwrap(await writeMarker(folder));
    const second = await start();
    expect(platform).toMatchObject({ watching: false, counting: false, windowStarts: starts });
    expect(hasMarker(folder)).toBe(false);
    await second.close();
    await start();
    expect(platform.windowStarts).toBe(starts);
  });

  it('stays, and everything stays withdrawn, while it cannot be written down', async () => {
    const { start, folder, platform } = await workplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps']));
    const database = databaseOf(agentOf(employee).options.vault);
    database.exec("CREATE TRIGGER refuse BEFORE INSERT ON ledger BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    unwrap(await writeMarker(folder));
    await vi.waitFor(() => expect(platform.watching).toBe(false), { timeout: 60_000, interval: 10 });
    expect(hasMarker(folder)).toBe(true);
    database.exec('DROP TRIGGER refuse');
    await employee.agent()?.conductor.advance();
    await vi.waitFor(() => expect(hasMarker(folder)).toBe(false), { timeout: 60_000, interval: 10 });
  });

  it.skipIf(onlyOn('linux', 'darwin'))(
    'is readable for its owner only (Linux and macOS: on Windows its folder is)',
    async () => {
      const folder = newFolder();
      unwrap(await writeMarker(folder));
      expect(statSync(markerPath(folder)).mode & 0o777).toBe(0o600);
    },
  );

  it('says nothing of what was agreed to', async () => {
    const folder = newFolder();
    unwrap(await writeMarker(folder));
    expect(readFileSync(markerPath(folder), 'utf8')).toBe('Everything is withdrawn.\n');
  });
});
