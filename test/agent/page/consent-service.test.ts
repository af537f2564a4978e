import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Employee } from '../../../agent/employee.ts';
import { languages } from '../../../core/language.ts';
import type { Purpose } from '../../../core/organisation/purpose.ts';
import { unwrap } from '../../../core/result.ts';
import { newEnrolment, signedEnrolment } from '../../../org/enrolment.ts';
import { usualPurposes } from '../../../org/organisation.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { bucket, type Office, openOffice } from '../../fixtures/organisation/offices.ts';

const passphrase = 'four words for testing';

function fileOf({ keys, card }: Office): string {
  const at = Date.now();
  const enrolment = newEnrolment(keys, { card, bucket, issuedAt: at, expiresAt: at + 86_400_000 });
  return Buffer.from(signedEnrolment(keys, enrolment)).toString();
}

async function accept({ service }: Employee, text: string): Promise<void> {
  const { id } = unwrap(await service.openInvitation({ text }));
  unwrap(await service.acceptInvitation({ id, isOfAge: true, passphrase }));
}

async function agreeTo({ service }: Employee, purpose: Purpose): Promise<void> {
  const { purposes } = unwrap(await service.consent({}));
  const notice = purposes.find((each) => each.purpose === purpose)?.notice ?? '';
  unwrap(await service.setConsent({ purpose, agreed: true, notice }));
}

describe('a receipt', () => {
  it.each(languages)('tells in %s what was agreed to, beside the record as it was signed', async (language) => {
    const { start } = await newWorkplace();
    const employee = await start();
    await agreeTo(employee, 'apps');
    const [entry] = unwrap(await employee.service.consentHistory({}));
    if (entry === undefined) throw new Error('no entry');
    const { receipt, record } = unwrap(await employee.service.consentReceipt({ id: entry.record.id, language }));
    const why = usualPurposes.find(({ purpose }) => purpose === 'apps')?.why;
    const said = z.record(z.string(), z.string()).parse(why)[language];
    expect(said).not.toBe('');
    expect(JSON.parse(receipt)).toMatchObject({
      language,
      consentReceiptID: entry.record.id,
      services: [{ purposes: [{ purpose: said }] }],
    });
    expect(record).toContain(entry.record.id);
  });
});

describe('leaving', () => {
  async function enrolled() {
    const { start, office, folder, platform, store } = await newWorkplace();
    const employee = await start({ enrolled: null, protector: null });
    const text = fileOf(office);
    await accept(employee, text);
    await agreeTo(employee, 'apps');
    platform.focus('Something of the first organisation');
    return { employee, folder, platform, store, text };
  }

  it('withdraws everything, tells the bucket, and belongs to nobody', async () => {
    const { employee, folder, platform, store } = await enrolled();
    unwrap(await employee.service.leave({ removeHistory: false }));
    expect(platform.watching).toBe(false);
    expect(unwrap(await employee.service.status({}))).toMatchObject({ phase: 'unenrolled', recording: 'off' });
    expect(existsSync(join(folder, 'enrolment.json'))).toBe(false);
    // A yes and everything that was said no to.
    expect([...store.objects.keys()].filter((key) => key.includes('/consent/')).length).toBeGreaterThan(1);
  });

  it('moves keys and history aside, so that the next organisation begins with nothing of it', async () => {
    const { employee, folder, text } = await enrolled();
    const keys = readFileSync(join(folder, 'keys.age'));
    unwrap(await employee.service.leave({ removeHistory: false }));
    expect(readdirSync(join(folder, 'history-1'))).toEqual(expect.arrayContaining(['keys.age', 'vault.db']));
    expect(readFileSync(join(folder, 'history-1', 'keys.age')).equals(keys)).toBe(true);
    for (const name of ['keys.age', 'vault.db', 'objects']) expect(existsSync(join(folder, name)), name).toBe(false);
    // What was used stays used.
    const again = await employee.service.openInvitation({ text });
    expect(again.ok ? null : again.problem.code).toBe('enrolment-used');

    await accept(employee, fileOf(await openOffice(new MemoryStore())));
    expect(unwrap(await employee.service.consentHistory({}))).toEqual([]);
    expect(unwrap(await employee.service.days({}))).toEqual([]);
    expect(readFileSync(join(folder, 'keys.age')).equals(keys)).toBe(false);
  });

  it('removes keys and history where the person says so', async () => {
    const { employee, folder } = await enrolled();
    unwrap(await employee.service.leave({ removeHistory: true }));
    expect(readdirSync(folder)).toEqual(['used-enrolments.json']);
  });
});
