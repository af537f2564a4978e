import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Vault } from '../../agent/vault/vault.ts';
import { unwrap } from '../../core/result.ts';
import { keyPairOf, sealTo } from '../../seal/age.ts';
import { newWorkplace } from '../fixtures/agent/employees.ts';
import { agentOf } from '../fixtures/agent/running-agent.ts';
import { databaseOf } from '../fixtures/agent/vault-database.ts';
import { agreeOnPage } from '../fixtures/consent/agreeing.ts';
import { unreachable } from '../fixtures/memory-store.ts';
import { askAgain, receiptBy, receiptKey } from '../fixtures/organisation/receipts.ts';
import { codeOf, yesTo } from './employee-scene.ts';

describe('an employee', () => {
  it('goes from new over locked to ready, and is refused everything until then', async () => {
    const { start } = await newWorkplace();
    const first = await start({ protector: null });
    expect(unwrap(await first.service.status({})).phase).toBe('new');
    for (const answer of [first.service.today({}), first.service.pause({ length: '1-hour' }), first.service.shots({})])
      expect(codeOf(await answer)).toBe('locked');
    expect(codeOf(await first.service.unlock({ passphrase: 'too short' }))).toBe('passphrase-short');
    unwrap(await first.service.unlock({ passphrase: 'long enough words' }));
    expect(unwrap(await first.service.status({})).phase).toBe('ready');
    await first.close();
    const second = await start({ protector: null });
    expect(unwrap(await second.service.status({})).phase).toBe('locked');
    expect(codeOf(await second.service.unlock({ passphrase: 'other words here' }))).toBe('wrong-passphrase');
    unwrap(await second.service.unlock({ passphrase: 'long enough words' }));
    expect(unwrap(await second.service.status({})).phase).toBe('ready');
  }, 180_000);

  it('records nothing before agreeing, and what was agreed to after', async () => {
    const { start, platform } = await newWorkplace();
    const employee = await start();
    platform.focus('before');
    expect(platform.watching).toBe(false);
    unwrap(await employee.service.setConsent(await yesTo(employee, 'apps')));
    expect(platform).toMatchObject({ watching: true, counting: false });
    unwrap(await employee.service.setConsent({ purpose: 'apps', agreed: false, notice: '0'.repeat(64) }));
    expect(platform.watching).toBe(false);
    expect(unwrap(await employee.service.status({})).recording).toBe('off');
  });

  it('stays paused over a restart, also when the pause cannot be read', async () => {
    const { start, folder, platform } = await newWorkplace();
    const first = await start();
    unwrap(await agreeOnPage(first, ['apps']));
    unwrap(await first.service.pause({ length: 'until-resumed' }));
    await first.close();
    const second = await start();
    expect(unwrap(await second.service.status({})).recording).toBe('paused');
    expect(platform.watching).toBe(false);
    await second.close();
    const vault = unwrap(Vault.open(folder));
    vault.setFact('pause', '{"since":');
    vault.close();
    const third = await start();
    expect(unwrap(await third.service.status({})).pause).toEqual({ since: 0, until: null });
    unwrap(await third.service.resume({}));
    expect(platform.watching).toBe(true);
    await third.close();
    expect(unwrap(await (await start()).service.status({})).pause).toBeNull();
  });

  it('has a pause on disk in the very turn in which it begins', async () => {
    const { start } = await newWorkplace();
    const employee = await start();
    const vault = employee.agent()?.options.vault;
    const paused = employee.service.pause({ length: 'until-resumed' });
    expect(vault?.fact('pause')).toContain('"until":null');
    unwrap(await paused);
  });

  it('keeps decisions over a restart, and records nothing when one cannot be read', async () => {
    const { start, folder, platform } = await newWorkplace();
    const first = await start();
    unwrap(await agreeOnPage(first, ['apps', 'presence']));
    await first.close();
    const second = await start();
    expect(platform.watching).toBe(true);
    await second.close();
    const vault = unwrap(Vault.open(folder));
    databaseOf(vault).exec("UPDATE ledger SET sealed = x'00' WHERE id = 1");
    vault.close();
    const third = await start();
    const status = unwrap(await third.service.status({}));
    expect(status.problems.map(({ code }) => code)).toContain('ledger-decision');
    expect(status.recording).toBe('off');
    expect(platform.watching).toBe(false);
    await agreeOnPage(third, ['apps']);
    expect(platform.watching).toBe(false);
  });

  it('withdraws at once although the disk fails', async () => {
    const { start, platform } = await newWorkplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps']));
    const agent = agentOf(employee);
    const database = databaseOf(agentOf(employee).options.vault);
    database.exec("CREATE TRIGGER refuse BEFORE INSERT ON ledger BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    const withdrawn = employee.service.setConsent({ purpose: 'apps', agreed: false, notice: '0'.repeat(64) });
    expect(employee.agent()?.gate.allows('apps', Date.now())).toBe(false);
    expect(codeOf(await withdrawn)).toBe('disk-full');
    expect(platform.watching).toBe(false);
    expect(codeOf(await employee.service.setConsent(await yesTo(employee, 'apps')))).toBe('disk-full');
    expect(employee.agent()?.gate.allows('apps', Date.now())).toBe(false);
    expect(agent.problems().map(({ code }) => code)).toContain('withdrawal-owed');
    // Once the disk works again the withdrawal is written down by itself, and outlives a restart.
    database.exec('DROP TRIGGER refuse');
    await agent.ledger.settle();
    expect(agent.problems().map(({ code }) => code)).not.toContain('withdrawal-owed');
    await employee.close();
    const again = await start();
    expect(again.agent()?.gate.allows('apps', Date.now())).toBe(false);
    expect(platform.watching).toBe(false);
  });

  it.each([
    ['no JSON', '{'],
    ['a list', '[]'],
    ['an unknown field', '{"rule":[]}'],
    ['an invalid rule', '{"rules":[{"app":"","effect":"exclude"}]}'],
  ])('records nothing while the settings are broken (%s), and goes on once they are mended', async (_, text) => {
    const { start, folder, platform } = await newWorkplace();
    writeFileSync(join(folder, 'settings.json'), text);
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps', 'screenshots']));
    expect(platform.watching).toBe(false);
    expect(unwrap(await employee.service.status({})).problems.map(({ code }) => code)).toEqual([
      expect.stringMatching(/^(settings-(not-json|form|unknown-field)|rule-field-invalid)$/),
    ]);
    writeFileSync(join(folder, 'settings.json'), '{}');
    await expect.poll(() => platform.watching, { timeout: 60_000 }).toBe(true);
    expect(unwrap(await employee.service.status({})).problems).toEqual([]);
  });

  it('refuses a second agent on the same folder, and the first goes on', async () => {
    const { start, platform } = await newWorkplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps']));
    await expect(start()).rejects.toMatchObject({ problem: { code: 'vault-in-use' } });
    expect(platform.watching).toBe(true);
  });

  it('whose start fails lets go of the vault', async () => {
    const { start } = await newWorkplace();
    const openPlatform = () => Promise.reject(new Error('no desktop'));
    await expect(start({ openPlatform })).rejects.toMatchObject({ problem: { code: 'start-failed' } });
    expect(unwrap(await (await start()).service.status({})).phase).toBe('ready');
  });

  it('closes twice without harm', async () => {
    const { start, platform } = await newWorkplace();
    const employee = await start();
    await employee.close();
    await employee.close();
    expect(platform.closed).toBe(true);
    expect(codeOf(await employee.service.today({}))).toBe('locked');
  });
});

describe('a page', () => {
  it('is told who looked once the keys are open, and that it cannot be known while the bucket is away', async () => {
    const { start, store, office } = await newWorkplace();
    const locked = await start({ protector: null });
    expect(codeOf(await locked.service.accessLog(askAgain))).toBe('locked');
    expect(codeOf(await locked.service.retryUploads({}))).toBe('locked');
    await locked.close();
    const employee = await start();
    expect(unwrap(await employee.service.accessLog(askAgain))).toMatchObject({ entries: [], found: 0, gone: 0 });
    const options = agentOf(employee).options;
    const { person } = options.enrolled.enrolment;
    const receipt = receiptBy(office.viewer, office.keys.signing.privateKey, person);
    const { recipient } = await keyPairOf(options.keys.identity);
    const key = receiptKey('', person, office.viewer, receipt);
    store.objects.set(key, await sealTo([recipient], receipt));
    expect(unwrap(await employee.service.accessLog(askAgain)).entries).toMatchObject([
      { viewer: 'Viewer', day: '2026-11-17' },
    ]);
    store.refuse = () => unreachable;
    expect(unwrap(await employee.service.accessLog(askAgain))).toMatchObject({
      entries: [{ viewer: 'Viewer' }],
      problem: { code: 'views-unreadable' },
    });
  });

  it('tries what was set aside again, without waiting for the bucket', async () => {
    const { start, store } = await newWorkplace();
    store.refuse = (verb) => (verb === 'put' ? unreachable : null);
    const employee = await start();
    const { options, outbox, uploader } = agentOf(employee);
    const object = { day: null, kind: 'other', name: 'one', key: 'one', sealed: Buffer.from('one') } as const;
    unwrap(await options.vault.addObject({ ...object, at: 0, releaseAt: 0 }));
    await uploader.flush();
    databaseOf(options.vault).exec("UPDATE objects SET state = 'aside', attempts = 5 WHERE state = 'ready'");
    const { setAside } = outbox.state();
    expect(setAside).toBeGreaterThan(0);
    expect(unwrap(await employee.service.status({})).upload.setAside).toBe(setAside);
    let arrived = () => {};
    const first = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const put = store.put.bind(store);
    let release = () => {};
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    store.refuse = () => null;
    store.put = async (...args) => {
      arrived();
      await held;
      return put(...args);
    };
    unwrap(await employee.service.retryUploads({}));
    await first;
    expect(outbox.state()).toMatchObject({ setAside: 0, waiting: setAside });
    release();
    await uploader.flush();
    expect(unwrap(await employee.service.status({})).upload).toMatchObject({ waiting: 0, setAside: 0, problem: null });
  });
});
