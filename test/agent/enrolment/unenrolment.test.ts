import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { ConsentLedger } from '../../../agent/consent/consent-ledger.ts';
import type { Employee } from '../../../agent/employee.ts';
import { openKeys } from '../../../agent/enrolment/keys.ts';
import { leavingPath } from '../../../agent/enrolment/unenrolment.ts';
import { Vault } from '../../../agent/vault/vault.ts';
import { openInvitation } from '../../../cli/agent/agent-enrolment.ts';
import { unwrap } from '../../../core/result.ts';
import { dayOf, hourMs, minuteMs, zoneSchema } from '../../../core/time/calendar.ts';
import { enrolPerson, newEnrolment, signedEnrolment } from '../../../org/organisation.ts';
import { keyPairOf, newKeyPair } from '../../../seal/age.ts';
import { enrolmentLink } from '../../../seal/enrolment-link.ts';
import { identityProtector } from '../../../seal/protector.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { unreachable } from '../../fixtures/memory-store.ts';
import { bucket, type Office } from '../../fixtures/organisation/offices.ts';

vi.setConfig({ testTimeout: 60_000 });
const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;

/** A new enrolment file of the office, for its person unless for another one. */
function fileOf({ keys }: Office, card: Office['card']): string {
  const issuedAt = Date.now();
  return Buffer.from(
    signedEnrolment(keys, newEnrolment(keys, { card, bucket, issuedAt, expiresAt: issuedAt + 86_400_000 })),
  ).toString();
}

async function accept({ service }: Employee, text: string): Promise<void> {
  const { id } = unwrap(await service.openInvitation({ text }));
  unwrap(await service.acceptInvitation({ id, isOfAge: true, passphrase: null }));
}

/** Somebody who accepted a file, agreed to two purposes and has some records. */
async function enrolled() {
  const place = await newWorkplace({ holdMs: 0 });
  const protector = await identityProtector((await newKeyPair()).identity);
  const start = (change = {}) => place.start({ enrolled: null, protector, ...change });
  const employee = await start();
  const text = fileOf(place.office, place.office.card);
  await accept(employee, text);
  unwrap(await agreeOnPage(employee, ['apps', 'screenshots']));
  const agent = employee.agent();
  if (agent === null) throw new Error('no agent runs');
  // Yesterday, so that its day is closed and goes out at once.
  const at = Date.now() - 24 * hourMs;
  const window = { start: at, end: at + minuteMs, appId: 'editor', appName: 'Editor', site: null, withheld: null };
  const day = dayOf(at, zoneSchema.parse('UTC'));
  unwrap(await agent.keeper.keep(day, [{ kind: 'window', ...window, title: 'A window of yesterday' }], at));
  unwrap(await agent.keeper.advance(Date.now(), 0));
  await agent.flush(20_000);
  expect([...place.store.objects.keys()].some((key) => key.includes('/activity/'))).toBe(true);
  const decisions = () => [...place.store.objects.keys()].filter((key) => key.includes('/consent/')).length;
  return { ...place, protector, start, employee, text, decisions, day };
}

/** Every file in the folder, by its path in it. */
function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .sort();
}

async function leave({ service }: Employee, removeHistory: boolean): Promise<void> {
  unwrap(await service.leave({ removeHistory }));
}

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
    const database = employee.agent()?.options.vault.database;
    database?.exec("CREATE TRIGGER refuse BEFORE INSERT ON ledger BEGIN SELECT RAISE(ABORT, 'disk is full'); END");
    expect((await employee.service.leave({ removeHistory: true })).ok).toBe(false);
    expect([platform.watching, existsSync(join(folder, 'keys.age'))]).toEqual([false, true]);
    expect(unwrap(await employee.service.status({})).phase).toBe('ready');
    database?.exec('DROP TRIGGER refuse');
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
    await employee.agent()?.flush(10_000);
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

describe('a crash while leaving', () => {
  it('after the withdrawal keeps the person enrolled and everything withdrawn; they can leave once more', async () => {
    const { employee, folder, start, platform } = await enrolled();
    unwrap(await employee.service.withdrawAll({}));
    // What a kill leaves: the files as they are while the agent still runs.
    const killed = newFolder();
    cpSync(folder, killed, { recursive: true });
    await employee.close();
    const again = await start({ folder: killed });
    expect(unwrap(await again.service.status({}))).toMatchObject({ phase: 'ready', recording: 'off' });
    expect(platform.watching).toBe(false);
    await leave(again, true);
    expect(filesIn(killed)).toEqual(['used-enrolments.json']);
  });

  const move = (name: string) => (folder: string) => {
    mkdirSync(join(folder, 'history-1'), { recursive: true });
    renameSync(join(folder, name), join(folder, 'history-1', name));
  };
  const remove = (name: string) => (folder: string) => rmSync(join(folder, name), { recursive: true });
  const steps = [
    ['noting it', () => {}],
    ['forgetting the enrolment', remove('enrolment.json')],
  ] as const;

  it.each([
    [
      false,
      [
        ...steps,
        ['moving the vault', move('vault.db')],
        ['the pictures', move('objects')],
        ['the keys', move('keys.age')],
      ],
    ],
    [
      true,
      [
        ...steps,
        ['removing the keys', remove('keys.age')],
        ['the pictures', remove('objects')],
        ['the vault', remove('vault.db')],
      ],
    ],
  ] as const)('anywhere is made up for at the next start (history removed: %s)', async (removed, order) => {
    const { employee, folder, start, text, office } = await enrolled();
    unwrap(await employee.service.withdrawAll({}));
    await employee.close();
    for (const [last] of order) {
      const killed = newFolder();
      cpSync(folder, killed, { recursive: true });
      writeFileSync(leavingPath(killed), removed ? 'The history is removed.\n' : 'The history is kept.\n');
      for (const [name, step] of order) {
        step(killed);
        if (name === last) break;
      }
      const again = await start({ folder: killed });
      expect(unwrap(await again.service.status({})).phase, last).toBe('unenrolled');
      expect(readdirSync(killed).sort(), last).toEqual(
        removed ? ['used-enrolments.json'] : ['history-1', 'used-enrolments.json'],
      );
      if (!removed)
        expect(readdirSync(join(killed, 'history-1')).sort(), last).toEqual(['keys.age', 'objects', 'vault.db']);
      expect(codeOf(await again.service.openInvitation({ text })), last).toBe('enrolment-used');
      await accept(again, fileOf(office, office.card));
      await again.close();
      expect(unwrap(await (await start({ folder: killed })).service.status({})).phase, last).toBe('ready');
    }
  });

  it('is made up for by an agent without a window too, which then belongs to nobody', async () => {
    const { employee, folder, protector } = await enrolled();
    await employee.close();
    writeFileSync(leavingPath(folder), 'The history is removed.\n');
    expect(codeOf(await openInvitation({ folder, enrolment: null }, protector, Date.now()))).toBe('agent-unenrolled');
    expect(readdirSync(folder)).toEqual(['used-enrolments.json']);
  });

  it('with a note that says nothing clear removes nothing', async () => {
    const { employee, folder, start } = await enrolled();
    await employee.close();
    writeFileSync(leavingPath(folder), '');
    await start();
    expect(readdirSync(folder).sort()).toEqual(['history-1', 'used-enrolments.json']);
  });

  it('does not reach an enrolment that was accepted after it', async () => {
    const { employee, folder, start, office } = await enrolled();
    // The history cannot be moved aside: something else is in its place.
    mkdirSync(join(folder, 'history-1'));
    writeFileSync(join(folder, 'history-1', 'objects'), 'in the way');
    expect((await employee.service.leave({ removeHistory: false })).ok).toBe(false);
    expect(existsSync(leavingPath(folder))).toBe(true);
    rmSync(join(folder, 'history-1', 'objects'));
    await accept(employee, fileOf(office, office.card));
    await employee.close();
    expect(unwrap(await (await start()).service.status({})).phase).toBe('ready');
  });
});
