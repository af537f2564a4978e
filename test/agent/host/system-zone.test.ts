import { describe, expect, it } from 'vitest';
import { systemZone, type ZoneSources } from '../../../agent/host/system-zone.ts';
import { zoneOrUtc } from '../../../renderer/parts/own-zone.ts';

const nothing = (): never => {
  throw new Error('ENOENT');
};
const from = (change: Partial<ZoneSources>): ZoneSources => ({
  tz: undefined,
  named: () => 'Asia/Kolkata',
  link: () => '/usr/share/zoneinfo/Europe/Madrid',
  file: nothing,
  ...change,
});

describe('the zone of this computer', () => {
  it.each([
    'Europe/Berlin',
    ':Europe/Berlin',
    '/usr/share/zoneinfo/Europe/Berlin',
    ':/usr/share/zoneinfo/posix/Europe/Berlin',
  ])('is what TZ names: %s', (tz) => expect(systemZone(from({ tz }))).toEqual({ zone: 'Europe/Berlin', remark: null }));

  it('is what the runtime knows where there is no TZ', () => {
    expect(systemZone(from({}))).toEqual({ zone: 'Asia/Kolkata', remark: null });
  });

  it.each([
    ':/etc/localtime',
    '',
    'CET-1CEST',
    'CET-1CEST,M3.5.0,M10.5.0/3',
    '<+03>-3',
    'Etc/Unknown',
    'nonsense',
    '../../x',
  ])('is that of the system, and said, where TZ names none: %j', (tz) => {
    // The runtime makes UTC of a rule; that is not asked then.
    const found = systemZone(from({ tz, named: () => 'UTC' }));
    expect(found.zone).toBe('Europe/Madrid');
    expect(found.remark).toContain('Europe/Madrid');
  });

  it('is in /etc/timezone where no link tells', () => {
    const found = systemZone(from({ tz: '', link: () => '/etc/localtime', file: () => 'America/Lima\n' }));
    expect(found.zone).toBe('America/Lima');
  });

  it.each([undefined, 'Etc/Unknown', ''])('is UTC, and said, where nothing tells (%j)', (named) => {
    const found = systemZone(from({ named: () => named, link: nothing, file: () => 'local time' }));
    expect(found.zone).toBe('UTC');
    expect(found.remark).toMatch(/UTC.*TZ/);
  });

  it.each([
    [undefined, 'UTC'],
    ['Etc/Unknown', 'UTC'],
    ['nonsense', 'UTC'],
    ['Europe/Berlin', 'Europe/Berlin'],
  ])('on a page: %s', (named, zone) => expect(zoneOrUtc(named)).toBe(zone));
});
