import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readUsedIds } from '../../../agent/enrolment/enrolled-file.ts';
import { type EnrolmentFile, readEnrolmentFile } from '../../../agent/enrolment/enrolment-file.ts';
import type { DeviceId } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { problemText } from '../../../messages/problem-text.ts';
import type { KnownPerson } from '../../../org/administration.ts';
import { newEnrolment, signedEnrolment } from '../../../org/enrolment.ts';
import type { OrganisationKeys } from '../../../org/organisation.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { bucket } from '../../fixtures/organisation/offices.ts';
import { english } from '../../fixtures/problems.ts';
import { dayMs, elsewhere, enrolled, refusal } from './further-enrolment.ts';

/** What was recorded to go to one place goes to no other, whatever enrolment comes later and whoever wrote it into the folder. */

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
