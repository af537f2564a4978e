import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deviceIdSchema, personIdSchema } from '../../../core/ids.ts';
import { confirmedDevicesSchema, type DeviceClaim, deviceCode, isCode } from '../../../core/organisation/devices.ts';
import type { Recipient } from '../../../core/organisation/recipient.ts';
import { madeRecipient } from '../../fixtures/organisation/recipients.ts';

const claim: DeviceClaim = {
  person: personIdSchema.parse('1'.repeat(26)),
  device: deviceIdSchema.parse('2'.repeat(26)),
  publicKey: 'A'.repeat(60),
  // Only its text is in the code; the other program did not ask whether it can be sealed to.
  recipient: `age1${'q'.repeat(58)}` as Recipient,
};

describe('the code of a device', () => {
  // Made by another program, from the text as `core/organisation/devices.ts` describes it.
  it('is 100 bits in five groups of four', () => {
    expect(deviceCode(claim)).toMatch(/^([0-9A-HJKMNP-TV-Z]{4}-){4}[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(deviceCode(claim)).toBe('6T1D-EJ5J-G4A5-R24X-FA1T');
  });

  it.each<[string, Partial<DeviceClaim>]>([
    ['person', { person: personIdSchema.parse('3'.repeat(26)) }],
    ['device', { device: deviceIdSchema.parse('3'.repeat(26)) }],
    ['public key', { publicKey: `${'A'.repeat(59)}B` }],
    ['recipient', { recipient: `age1${'q'.repeat(57)}p` as Recipient }],
  ])('is another one with another %s', (_, change) =>
    expect(deviceCode({ ...claim, ...change })).not.toBe(deviceCode(claim)),
  );

  it('is another one for what only looks the same once it is joined', () => {
    const moved = { ...claim, publicKey: `${claim.publicKey}\nage1`, recipient: claim.recipient };
    expect(deviceCode(moved)).not.toBe(deviceCode(claim));
  });

  it('uses each of its bits', () => {
    const seen = Array.from({ length: 20 }, () => new Set<string>());
    for (let n = 0; n < 400; n++) {
      const code = deviceCode({ ...claim, publicKey: `${'A'.repeat(56)}${String(n).padStart(4, '0')}` });
      for (const [at, digit] of [...code.replaceAll('-', '')].entries()) seen[at]?.add(digit);
    }
    for (const digits of seen) expect(digits.size).toBeGreaterThan(28);
  });
});

describe('a code as it is typed', () => {
  const code = '7K3M-9QTV-0XJW-4H1P-R2ZB';

  it.each([
    '7K3M-9QTV-0XJW-4H1P-R2ZB',
    '7k3m9qtv0xjw4h1pr2zb',
    ' 7K3M 9QTV 0XJW 4H1P R2ZB ',
    '7k3m–9qtv–oxjw–4hip–r2zb',
    '7K3M-9QTV-OXJW-4HLP-R2ZB',
  ])('is it: %s', (typed) => expect(isCode(typed, code)).toBe(true));

  it.each(['', '7K3M-9QTV-0XJW-4H1P-R2Z', '7K3M-9QTV-0XJW-4H1P-R2ZB7', '8K3M-9QTV-0XJW-4H1P-R2ZB', '7K3M'])(
    'is not it: %s',
    (typed) => expect(isCode(typed, code)).toBe(false),
  );

  it('is never another one', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), (typed) => {
        const digits = typed.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
        if (digits.replaceAll('O', '0').replaceAll(/[IL]/g, '1') !== code.replaceAll('-', ''))
          expect(isCode(typed, code)).toBe(false);
      }),
    );
  });
});

describe('the devices of a person', () => {
  const { device, publicKey } = claim;
  const one = { device, publicKey, recipient: madeRecipient(), at: 0 };
  it('are each named once', () => {
    expect(confirmedDevicesSchema.safeParse([one]).success).toBe(true);
    expect(confirmedDevicesSchema.safeParse([one, { ...one, at: 1 }]).success).toBe(false);
  });
});
