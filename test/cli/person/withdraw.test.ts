import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { hasMarker } from '../../../agent/consent/withdrawal-marker.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { unwrap } from '../../../core/result.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { identityProtector, passphraseProtector } from '../../../seal/protector.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { openLivingOffice } from '../../journeys/scenes/living-office.ts';
import { run } from '../process.ts';

describe('plainsight withdraw', () => {
  it('has the agent that is running withdraw everything', async () => {
    const { start, folder, platform } = await newWorkplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps', 'presence']));
    const ended = await run(['withdraw', '--folder', folder]);
    expect(ended).toMatchObject({ code: 0, err: '', out: 'Everything is withdrawn, by the agent that is running.\n' });
    expect(hasMarker(folder)).toBe(false);
    expect(platform.watching).toBe(false);
    const events = unwrap(await employee.service.consentHistory({})).map(({ record }) => record.event);
    expect(events).toEqual(['withdrawn', 'withdrawn', 'agreed', 'agreed']);
  });

  it('leaves a mark where nobody can open the keys, and says what comes of it', async () => {
    const { start, folder, platform } = await newWorkplace();
    const first = await start();
    unwrap(await agreeOnPage(first, ['apps']));
    await first.close();
    const ended = await run(['withdraw', '--folder', folder]);
    expect(ended.code).toBe(0);
    expect(ended.out).toMatch(
      /^Everything counts as withdrawn: a mark is in .* withdraws everything before anything else/,
    );
    expect(hasMarker(folder)).toBe(true);
    await start();
    expect(hasMarker(folder)).toBe(false);
    expect(platform.watching).toBe(false);
  });

  it.each(['the passphrase variable', 'a passphrase file', 'an identity file'] as const)(
    'opens a sealed enrolment with %s, withdraws everything and tells the bucket',
    async (by) => {
      const { folder, office, start, withdraw } = await enrolled(by);
      const told = await decisionsIn(office);
      const ended = await withdraw();
      expect(ended).toMatchObject({ code: 0, err: '', out: 'Everything is withdrawn.\n' });
      expect(hasMarker(folder)).toBe(false);
      expect(await decisionsIn(office)).toBe(told + 2);
      const { service } = await start();
      const history = unwrap(await service.consentHistory({}));
      expect(history.map(({ record, place }) => [record.purpose, record.event, record.given, place])).toEqual([
        ['presence', 'withdrawn', 'uninstall', 'uploaded'],
        ['apps', 'withdrawn', 'uninstall', 'uploaded'],
        ['presence', 'agreed', 'page', 'uploaded'],
        ['apps', 'agreed', 'page', 'uploaded'],
      ]);
    },
  );

  it('withdraws where the bucket is away, says that nobody was told, and the next start tells', async () => {
    const { folder, office, start, store, withdraw } = await enrolled('an identity file');
    await office.close();
    const ended = await withdraw();
    expect(ended).toMatchObject({ code: 0, err: '' });
    expect(ended.out).toMatch(
      /^Everything is withdrawn\.\nYour organisation could not be told yet.* next start .* tells/,
    );
    expect(hasMarker(folder)).toBe(false);
    const before = store.objects.size;
    const { service } = await start({ openStore: () => store });
    await vi.waitFor(
      async () => {
        const history = unwrap(await service.consentHistory({}));
        expect(history.map(({ place }) => place)).toEqual(['uploaded', 'uploaded', 'uploaded', 'uploaded']);
      },
      { timeout: 60_000, interval: 50 },
    );
    expect(store.objects.size).toBeGreaterThan(before);
  });

  it('leaves the mark and says why when the passphrase does not open the keys', async () => {
    const { folder, start, withdraw, platform } = await enrolled('the passphrase variable');
    const ended = await withdraw('some other words');
    expect(ended.code).toBe(0);
    expect(ended.err).toMatch(/This passphrase does not open the keys\.\s+Correct the variable PLAINSIGHT_PASSPHRASE/);
    expect(ended.out).toMatch(/^Everything counts as withdrawn: a mark is in/);
    expect(hasMarker(folder)).toBe(true);
    await start();
    expect([hasMarker(folder), platform.watching]).toEqual([false, false]);
  });

  it('marks no folder that is none of an agent', async () => {
    const folder = newFolder();
    expect(await run(['withdraw', '--folder', folder])).toMatchObject({ code: 1, out: '' });
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['nothing', [], 2, /Give --folder DIR or --settings FILE/],
    ['both', ['--folder', '.', '--settings', 'x.json'], 2, /Give --folder or --settings, not both/],
    ['a word more', ['--folder', '.', 'now'], 2, /now is a word too many/],
    ['an option that is none', ['--all'], 2, /all/],
    ['settings that are not there', ['--settings', join(newPath(), 'settings.json')], 2, /settings/],
    ['a folder that is not there', ['--folder', newPath()], 2, /--folder .* names no folder that is there/],
  ])('refuses %s', async (_, args, code, words) => {
    const ended = await run(['withdraw', ...args]);
    expect(ended.code).toBe(code);
    expect(ended.err).toMatch(words);
  });

  it('makes no folder where none was', async () => {
    const folder = join(newFolder(), 'nobody');
    expect((await run(['withdraw', '--folder', folder])).code).toBe(2);
    expect(existsSync(folder)).toBe(false);
  });
});

const passphrase = 'four words for testing';

/** Somebody who accepted a file of an office on the embedded store, agreed to two purposes, and stopped the agent. */
async function enrolled(by: 'the passphrase variable' | 'a passphrase file' | 'an identity file') {
  const place = await newWorkplace();
  const office = await openLivingOffice(newFolder(), { journalMs: 100 }, Date.now());
  onTestFinished(() => office.close());
  const secrets = newFolder();
  const { identity } = await newKeyPair();
  writeFileSync(join(secrets, 'unlock.key'), `${identity}\n`, { mode: 0o600 });
  writeFileSync(join(secrets, 'passphrase'), `${passphrase}\n`, { mode: 0o600 });
  const protector =
    by === 'an identity file' ? await identityProtector(identity) : passphraseProtector(passphrase, lightWork);
  const start = (change = {}) => place.start({ enrolled: null, protector, openStore: openS3Store, ...change });
  const employee = await start();
  const { id } = unwrap(await employee.service.openInvitation({ text: office.enrolmentFile }));
  unwrap(await employee.service.acceptInvitation({ id, isOfAge: true, passphrase: null }));
  unwrap(await agreeOnPage(employee, ['apps', 'presence']));
  await employee.close();
  const settings = join(secrets, 'agent.json');
  const opens =
    by === 'an identity file' ? { unlockIdentityFile: 'unlock.key' } : { passphraseFile: join(secrets, 'passphrase') };
  writeFileSync(settings, JSON.stringify({ folder: place.folder, ...opens }));
  const withdraw = (given = passphrase) =>
    by === 'the passphrase variable'
      ? run(['withdraw', '--folder', place.folder], { ...process.env, PLAINSIGHT_PASSPHRASE: given })
      : run(['withdraw', '--settings', settings]);
  return { ...place, office, start, withdraw };
}

async function decisionsIn({ owner }: Awaited<ReturnType<typeof openLivingOffice>>): Promise<number> {
  return unwrap(await owner.list('')).filter(({ key }) => key.includes('/consent/')).length;
}

function newPath(): string {
  return '/nowhere/that/exists';
}
