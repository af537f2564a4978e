import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Desktop, startDesktop } from '../desktop.ts';
import { canMountDisks } from '../fixtures/small-disks.ts';
import { startGate } from './gate.ts';
import { expectArrival, type Office, openOffice, problemSeen, startAgent, stopAndRead } from './office-agent.ts';
import { linesIn } from './vault-snapshot.ts';

const canMount = canMountDisks();

describe.skipIf(process.platform !== 'linux')('a machine that fails under a real agent', () => {
  let desktop: Desktop;
  let office: Office;

  beforeAll(async () => {
    desktop = await startDesktop();
  });

  afterAll(() => desktop.close());

  // An enrolment is for one computer: each of these agents has keys of its own, and so an office of its own.
  beforeEach(async () => {
    office = await openOffice();
  });

  afterEach(() => office.close());

  test('a store that goes and comes back: all of it arrives', async () => {
    const gate = await startGate(office.trial.store);
    const bucket = { endpoint: `https://127.0.0.1:${gate.port}` };
    gate.shut();
    const agent = startAgent(await office.answeredFile('gone', { bucket }), desktop.env);
    const told = await problemSeen(agent, 'store-unreachable');
    expect(told.remedy).toMatch(/what was not uploaded is kept and tried again/);
    await agent.seen(/"event":"recording","recording":"on"/);
    gate.open();
    await agent.seen(/"event":"mended","code":"store-unreachable"/);
    gate.shut();
    const kept = await stopAndRead(agent, office, 'gone');
    gate.open();
    await expectArrival(office, 'gone', kept, desktop.env, bucket);
    await gate.close();
  });

  test('an X server that dies is said, and one that comes back is used', async () => {
    const mortal = await startDesktop();
    const agent = startAgent(await office.answeredFile('display'), mortal.env);
    await agent.seen(/"event":"recording","recording":"on"/);
    await mortal.kill();
    const [line] = await agent.seen(/^.*"purpose":"apps","state":"unavailable".*$/m);
    const { purposes } = JSON.parse(line);
    expect(purposes.find(({ purpose }: { purpose: string }) => purpose === 'apps').reason).not.toBe('');
    const reborn = await startDesktop({ displayNumber: mortal.displayNumber });
    await agent.seen(/"state":"unavailable"[\s\S]*"event":"recording","recording":"on"/);
    await reborn.openTerminal({ title: 'after the crash' });
    await agent.seen(/"recording":"on"/);
    const kept = await stopAndRead(agent, office, 'display');
    await mortal.close();
    await reborn.close();
    const lines = await linesIn(join(office.folder, 'display'), office.unlock, kept);
    expect(lines.some((each) => each.includes('"kind":"sensor"') && each.includes('"ok":false'))).toBe(true);
    expect(lines.some((each) => each.includes('after the crash'))).toBe(true);
  });

  test.skipIf(!canMount)('a full disk (needs root for a small tmpfs): said, and nothing is lost', async () => {
    const folder = join(office.folder, 'small');
    mkdirSync(folder);
    const gate = await startGate(office.trial.store);
    gate.shut();
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=700', 'tmpfs', folder]);
    try {
      const bucket = { endpoint: `https://127.0.0.1:${gate.port}` };
      const file = await office.answeredFile('small', { bucket });
      const agent = startAgent(file, desktop.env);
      await agent.seen(/"event":"recording","recording":"on"/);
      fill(folder);
      const { window } = await desktop.openTerminal({ title: 'while the disk is full' });
      expect(window).not.toBe('');
      const told = await problemSeen(agent, 'disk-full');
      expect(told.what).toContain(folder);
      expect(told.remedy).toMatch(/Free some space/);
      rmSync(join(folder, 'filler'));
      await desktop.openTerminal({ title: 'after it was freed' });
      await agent.seen(/"event":"mended","code":"disk-full"/);
      const kept = await stopAndRead(agent, office, 'small');
      const lines = await linesIn(folder, office.unlock, kept);
      for (const title of ['while the disk is full', 'after it was freed'])
        expect(lines.some((each) => each.includes(title))).toBe(true);
      gate.open();
      await expectArrival(office, 'small', kept, desktop.env, bucket);
    } finally {
      await gate.close();
      execFileSync('umount', ['-l', folder]);
    }
  });

  test.skipIf(!canMount)(
    'a disk that is full from the start (needs root for a small tmpfs): it does not start, and says why',
    async () => {
      const folder = join(office.folder, 'full');
      mkdirSync(folder);
      execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m,mode=700', 'tmpfs', folder]);
      try {
        const file = await office.answeredFile('full');
        fill(folder);
        const ended = await startAgent(file, desktop.env).ended;
        expect(ended.code).toBe(1);
        expect(ended.err).toMatch(/is full\.\s+Free some space/);
      } finally {
        execFileSync('umount', ['-l', folder]);
      }
    },
  );
});

/** Leaves not a byte. */
function fill(folder: string): void {
  for (const bytes of [1 << 20, 1 << 16, 1 << 12]) {
    try {
      for (;;) writeFileSync(join(folder, 'filler'), new Uint8Array(bytes), { flag: 'a' });
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }
}
