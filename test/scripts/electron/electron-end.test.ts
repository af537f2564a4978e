import { describe, expect, it } from 'vitest';
import { whyItEnded } from '../../../scripts/electron/electron-end.ts';

const where = (settings: Readonly<Record<string, string>> = {}, platform: NodeJS.Platform = 'linux') => ({
  program: '/opt/electron/electron',
  platform,
  readSetting: (name: string) => settings[name] ?? null,
});
const bySignal = { code: null, signal: 'SIGTRAP', asked: false } as const;

describe('how Electron ended', () => {
  it.each([
    { code: 0, signal: null, asked: false },
    { code: 0, signal: null, asked: true },
    { code: null, signal: 'SIGTERM', asked: true },
    { code: 130, signal: null, asked: true },
  ] as const)('is as somebody wanted: %o', (end) => {
    expect(whyItEnded(end, where())).toBeNull();
  });

  it.each(['SIGTRAP', 'SIGABRT', 'SIGSEGV', 'SIGKILL'] as const)('is no normal end by %s', (signal) => {
    expect(whyItEnded({ code: null, signal, asked: false }, where())).toEqual([expect.stringContaining(signal)]);
  });

  it.each([
    [127, 'a library of the system is missing'],
    [1, 'with the code 1'],
  ])('is no normal end with the code %i', (code, said) => {
    expect(whyItEnded({ code, signal: null, asked: false }, where())?.[0]).toContain(said);
  });

  it.each([
    { 'kernel/apparmor_restrict_unprivileged_userns': '1' },
    { 'kernel/unprivileged_userns_clone': '0' },
    { 'user/max_user_namespaces': '0' },
  ] as const)('names what forbids the sandbox and what allows it: %o', (settings) => {
    const said = whyItEnded(bySignal, where(settings as unknown as Record<string, string>))?.join(' ');
    expect(said).toContain('sandbox that Chromium needs');
    expect(said).toContain("sudo chmod 4755 '/opt/electron/chrome-sandbox'");
    expect(whyItEnded(bySignal, where(settings as unknown as Record<string, string>, 'darwin'))).toHaveLength(1);
  });

  it('blames no sandbox where the computer allows one', () => {
    expect(whyItEnded(bySignal, where({ 'kernel/apparmor_restrict_unprivileged_userns': '0' }))).toHaveLength(1);
  });
});
