import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, vi } from 'vitest';
import type { Employee } from '../../../agent/employee.ts';
import { unsealEnrolment } from '../../../agent/enrolment/acceptance.ts';
import { keepEnrolled } from '../../../agent/enrolment/enrolled-file.ts';
import { openOfflineDecisions } from '../../../agent/offline/offline-decisions.ts';
import { problem } from '../../../core/problem.ts';
import { unwrap } from '../../../core/result.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { newEnrolment, signedEnrolment } from '../../../org/enrolment.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { countsAt } from '../../fixtures/agent/vaults.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { bucket, openOffice } from '../../fixtures/organisation/offices.ts';
import { english } from '../../fixtures/problems.ts';
import { elsewhere, enrolled, refusal } from './further-enrolment.ts';

/** What was recorded to go to one place goes to no other, whatever enrolment comes later and whoever wrote it into the folder. */

/** Keeps something that has to be sent, and holds it back. */
async function recordOffline({ employee, store }: { employee: Employee; store: MemoryStore }): Promise<number> {
  const agent = agentOf(employee);
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
    expect(refusal(await openOfflineDecisions({ ...ports, enrolled: further.enrolled })).code).toBe('enrolment-moved');
    expect([...stores.keys()]).toEqual(['https://bucket.example/plainsight/']);
    writeFileSync(path, whole);
    const again = await start();
    expect(again.agent()?.outbox.state().waiting).toBeGreaterThanOrEqual(waiting);
    await again.agent()?.uploader.flush(10_000);
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
