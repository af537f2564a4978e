import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConsentLedger } from '../../../agent/consent/consent-ledger.ts';
import { openKeys } from '../../../agent/enrolment/keys.ts';
import { Vault } from '../../../agent/vault/vault.ts';
import { unwrap } from '../../../core/result.ts';
import { enrolPerson } from '../../../org/enrolment.ts';
import { keyPairOf } from '../../../seal/age.ts';
import { enrolmentLink } from '../../../seal/enrolment-link.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { databaseOf } from '../../fixtures/agent/vault-database.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { unreachable } from '../../fixtures/memory-store.ts';
import { accept, codeOf, enrolled, fileOf, filesIn, leave } from './unenrolment-scene.ts';

describe('leaving', () => {
  it('withdraws everything, tells the bucket, and belongs to nobody then', async () => {
    const { employee, platform, decisions } = await enrolled();
    expect(platform.watching).toBe(true);
    const before = decisions();
    await leave(employee, false);
    expect(platform).toMatchObject({ watching: false, closed: true });
    // Asked for were six, and no was said to all of them: two withdrawn, four refused.
    expect(decisions()).toBe(before + 6);
    expect(employee.agent()).toBeNull();
    expect(unwrap(await employee.service.status({}))).toMatchObject({ phase: 'unenrolled', organisation: '' });
    for (const call of [employee.service.today({}), employee.service.consentHistory({}), employee.service.shots({})])
      expect(codeOf(await call)).toBe('unenrolled');
    expect(codeOf(await employee.service.unlock({ passphrase: 'four words for testing' }))).toBe('unenrolled');
  });

  it('moves keys and history aside, where they open as before', async () => {
    const { employee, folder, protector, office, day } = await enrolled();
    await leave(employee, false);
    expect(readdirSync(folder).sort()).toEqual(['history-1', 'used-enrolments.json']);
    const aside = join(folder, 'history-1');
    const keys = unwrap(await openKeys(aside, protector));
    const vault = unwrap(Vault.open(aside));
    const ledger = await ConsentLedger.open({
      vault,
      employee: await keyPairOf(keys.identity),
      person: office.card.person,
      device: keys.device,
      signing: keys,
      prefix: '',
      controller: () => {
        throw new Error('nothing is decided any more');
      },
      recovery: () => [],
    });
    expect(ledger.problem).toBeNull();
    const last = (ledger.records ?? []).slice(-6);
    expect(last.map(({ event, given }) => `${event} ${given}`).sort()).toEqual([
      ...Array(4).fill('refused page'),
      ...Array(2).fill('withdrawn page'),
    ]);
    expect(vault.days().map((each) => each.day)).toContain(day);
    vault.close();
  });

  it('leaves nothing sealed behind where the person has it removed, whatever they did before', async () => {
    const { employee, folder, office } = await enrolled();
    const sealed = filesIn(folder).filter((name) => name.endsWith('.age'));
    expect(sealed.length).toBeGreaterThan(2);
    await leave(employee, true);
    expect(filesIn(folder)).toEqual(['used-enrolments.json']);
    expect(readdirSync(folder)).toEqual(['used-enrolments.json']);
    const left = readFileSync(join(folder, 'used-enrolments.json'), 'utf8');
    expect(left).not.toContain(office.card.person);
  });

  it('goes when the bucket does not answer', async () => {
    const { employee, store, folder, decisions } = await enrolled();
    const before = decisions();
    store.refuse = () => unreachable;
    await leave(employee, true);
    expect(decisions()).toBe(before);
    expect(unwrap(await employee.service.status({})).phase).toBe('unenrolled');
    expect(filesIn(folder)).toEqual(['used-enrolments.json']);
  });

  it('happens once, however often it is asked for', async () => {
    const { employee, folder } = await enrolled();
    const answers = await Promise.all([1, 2, 3].map(() => employee.service.leave({ removeHistory: false })));
    expect(answers[0]).toMatchObject({ ok: true });
    for (const answer of answers) expect(['ok', 'unenrolled']).toContain(codeOf(answer));
    expect(readdirSync(folder).sort()).toEqual(['history-1', 'used-enrolments.json']);
  });

  it('does not happen while the withdrawal cannot be written down, and nothing is recorded all the same', async () => {
    const { employee, folder, platform } = await enrolled();
    const database = databaseOf(agentOf(employee).options.vault);
    database.exec("CREATE TRIGGER refuse BEFORE INSERT ON ledger BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    expect((await employee.service.leave({ removeHistory: true })).ok).toBe(false);
    expect([platform.watching, existsSync(join(folder, 'keys.age'))]).toEqual([false, true]);
    expect(unwrap(await employee.service.status({})).phase).toBe('ready');
    database.exec('DROP TRIGGER refuse');
    await leave(employee, true);
    expect(filesIn(folder)).toEqual(['used-enrolments.json']);
  });
});

describe('enrolling again', () => {
  it.each([false, true])(
    'takes no file twice, as a link neither, nor after a restart (history removed: %s)',
    async (removed) => {
      const { employee, start, text } = await enrolled();
      await leave(employee, removed);
      const link = enrolmentLink(Buffer.from(text));
      expect(codeOf(await employee.service.openInvitation({ text }))).toBe('enrolment-used');
      expect(codeOf(await employee.invite(link))).toBe('enrolment-used');
      await employee.close();
      const again = await start();
      expect(codeOf(await again.service.openInvitation({ text }))).toBe('enrolment-used');
      expect(unwrap(await again.service.status({})).phase).toBe('unenrolled');
    },
  );

  it.each([
    ['the same person', false],
    ['another person', true],
  ] as const)('with a new file of %s begins anew, and mixes nothing of the old history in', async (_, isAnother) => {
    const { employee, folder, office, store, platform, day } = await enrolled();
    const before = employee.agent()?.options.keys;
    await leave(employee, false);
    const old = new Set(store.objects.keys());
    const aside = filesIn(join(folder, 'history-1'));
    const card = isAnother
      ? unwrap(await enrolPerson(office.keys, { name: 'Somebody else', zone: 'UTC' }, store, ''))
      : office.card;
    await accept(employee, fileOf(office, card));
    const { service } = employee;
    const keys = employee.agent()?.options.keys;
    expect(keys?.device).not.toBe(before?.device);
    expect(keys?.identity).not.toBe(before?.identity);
    expect(unwrap(await service.status({}))).toMatchObject({ phase: 'ready', recording: 'off', consentGiven: 'none' });
    expect(platform.watching).toBe(false);
    expect(unwrap(await service.consentHistory({}))).toEqual([]);
    expect(unwrap(await service.shots({ day }))).toEqual([]);
    expect(unwrap(await service.search({ text: 'window', from: day, to: day })).hits).toEqual([]);
    unwrap(await agreeOnPage(employee, ['presence']));
    await employee.agent()?.uploader.flush(10_000);
    // What goes out now is of the new device and the new person alone.
    const added = [...store.objects.keys()].filter((key) => !old.has(key) && !key.endsWith('/card.age'));
    expect(added.length).toBeGreaterThan(0);
    for (const key of added) {
      expect(key).toContain(card.person);
      expect(key).not.toContain(before?.device);
    }
    expect(filesIn(join(folder, 'history-1'))).toEqual(aside);
    await leave(employee, false);
    expect(readdirSync(folder).sort()).toEqual(['history-1', 'history-2', 'used-enrolments.json']);
  });
});
