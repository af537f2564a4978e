import { deflateRawSync } from 'node:zlib';
import { beforeAll, expect } from 'vitest';
import { type EnrolmentSituation, judgeEnrolment, readEnrolmentFile } from '../../../agent/enrolment/enrolment-file.ts';
import type { Enrolment } from '../../../core/organisation/organisation.ts';
import { fail } from '../../../core/result.ts';
import { newEnrolment, signedEnrolment } from '../../../org/enrolment.ts';
import { enrolmentLink } from '../../../seal/enrolment-link.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { type Office, openOffice, bucket as usualBucket } from '../../fixtures/organisation/offices.ts';
import { english } from '../../fixtures/problems.ts';

export const now = Date.UTC(2026, 10, 23, 12);
export const dayMs = 86_400_000;
export const bucket = { ...usualBucket, secretAccessKey: 'told-to-nobody' };
export let office: Office;
export let enrolment: Enrolment;
export let file = '';
export let link = '';

export const anywhere: EnrolmentSituation = { now, usedIds: new Set(), organisationKey: null };
export const open = (text: string, situation: Partial<EnrolmentSituation> = {}) => {
  const read = readEnrolmentFile(text);
  const refused = read.ok ? judgeEnrolment(read.value.enrolled.enrolment, { ...anywhere, ...situation }) : null;
  return refused === null ? read : fail(refused);
};
export const codeOf = (text: string, situation: Partial<EnrolmentSituation> = {}) => {
  const opened = open(text, situation);
  if (opened.ok) return 'ok';
  const { code } = opened.problem;
  const { what, remedy } = english(opened.problem);
  expect(what).toMatch(/^[A-Z].*\.$/);
  expect(remedy).toMatch(/^[A-Z].*\.$/);
  expect(what + remedy).not.toContain(bucket.secretAccessKey);
  return code;
};
export const linkOf = (bytes: Uint8Array) => `plainsight://enrol?d=${Buffer.from(bytes).toString('base64url')}`;
export const packed = (text: string | Uint8Array) => deflateRawSync(text);

/** Makes them anew for the file that calls it. */
export function prepareOffice(): void {
  beforeAll(async () => {
    office = await openOffice(new MemoryStore());
    enrolment = newEnrolment(office.keys, { card: office.card, bucket, issuedAt: now - dayMs, expiresAt: now + dayMs });
    file = Buffer.from(signedEnrolment(office.keys, enrolment)).toString();
    link = enrolmentLink(Buffer.from(file));
  });
}
