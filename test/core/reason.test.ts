import { describe, expect, it } from 'vitest';
import { reason, reasonSchema } from '../../core/reason.ts';

const broken = (error: unknown, more: object = {}) => ({ code: 'x-server-broken', values: { error, ...more } });

describe('a reason that comes from outside', () => {
  it('is read with its values, again and again', () => {
    for (const error of ['EPIPE', 'x'.repeat(10_000)])
      expect(reasonSchema.parse(broken(error))).toEqual(reason('x-server-broken', { error }));
  });

  it.each([
    ['a longer text than a record holds', broken('x'.repeat(10_001))],
    ['a value of another kind', broken(7)],
    ['no value', { code: 'x-server-broken', values: {} }],
    ['a value too many', broken('EPIPE', { host: 'here' })],
  ])('with %s is one that is not known', (_, told) => {
    expect(reasonSchema.parse(told)).toEqual(reason('unknown-reason', { name: 'x-server-broken' }));
  });

  it.each(['constructor', 'no-such-reason'])('of a code that is none (%s) is one that is not known', (code) => {
    expect(reasonSchema.parse({ code, values: {} })).toEqual(reason('unknown-reason', { name: code }));
  });
});
