import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EnrolmentSituation } from '../../../agent/enrolment/enrolment-file.ts';
import type { Enrolment } from '../../../core/organisation/organisation.ts';
import { newSigningPair } from '../../../seal/signing.ts';
import { english } from '../../fixtures/problems.ts';
import {
  codeOf,
  dayMs,
  enrolment,
  file,
  link,
  linkOf,
  now,
  open,
  packed,
  prepareOffice,
} from './enrolment-file-scene.ts';

prepareOffice();

describe('a computer', () => {
  it.each<[string, () => Partial<EnrolmentSituation>, string]>([
    ['that used it before', () => ({ usedIds: new Set([enrolment.id]) }), 'enrolment-used'],
    ['of another organisation', () => ({ organisationKey: newSigningPair().publicKey }), 'enrolment-foreign'],
    [
      'of another person there',
      () => ({ organisationKey: enrolment.organisationKey, person: '0'.repeat(26) as Enrolment['person'] }),
      'enrolment-person',
    ],
    ['whose clock is 25 hours behind', () => ({ now: now - 25 * 3_600_000 }), 'enrolment-early'],
    ['whose clock is two days ahead', () => ({ now: now + 2 * dayMs }), 'enrolment-expired'],
    ['whose clock is at 1970', () => ({ now: 0 }), 'enrolment-early'],
  ])('%s does not take it', (_, situation, code) => {
    expect([file, link].map((given) => codeOf(given, situation()))).toEqual([code, code]);
  });

  it.each<[string, () => Partial<EnrolmentSituation>]>([
    ['of the same organisation', () => ({ organisationKey: enrolment.organisationKey })],
    ['of the same person', () => ({ organisationKey: enrolment.organisationKey, person: enrolment.person })],
    ['whose clock is ten minutes behind', () => ({ now: enrolment.issuedAt - 600_000 })],
    ['whose clock is at the last moment', () => ({ now: enrolment.expiresAt - 1 })],
  ])('%s takes it', (_, situation) => {
    expect(codeOf(file, situation())).toBe('ok');
  });

  it('tells that its clock may be wrong', () => {
    const opened = open(file, { now: 0 });
    expect(opened.ok ? '' : english(opened.problem).remedy).toMatch(/clock/);
  });
});

describe('any one byte that is changed', () => {
  const changedAt = (bytes: Buffer, at: number, to: number) => {
    const changed = Buffer.from(bytes);
    changed[at % bytes.length] = to;
    return changed;
  };
  it.each([
    ['file', () => file, (bytes: Buffer) => bytes.toString()],
    ['link', () => link, (bytes: Buffer) => bytes.toString('latin1')],
    // Behind the characters: a bit of the packed data itself.
    ['packed link', () => packed(file).toString('latin1'), (bytes: Buffer) => linkOf(bytes)],
  ] as const)('of a %s makes it refused, or leaves the enrolment as it is', (_, valid, toText) => {
    const bytes = Buffer.from(valid(), 'latin1');
    fc.assert(
      fc.property(fc.nat(), fc.integer({ min: 0, max: 255 }), (at, to) => {
        const opened = open(toText(changedAt(bytes, at, to)));
        if (opened.ok) expect(opened.value.enrolled.enrolment).toEqual(enrolment);
        else expect(opened.problem.code).toMatch(/^(enrolment|link)-/);
      }),
      { numRuns: 1500 },
    );
  });
});
