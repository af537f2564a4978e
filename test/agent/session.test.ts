import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { recordIdSchema } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import { unwrap } from '../../core/result.ts';
import { newEnrolment, signedEnrolment } from '../../org/enrolment.ts';
import { enrolmentLink } from '../../seal/enrolment-link.ts';
import { passphraseProtector } from '../../seal/protector.ts';
import { newWorkplace } from '../fixtures/agent/employees.ts';
import { lightWork } from '../fixtures/light-work.ts';
import { MemoryStore } from '../fixtures/memory-store.ts';
import { bucket, type Office, openOffice } from '../fixtures/organisation/offices.ts';

const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;
const passphrase = 'four words for testing';
const dayMs = 86_400_000;

/** A new enrolment file of the office's person. */
function fileOf({ keys, card }: Office, at = Date.now()): string {
  const enrolment = newEnrolment(keys, { card, bucket, issuedAt: at, expiresAt: at + dayMs });
  return Buffer.from(signedEnrolment(keys, enrolment)).toString();
}

async function newcomer() {
  const place = await newWorkplace();
  const start = (change = {}) => place.start({ enrolled: null, protector: null, ...change });
  return { ...place, start };
}

describe('a computer that belongs to nobody', () => {
  it('says so, records nothing and is refused everything else', async () => {
    const { start, folder } = await newcomer();
    const { service } = await start();
    expect(unwrap(await service.status({}))).toMatchObject({ phase: 'unenrolled', organisation: '', purposes: [] });
    expect(unwrap(await service.invitation({}))).toBeNull();
    expect(codeOf(await service.today({}))).toBe('unenrolled');
    expect(codeOf(await service.unlock({ passphrase }))).toBe('unenrolled');
    expect(readdirSync(folder)).toEqual([]);
  });

  it('shows what it was opened with, and keeps nothing of it until it is accepted', async () => {
    const { start, office, folder } = await newcomer();
    const employee = await start();
    const told = vi.fn();
    employee.onChange(told);
    unwrap(await employee.invite(fileOf(office)));
    expect(told).toHaveBeenCalled();
    const invitation = unwrap(await employee.service.invitation({}));
    expect(invitation).toMatchObject({
      name: 'Someone',
      organisation: 'Test',
      minimumAge: 18,
      storage: { host: 'bucket.example', bucket: 'plainsight' },
      needsPassphrase: true,
    });
    expect(invitation?.terms.map(({ purpose }) => purpose)).toHaveLength(6);
    expect(invitation?.fingerprint).toMatch(/^([0-9a-f]{4} ){15}[0-9a-f]{4}$/);
    expect(JSON.stringify(invitation)).not.toContain(bucket.secretAccessKey);
    expect(readdirSync(folder)).toEqual([]);
    unwrap(await employee.service.dismissInvitation({}));
    expect(unwrap(await employee.service.invitation({}))).toBeNull();
    expect(readdirSync(folder)).toEqual([]);
  });

  it('tells why a file was refused until that is dismissed; the page is told at once and keeps what waited', async () => {
    const { start, office } = await newcomer();
    const { invite, service } = await start();
    const altered = fileOf(office).replace('Someone', 'Nobody1');
    expect(codeOf(await invite(altered))).toBe('enrolment-altered');
    expect(codeOf(await service.invitation({}))).toBe('enrolment-altered');
    const unreadable = problem('enrolment-unreadable', { opened: 'enrolment.plainsight' });
    expect(await invite(unreadable)).toEqual({ ok: false, problem: unreadable });
    expect(await service.invitation({})).toEqual({ ok: false, problem: unreadable });
    const { id } = unwrap(await service.openInvitation({ text: fileOf(office) }));
    expect(codeOf(await service.openInvitation({ text: altered }))).toBe('enrolment-altered');
    expect(unwrap(await service.invitation({}))?.id).toBe(id);
  });

  it('enrols nobody who does not state to be of age, and keeps nothing', async () => {
    const { start, office, folder } = await newcomer();
    const { service } = await start();
    const { id } = unwrap(await service.openInvitation({ text: fileOf(office) }));
    expect(codeOf(await service.acceptInvitation({ id, isOfAge: false, passphrase }))).toBe('too-young');
    expect(unwrap(await service.invitation({}))).toBeNull();
    expect(codeOf(await service.acceptInvitation({ id, isOfAge: true, passphrase }))).toBe('invitation-missing');
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ['none', null],
    ['a short one', 'too short'],
  ])('needs a passphrase for the keys, not %s, and asks again', async (_, given) => {
    const { start, office, folder } = await newcomer();
    const { service } = await start();
    const { id } = unwrap(await service.openInvitation({ text: fileOf(office) }));
    expect(codeOf(await service.acceptInvitation({ id, isOfAge: true, passphrase: given }))).toBe('passphrase-short');
    expect(unwrap(await service.invitation({}))?.id).toBe(id);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('accepts only what is waiting, once, and not what expired while it was read', async () => {
    const { start, office } = await newcomer();
    let now = Date.now();
    const { service } = await start({ clock: { now: () => now } });
    const { id } = unwrap(await service.openInvitation({ text: fileOf(office) }));
    const other = recordIdSchema.parse('0'.repeat(26));
    expect(codeOf(await service.acceptInvitation({ id: other, isOfAge: true, passphrase }))).toBe('invitation-missing');
    now += 2 * dayMs;
    expect(codeOf(await service.acceptInvitation({ id, isOfAge: true, passphrase }))).toBe('enrolment-expired');
  });
});

describe('a person who accepts', () => {
  it('is enrolled, still records nothing, and comes back over a passphrase', async () => {
    const { start, office, folder, platform } = await newcomer();
    const first = await start();
    const { id } = unwrap(await first.service.openInvitation({ text: enrolmentLink(Buffer.from(fileOf(office))) }));
    const answer = { id, isOfAge: true, passphrase };
    const [accepted, again] = await Promise.all([
      first.service.acceptInvitation(answer),
      first.service.acceptInvitation(answer),
    ]);
    expect([accepted, again].map(codeOf)).toEqual(['ok', 'invitation-busy']);
    const status = unwrap(await first.service.status({}));
    expect(status).toMatchObject({ phase: 'ready', organisation: 'Test', recording: 'off', consentGiven: 'none' });
    expect(platform.watching).toBe(false);
    expect(unwrap(await first.service.invitation({}))).toBeNull();
    await first.close();

    const second = await start();
    expect(unwrap(await second.service.status({}))).toMatchObject({ phase: 'locked', organisation: 'Test' });
    expect(codeOf(await second.service.today({}))).toBe('locked');
    expect(codeOf(await second.service.unlock({ passphrase: 'other words here' }))).toBe('wrong-passphrase');
    unwrap(await second.service.unlock({ passphrase }));
    expect(second.agent()?.options.enrolled.enrolment).toMatchObject({
      id,
      name: 'Someone',
      person: office.card.person,
    });
    expect(readdirSync(folder)).toContain('enrolment.json');
  });

  it('has neither credential nor key nor name in the clear on the disk', async () => {
    const { start, office, folder } = await newcomer();
    const { service, close } = await start();
    const { id } = unwrap(await service.openInvitation({ text: fileOf(office) }));
    unwrap(await service.acceptInvitation({ id, isOfAge: true, passphrase }));
    await close();
    const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    expect(files.length).toBeGreaterThan(3);
    for (const { parentPath, name } of files) {
      const content = readFileSync(join(parentPath, name), 'latin1');
      for (const secret of [bucket.secretAccessKey, office.card.enrolmentKey, 'Someone'])
        for (const form of [secret, Buffer.from(secret).toString('base64').replace(/.?=*$/, '')])
          expect(content.includes(form), name).toBe(false);
    }
  });

  it('starts by itself where a protector keeps the keys', async () => {
    const { start, office } = await newcomer();
    const protector = passphraseProtector(passphrase, lightWork);
    const first = await start({ protector });
    const { id, needsPassphrase } = unwrap(await first.service.openInvitation({ text: fileOf(office) }));
    expect(needsPassphrase).toBe(false);
    unwrap(await first.service.acceptInvitation({ id, isOfAge: true, passphrase: null }));
    await first.close();
    expect(unwrap(await (await start({ protector })).service.status({})).phase).toBe('ready');
  });

  it('is told so when they open the same or another file, and where it is somebody else’s', async () => {
    const { start, office } = await newcomer();
    const employee = await start();
    const text = fileOf(office);
    const { id } = unwrap(await employee.service.openInvitation({ text }));
    unwrap(await employee.service.acceptInvitation({ id, isOfAge: true, passphrase }));
    const stranger = await openOffice(new MemoryStore());
    const colleague = { ...office, card: { ...office.card, person: stranger.card.person } };
    expect(codeOf(await employee.invite(text))).toBe('enrolled-already');
    expect(codeOf(await employee.invite(fileOf(office)))).toBe('further-enrolment-same');
    for (const [other, code] of [
      [stranger, 'enrolment-foreign'],
      [colleague, 'enrolment-person'],
    ] as const)
      expect(await employee.invite(fileOf(other))).toMatchObject({ problem: { values: { cause: { code } } } });
  });

  it('leaves no trace when it cannot be written down', async () => {
    const { start, office, folder } = await newcomer();
    const { service } = await start();
    const { id } = unwrap(await service.openInvitation({ text: fileOf(office) }));
    mkdirSync(join(folder, 'enrolment.json.tmp'));
    expect(codeOf(await service.acceptInvitation({ id, isOfAge: true, passphrase }))).toBe('disk-failed');
    expect(readdirSync(folder)).toEqual(['enrolment.json.tmp']);
    expect(unwrap(await service.status({})).phase).toBe('unenrolled');
    rmSync(join(folder, 'enrolment.json.tmp'), { recursive: true });
    unwrap(await service.acceptInvitation({ id, isOfAge: true, passphrase }));
  });
});

describe('an accepted enrolment', () => {
  it.each([
    ['broken', 'enrolment.json', () => '{', 'enrolled-broken'],
    ['of another form', 'enrolment.json', () => '{"format":"plainsight-enrolment/2"}', 'enrolled-broken'],
    [
      'under another key',
      'enrolment.json',
      (text: string) => JSON.stringify({ ...JSON.parse(text), organisationKey: 'A'.repeat(60) }),
      'organisation-signature',
    ],
  ])('that is %s is said and not guessed at', async (_, name, change, code) => {
    const { start, office, folder } = await newcomer();
    const first = await start();
    const { id } = unwrap(await first.service.openInvitation({ text: fileOf(office) }));
    unwrap(await first.service.acceptInvitation({ id, isOfAge: true, passphrase }));
    await first.close();
    writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
    await expect(start()).rejects.toMatchObject({ problem: { code } });
  });

  it('whose keys are gone, or are others, is not opened and makes no new ones', async () => {
    const { start, office, folder } = await newcomer();
    const first = await start();
    const { id } = unwrap(await first.service.openInvitation({ text: fileOf(office) }));
    unwrap(await first.service.acceptInvitation({ id, isOfAge: true, passphrase }));
    await first.close();
    const other = await newcomer();
    const elsewhere = await other.start();
    const invited = unwrap(await elsewhere.service.openInvitation({ text: fileOf(other.office) }));
    unwrap(await elsewhere.service.acceptInvitation({ id: invited.id, isOfAge: true, passphrase }));
    await elsewhere.close();
    writeFileSync(join(folder, 'keys.age'), readFileSync(join(other.folder, 'keys.age')));
    expect(codeOf(await (await start()).service.unlock({ passphrase }))).toBe('enrolled-locked');
    rmSync(join(folder, 'keys.age'));
    expect(codeOf(await (await start()).service.unlock({ passphrase }))).toBe('keys-missing');
    expect(existsSync(join(folder, 'keys.age'))).toBe(false);
  });
});
