import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openViewerName, sealViewerName } from '../../seal/viewer-name.ts';

const key = randomBytes(32).toString('base64');
const of = { person: 'p'.repeat(26), viewer: 'v'.repeat(26) };
const size = (name: string) => Buffer.from(sealViewerName(key, of, name), 'base64').length;

describe('the sealed name of a viewer', () => {
  it('opens to the person’s key', () => {
    for (const name of ['A', 'Team lead', 'ß'.repeat(200)])
      expect(openViewerName(key, of, sealViewerName(key, of, name))).toBe(name);
  });

  it('does not open to another key, for another viewer or person, or with any byte altered', () => {
    const sealed = sealViewerName(key, of, 'Team lead');
    expect(openViewerName(randomBytes(32).toString('base64'), of, sealed)).toBeNull();
    expect(openViewerName(key, { ...of, viewer: 'w'.repeat(26) }, sealed)).toBeNull();
    expect(openViewerName(key, { ...of, person: 'w'.repeat(26) }, sealed)).toBeNull();
    const bytes = Buffer.from(sealed, 'base64');
    for (let at = 0; at < bytes.length; at++) {
      const altered = Buffer.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 1;
      expect(openViewerName(key, of, altered.toString('base64'))).toBeNull();
    }
  });

  it('tells little of its length, and nothing of being the same', () => {
    expect(size('A')).toBe(size('A name of some thirty letters!'));
    expect(sealViewerName(key, of, 'A')).not.toBe(sealViewerName(key, of, 'A'));
  });

  it('that could look like another one, or like none, is not taken', () => {
    for (const name of ['', ' ', 'a\u202eb', 'a\nb', 'a'.repeat(201)])
      expect(openViewerName(key, of, sealViewerName(key, of, name))).toBeNull();
  });

  it('is null for whatever else is given', () => {
    expect(openViewerName(key, of, undefined)).toBeNull();
    fc.assert(fc.property(fc.base64String({ maxLength: 1200 }), (text) => openViewerName(key, of, text) === null));
  });
});
