import { describe, expect, it } from 'vitest';
import { deviceCardSchema } from '../../../core/organisation/devices.ts';
import {
  enrolmentSchema,
  noticeOf,
  organisationSchema,
  personCardSchema,
  requestedPurposes,
} from '../../../core/organisation/organisation.ts';
import { controller } from '../../fixtures/organisation/offices.ts';
import { madeHybrid, madeRecipient } from '../../fixtures/organisation/recipients.ts';

const recipient = madeRecipient();
const hybrid = madeHybrid();
const notice = {
  purpose: 'apps',
  why: 'To know.',
  keptDays: { least: 90, most: 120 },
  basis: 'consent',
  seenBy: 'Managers.',
  seenFrom: 'The office.',
};
const category = { id: 'making', name: 'Making', match: [{ app: 'editor' }] };
const good = {
  format: 'plainsight-org/1',
  version: 1,
  name: 'Test',
  controller,
  recovery: [recipient],
  purposes: [notice],
  settings: {},
};

describe('an organisation', () => {
  it('parses, with ten minutes between shots and on hold unless it says otherwise', () =>
    expect(organisationSchema.parse(good).settings).toEqual({
      shotIntervalMs: 600_000,
      holdMs: 600_000,
      idleAfterMs: 300_000,
      journalMs: 60_000,
      segmentMs: 600_000,
      rules: [],
      hours: null,
      shotDetail: 'sharp',
      sitePaths: false,
      corrections: 'free',
    }));

  it('may use hybrid keys for everything', () =>
    expect(organisationSchema.safeParse({ ...good, recovery: [hybrid, hybrid] }).success).toBe(true));

  it.each<[string, object]>([
    ['a later format', { format: 'plainsight-org/2' }],
    ['version 0', { version: 0 }],
    ['half a version', { version: 1.5 }],
    ['no name', { name: '' }],
    ['a name without end', { name: 'a'.repeat(201) }],
    ['nobody to recover', { recovery: [] }],
    ['a recovery key that is secret', { recovery: ['AGE-SECRET-KEY-1QQQ'] }],
    ['a recipient of ssh', { recovery: ['ssh-ed25519 AAAA'] }],
    ['recipients of both kinds', { recovery: [recipient, hybrid] }],
    ['a smallest group of four', { smallestGroup: 4 }],
    ['a category twice', { categories: [category, category] }],
    ['a category that nothing belongs to', { categories: [{ ...category, match: [] }] }],
    ['a purpose twice', { purposes: [notice, notice] }],
    ['an unknown purpose', { purposes: [{ ...notice, purpose: 'webcam' }] }],
    ['a purpose without reason', { purposes: [{ ...notice, why: '' }] }],
    ['a purpose kept for ever', { purposes: [{ ...notice, keptDays: { least: 90, most: 1_000_000 } }] }],
    ['a purpose kept for no day', { purposes: [{ ...notice, keptDays: { least: 0, most: 30 } }] }],
    ['a most below the least', { purposes: [{ ...notice, keptDays: { least: 90, most: 80 } }] }],
    ['a most that no store’s rule reaches', { purposes: [{ ...notice, keptDays: { least: 90, most: 92 } }] }],
    ['a basis that asks nobody', { purposes: [{ ...notice, basis: 'legitimate-interest' }] }],
    ['a shot a millisecond', { settings: { shotIntervalMs: 1 } }],
    ['a hold that ends before it begins', { settings: { holdMs: -1 } }],
    ['idle at once', { settings: { idleAfterMs: 0 } }],
    ['a journal once an hour', { settings: { journalMs: 3_600_000 } }],
    ['a rule that does not parse', { settings: { rules: [{ app: '', effect: 'exclude' }] } }],
  ])('is refused with %s', (_, change) =>
    expect(organisationSchema.safeParse({ ...good, ...change }).success).toBe(false),
  );

  it('asks in a fixed order, and for nothing that it does not name', () => {
    const organisation = organisationSchema.parse({
      ...good,
      purposes: [{ ...notice, purpose: 'screenshots' }, notice],
    });
    expect(requestedPurposes(organisation)).toEqual(['apps', 'screenshots']);
    expect(noticeOf(organisation, 'titles')).toBeNull();
  });
});

const id = '0'.repeat(26);
const key = `${'A'.repeat(43)}=`;
describe('what people are given', () => {
  const enrolment = {
    format: 'plainsight-enrolment/3',
    id,
    issuedAt: 0,
    expiresAt: 1,
    name: 'Someone',
    organisationKey: 'A'.repeat(60),
    organisation: 'AAAA',
    access: 'AAAA',
    person: id,
    device: id,
    enrolmentKey: key,
    bucket: {},
  };
  it.each<[string, object]>([
    ['a field that nobody reads', { more: 1 }],
    ['an earlier format', { format: 'plainsight-enrolment/2' }],
    ['no device', { device: undefined }],
    ['a device that is a path', { device: '../x' }],
    ['a person that is a path', { person: '../../x' }],
    ['a short key', { enrolmentKey: 'AAAA' }],
    ['an organisation that is no base64', { organisation: '*' }],
    ['an access that is no base64', { access: '*' }],
    ['no access at all', { access: undefined }],
    ['no organisation key', { organisationKey: '' }],
  ])('is no enrolment with %s', (_, change) => {
    expect(enrolmentSchema.safeParse(enrolment).success).toBe(true);
    expect(enrolmentSchema.safeParse({ ...enrolment, ...change }).success).toBe(false);
  });

  const device = { format: 'plainsight-device/2', person: id, device: id, publicKey: 'A'.repeat(60), recipient, at: 0 };
  it.each<[string, object]>([
    ['another format', { format: 'plainsight-card/1' }],
    ['no recipient', { recipient: 'me@example.com' }],
    ['a key that is too short', { publicKey: 'AAAA' }],
    ['a time before 1970', { at: -1 }],
  ])('is no device card with %s', (_, change) => {
    expect(deviceCardSchema.safeParse(device).success).toBe(true);
    expect(deviceCardSchema.safeParse({ ...device, ...change }).success).toBe(false);
  });

  const confirmed = { device: id, publicKey: 'A'.repeat(60), recipient, at: 0 };
  const card = { format: 'plainsight-card/2', person: id, name: 'Someone', zone: null, devices: [confirmed] };
  it.each<[string, object]>([
    ['no name', { name: '' }],
    ['no zone told', { zone: undefined }],
    ['an earlier format', { format: 'plainsight-card/1' }],
    ['no word about devices', { devices: undefined }],
    ['a device twice', { devices: [confirmed, { ...confirmed, at: 1 }] }],
    ['a hundred and one devices', { devices: Array.from({ length: 101 }, () => confirmed) }],
  ])('is no card of a person with %s', (_, change) => {
    expect(personCardSchema.safeParse(card).success).toBe(true);
    expect(personCardSchema.safeParse({ ...card, ...change }).success).toBe(false);
  });
});
