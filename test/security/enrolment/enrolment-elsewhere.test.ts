import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import type { Employee } from '../../../agent/employee.ts';
import { unsealEnrolment } from '../../../agent/enrolment/acceptance.ts';
import { keepEnrolled, readUsedIds } from '../../../agent/enrolment/enrolled-file.ts';
import { type EnrolmentFile, readEnrolmentFile } from '../../../agent/enrolment/enrolment-file.ts';
import { openDeskHere } from '../../../agent/offline-decisions.ts';
import type { EmployeeOptions } from '../../../agent/page/employee-options.ts';
import { openInvitation } from '../../../cli/agent/agent-enrolment.ts';
import type { DeviceId } from '../../../core/ids.ts';
import { problem } from '../../../core/problem.ts';
import { type Result, unwrap } from '../../../core/result.ts';
import { problemText } from '../../../messages/problem-text.ts';
import type { KnownPerson } from '../../../org/administration.ts';
import { newEnrolment, signedEnrolment } from '../../../org/enrolment.ts';
import type { OrganisationKeys } from '../../../org/organisation.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { identityProtector } from '../../../seal/protector.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { countsAt } from '../../fixtures/agent/vaults.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { bucket, openOffice } from '../../fixtures/organisation/offices.ts';
import { english } from '../../fixtures/problems.ts';

/** What was recorded to go to one place goes to no other, whatever enrolment comes later and whoever wrote it into the folder. */
vi.setConfig({ testTimeout: 120_000 });
const dayMs = 86_400_000;

const elsewhere: [string, Record<string, unknown>, string][] = [
  ['another host', { endpoint: 'https://other.example' }, 'bucket plainsight at other.example'],
  ['another port', { endpoint: 'https://bucket.example:444' }, 'bucket plainsight at bucket.example:444'],
  ['another path of the host', { endpoint: 'https://bucket.example/s3' }, 'bucket plainsight at bucket.example/s3'],
  ['another bucket', { bucket: 'other' }, 'bucket other at bucket.example'],
  ['another folder in the bucket', { prefix: 'other' }, 'bucket plainsight/other at bucket.example'],
];

/** Somebody who accepted an enrolment on their page, and whose agent can be started again. */
async function enrolled() {
  const place = await newWorkplace({ holdMs: 0 });
  const protector = await identityProtector((await newKeyPair()).identity);
  const stores = new Map<string, MemoryStore>();
  const start = (change: Partial<EmployeeOptions> = {}): Promise<Employee> =>
    place.start({
      enrolled: null,
      protector,
      openStore: ({ endpoint, bucket: name, prefix }) => {
        const at = `${endpoint}/${name}/${prefix}`;
        const store = stores.get(at) ?? (stores.size === 0 ? place.store : new MemoryStore());
        stores.set(at, store);
        return store;
      },
      ...change,
    });
  const { keys, card } = place.office;
  const file = (change: object = {}, about: { device?: DeviceId; at?: number } = {}): EnrolmentFile => {
    const at = about.at ?? Date.now();
    const device = about.device === undefined ? {} : { device: about.device };
    const made = newEnrolment(keys, {
      card,
      bucket: { ...bucket, ...change },
      issuedAt: at,
      expiresAt: at + dayMs,
      ...device,
    });
    return unwrap(readEnrolmentFile(Buffer.from(signedEnrolment(keys, made)).toString()));
  };
  const employee = await start();
  const first = file();
  const { id } = unwrap(await employee.service.openInvitation({ text: first.text }));
  unwrap(await employee.service.acceptInvitation({ id, isOfAge: true, passphrase: null }));
  const { device } = first.enrolled.enrolment;
  const accepted = async () => unwrap(await unsealEnrolment(place.folder, protector));
  /** As the settings of an agent without a window name it. */
  const given = (further: EnrolmentFile) =>
    openInvitation({ folder: place.folder, enrolment: further }, protector, Date.now());
  return { ...place, protector, stores, start, file, employee, first, device, accepted, given };
}

/** Keeps something that has to be sent, and holds it back. */
async function recordOffline({ employee, store }: { employee: Employee; store: MemoryStore }): Promise<number> {
  const agent = employee.agent();
  if (agent === null) throw new Error('no agent runs');
  vi.spyOn(store, 'put').mockResolvedValue({
    ok: false,
    problem: problem('store-unreachable', { host: 'store.example.org', why: 'ENOTFOUND' }),
  });
  const now = Date.now();
  unwrap(await agent.keeper.keep(agent.keeper.dayOf(now), [countsAt(now)], now));
  const { waiting } = agent.outbox.state();
  expect(waiting).toBeGreaterThan(0);
  await employee.close();
  vi.restoreAllMocks();
  return waiting;
}

function refusal<T>(result: Result<T>) {
  if (result.ok) throw new Error('it was taken');
  return result.problem;
}

describe('a further enrolment that the settings of an agent name', () => {
  it.each(elsewhere)('with %s is refused, and says from where to where', async (_, change, where) => {
    const { employee, file, device, given, accepted, first, folder } = await enrolled();
    await employee.close();
    const before = readFileSync(join(folder, 'enrolment.json'), 'utf8');
    const further = file(change, { device });
    const { invitation, refused } = unwrap(await given(further));
    expect(invitation).toBeNull();
    expect(refused?.code).toBe('further-enrolment-elsewhere');
    expect(refused?.values.cause).toMatchObject({ code: 'enrolment-elsewhere' });
    expect(english(refused).what).toContain(`to ${where}. Now it goes to bucket plainsight at bucket.example.`);
    expect(english(refused).remedy).toMatch(/leave first, on the page Consent; then accept the new enrolment/);
    // It goes on with the old one, and the new one can still be accepted once the person has left.
    expect((await accepted())?.enrolled.bucket).toEqual(first.enrolled.bucket);
    expect(readFileSync(join(folder, 'enrolment.json'), 'utf8')).toBe(before);
    expect(unwrap(await readUsedIds(folder))).not.toContain(further.enrolled.enrolment.id);
  });

  it('is refused under the id of the accepted one, and when it is out of date, too', async () => {
    const { employee, office, file, device, given, first } = await enrolled();
    await employee.close();
    const { id } = first.enrolled.enrolment;
    const same = newEnrolment(office.keys, { card: office.card, bucket, issuedAt: 0, expiresAt: dayMs, device });
    const moved = { ...same, id, bucket: { ...bucket, bucket: 'other' } };
    const text = Buffer.from(signedEnrolment(office.keys, moved)).toString();
    expect(unwrap(await given(unwrap(readEnrolmentFile(text)))).refused?.code).toBe('further-enrolment-elsewhere');
    const late = file({ bucket: 'other' }, { device, at: Date.now() - 9 * dayMs });
    expect(unwrap(await given(late)).refused?.code).toBe('further-enrolment-elsewhere');
  });

  it('for the same place, with another credential, is taken', async () => {
    const { employee, file, device, given, accepted, start } = await enrolled();
    await employee.close();
    const renewed = { accessKeyId: 'renewed', endpoint: 'https://BUCKET.example:443/' };
    expect(unwrap(await given(file(renewed, { device })))).toEqual({ invitation: null, refused: null });
    expect((await accepted())?.enrolled.bucket.accessKeyId).toBe('renewed');
    expect((await start()).agent()).not.toBeNull();
  });
});

describe('a further enrolment that only renews the credential', () => {
  const signedBy = (keys: OrganisationKeys, card: KnownPerson, device: DeviceId, to: object): EnrolmentFile => {
    const [issuedAt, expiresAt] = [Date.now(), Date.now() + dayMs];
    const made = newEnrolment(keys, { card, bucket: { ...bucket, ...to }, issuedAt, expiresAt, device });
    return unwrap(readEnrolmentFile(Buffer.from(signedEnrolment(keys, made)).toString()));
  };
  const renewal = { accessKeyId: 'renewed', secretAccessKey: 'renewed secret' };

  it('is taken by the desktop app at once, however it comes, and used from then on; each file once', async () => {
    const { employee, file, device, accepted, folder, start, store } = await enrolled();
    const [link, pasted] = [file(renewal, { device }), file({ ...renewal, accessKeyId: 'again' }, { device })];
    const opened: string[] = [];
    await employee.close();
    const openStore = ({ accessKeyId }: { accessKeyId: string }) => {
      opened.push(accessKeyId);
      return store;
    };
    const running = await start({ openStore });
    expect(unwrap(await running.invite(link.text))).toBeNull();
    expect(unwrap(await running.service.invitation({}))).toBeNull();
    expect((await accepted())?.enrolled.bucket.accessKeyId).toBe('renewed');
    expect(running.agent()?.options.enrolled.bucket.accessKeyId).toBe('renewed');
    expect(opened.at(-1)).toBe('renewed');
    const told = refusal(await running.service.openInvitation({ text: pasted.text }));
    expect(told.code).toBe('enrolment-renewed');
    for (const language of ['de', 'es'] as const)
      expect(problemText(language, told)).not.toEqual(problemText('en', told));
    expect(opened.at(-1)).toBe('again');
    // An old file of the same computer does not come back.
    expect(refusal(await running.service.openInvitation({ text: link.text })).values.cause).toMatchObject({
      code: 'enrolled-already',
    });
    expect(unwrap(await readUsedIds(folder))).toContain(link.enrolled.enrolment.id);
    expect((await accepted())?.enrolled.bucket.accessKeyId).toBe('again');
    expect(unwrap(await running.service.status({})).phase).toBe('ready');
  });

  it('is not taken by a computer of another device, for another place, or when it is out of date', async () => {
    const { employee, file, device, accepted } = await enrolled();
    const late = file(renewal, { device, at: Date.now() - 9 * dayMs });
    for (const each of [file(renewal), file({ ...renewal, bucket: 'other' }, { device }), late])
      await expect(employee.invite(each.text)).resolves.toMatchObject({ ok: false });
    expect((await accepted())?.enrolled.bucket.accessKeyId).not.toBe('renewed');
  });

  it('brings no recovery key that nobody has read, neither to the page nor by an agent’s settings', async () => {
    const { employee, office, device, accepted, given } = await enrolled();
    const { recipient } = await newKeyPair();
    const document = { ...office.keys.document, recovery: [...office.keys.document.recovery, recipient] };
    const further = signedBy({ ...office.keys, document }, office.card, device, renewal);
    const refused = refusal(await employee.invite(further.text));
    expect(refused.code).toBe('enrolment-keys');
    for (const language of ['de', 'es'] as const)
      expect(problemText(language, refused)).not.toEqual(problemText('en', refused));
    await employee.close();
    expect(unwrap(await given(further)).refused?.code).toBe('enrolment-keys');
    expect((await accepted())?.enrolled.bucket.accessKeyId).not.toBe('renewed');
  });
});

describe('a further enrolment on the page', () => {
  it.each(elsewhere)('with %s says of whom it is, and from where to where', async (_, change, where) => {
    const { employee, file } = await enrolled();
    const problem = refusal(await employee.service.openInvitation({ text: file(change).text }));
    expect({ code: problem.code, ...english(problem) }).toMatchObject({
      code: 'further-enrolment-elsewhere',
      what: `This computer is enrolled with Test already. This enrolment is of Test and would send what is recorded to ${where}. Now it goes to bucket plainsight at bucket.example.`,
    });
    for (const language of ['de', 'es'] as const)
      expect(problemText(language, problem)).not.toEqual(problemText('en', problem));
  });

  it('says what differs where the place is the same', async () => {
    const { employee, file, first } = await enrolled();
    const { service } = employee;
    const renewed = refusal(await service.openInvitation({ text: file({ accessKeyId: 'renewed' }).text }));
    expect(renewed.code).toBe('further-enrolment-new-credential');
    expect(english(renewed).what).toMatch(/That is where it goes now too\. The credential for it is another one\.$/);
    expect(english(refusal(await service.openInvitation({ text: file().text }))).what).toMatch(/goes now too\.$/);
    expect(english(refusal(await service.openInvitation({ text: first.text }))).what).toBe(
      'This computer is enrolled with Test already.',
    );
  });

  it('says so of another organisation’s and another person’s, and while it is locked', async () => {
    const { employee, file, office, start } = await enrolled();
    const stranger = await openOffice(new MemoryStore());
    const textOf = (from: typeof office) => {
      const made = newEnrolment(from.keys, {
        card: from.card,
        bucket,
        issuedAt: Date.now(),
        expiresAt: Date.now() + 1e6,
      });
      return Buffer.from(signedEnrolment(from.keys, made)).toString();
    };
    const foreign = refusal(await employee.invite(textOf(stranger)));
    expect(foreign.values.cause).toMatchObject({ code: 'enrolment-foreign' });
    expect(english(foreign).what).toMatch(
      /another organisation already\. This enrolment is of Test and would send .* too\.$/,
    );
    const colleague = { ...office, card: { ...office.card, person: stranger.card.person } };
    expect(refusal(await employee.invite(textOf(colleague))).values.cause).toMatchObject({ code: 'enrolment-person' });
    await employee.close();
    const locked = await start({ protector: null });
    const problem = refusal(await locked.invite(file({ bucket: 'other' }).text));
    expect(english(problem).what).toMatch(/to bucket other at bucket\.example\. Where it goes now is shown once /);
    for (const each of [foreign, problem])
      for (const language of ['de', 'es'] as const)
        expect(problemText(language, each)).not.toEqual(problemText('en', each));
  });
});

describe('whoever can write in the folder', () => {
  it.each(elsewhere)('moves nothing with another genuine enrolment in it: %s', async (_, change, where) => {
    const place = await enrolled();
    const { file, device, folder, start, stores, accepted, protector } = place;
    const { keys, enrolled: old } = (await accepted()) ?? {};
    if (keys === undefined || old === undefined) throw new Error('nobody is enrolled');
    const path = join(folder, 'enrolment.json');
    const whole = readFileSync(path);
    const waiting = await recordOffline(place);
    const further = file(change, { device });
    // It is sealed to a recipient that the device's card in the bucket names; the organisation signed it.
    unwrap(await keepEnrolled(folder, further, keys.identity));
    const problem = refusal(await unsealEnrolment(folder, protector));
    expect(problem.code).toBe('enrolment-moved');
    expect(english(problem).what).toContain(
      `names ${where}, and the one that was accepted named bucket plainsight at bucket.example`,
    );
    for (const language of ['de', 'es'] as const)
      expect(problemText(language, problem)).not.toEqual(problemText('en', problem));
    await expect(start()).rejects.toMatchObject({ problem: { code: 'enrolment-moved' } });
    // Nor does a withdrawal send what waits there.
    const openStore = () => {
      throw new Error('it was asked');
    };
    const ports = { folder, keys, openStore, clock: { now: () => Date.now() }, random: () => 0.5 };
    expect(refusal(await openDeskHere({ ...ports, enrolled: further.enrolled })).code).toBe('enrolment-moved');
    expect([...stores.keys()]).toEqual(['https://bucket.example/plainsight/']);
    writeFileSync(path, whole);
    const again = await start();
    expect(again.agent()?.outbox.state().waiting).toBeGreaterThanOrEqual(waiting);
    await again.agent()?.flush(10_000);
    expect(again.agent()?.outbox.state().waiting).toBe(0);
  });

  it.each([
    ['without its bond', "DELETE FROM facts WHERE name = 'place'"],
    ['with another', "UPDATE facts SET value = 'aa' WHERE name = 'place'"],
  ])('has no vault sent %s', async (_, sql) => {
    const place = await enrolled();
    await recordOffline(place);
    const before = new Map(place.store.objects);
    const database = new DatabaseSync(join(place.folder, 'vault.db'));
    expect(database.prepare(sql).run().changes).toBe(1);
    database.close();
    await expect(place.start()).rejects.toMatchObject({ problem: { code: 'vault-elsewhere' } });
    expect(place.store.objects).toEqual(before);
  });

  it('has no vault sent that was recorded under an earlier enrolment', async () => {
    const [old, later] = [await enrolled(), await enrolled()];
    await recordOffline(old);
    await later.employee.close();
    const before = new Map(later.store.objects);
    writeFileSync(join(later.folder, 'vault.db'), readFileSync(join(old.folder, 'vault.db')));
    await expect(later.start()).rejects.toMatchObject({ problem: { code: 'vault-elsewhere' } });
    expect(later.store.objects).toEqual(before);
  });
});
