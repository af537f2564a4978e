import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { runElectronDesk } from '../../../scripts/electron/electron-desk.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plainsight-desk-'));
});
afterEach(() => rm(folder, { recursive: true }));

function desk(command: readonly [string, ...string[]], passphrases: (string | null)[]) {
  return runElectronDesk({
    command,
    folder,
    organisation: 'Example',
    person: 'A person',
    viewer: 'A viewer',
    zone: 'Europe/Berlin',
    env: process.env,
    onOffice: ({ passphrase }) => passphrases.push(passphrase),
  });
}

describe('Electron’s desk', { timeout: 120_000 }, () => {
  it('gives the app an office that it reaches, the same one each time, and tells the passphrase once', async () => {
    const passphrases: (string | null)[] = [];
    const probe = [process.execPath, join(import.meta.dirname, '..', 'desk-probe.ts')] as const;
    const end = { ok: true, value: { code: 7, signal: null, asked: false } };
    expect(await desk(probe, passphrases)).toEqual(end);
    expect(await desk(probe, passphrases)).toEqual(end);
    expect(passphrases).toEqual([expect.stringMatching(/^(\w{5}-){3}\w{5}$/), null]);
  });

  it('tells a signal that nobody here sent from an end', async () => {
    const program = join(folder, 'ends.mjs');
    await writeFile(program, "process.kill(process.pid, 'SIGTRAP'); setInterval(() => {}, 1_000);");
    expect(await desk([process.execPath, program], [])).toEqual({
      ok: true,
      value: { code: null, signal: 'SIGTRAP', asked: false },
    });
  });

  it('fails where the program cannot be started', async () => {
    await expect(desk([join(folder, 'none')], [])).rejects.toThrow('ENOENT');
  });
});
