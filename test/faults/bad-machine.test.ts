import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { leastWindowMs } from '../../core/day/recorder.ts';
import { type Desktop, keptDisplayNumber, startDesktop } from '../desktop.ts';
import { canMountDisks } from '../fixtures/small-disks.ts';
import { startGate } from './gate.ts';
import { expectArrival, type Office, openOffice, problemSeen, startAgent, stopAndRead } from './office-agent.ts';
import { linesIn } from './vault-snapshot.ts';

const canMount = canMountDisks();

describe.skipIf(process.platform !== 'linux')('a machine that fails under a real agent', () => {
  let desktop: Desktop;
  let office: Office;
  const mounted: string[] = [];

  beforeAll(async () => {
    desktop = await startDesktop();
  });

  afterAll(() => desktop.close());

  // An enrolment is for one computer: each of these agents has keys of its own, and so an office of its own.
  beforeEach(async () => {
    office = await openOffice();
  });

  afterEach(async () => {
    for (const folder of mounted.splice(0)) execFileSync('umount', ['-l', folder]);
    await office.close();
  });

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
    const mortal = await startDesktop({ displayNumber: keptDisplayNumber() });
    const agent = startAgent(await office.answeredFile('display'), mortal.env);
    await agent.seen(/"event":"recording","recording":"on"/);
    await mortal.kill();
    const [line] = await agent.seen(/^.*"event":"recording","recording":"off".*$/m);
    const { at, purposes } = JSON.parse(line);
    const goneAt = Date.parse(at);
    expect(purposes.find(({ purpose }: { purpose: string }) => purpose === 'apps')).toMatchObject({
      state: 'stopped',
      reason: expect.stringContaining('X server'),
    });
    const reborn = await startDesktop({ displayNumber: mortal.displayNumber });
    await agent.seen(/"recording":"off"[\s\S]*"event":"recording","recording":"on"/);
    await showFor(reborn, 'after the crash');
    await agent.seen(/"recording":"on"/);
    const kept = await stopAndRead(agent, office, 'display');
    await mortal.close();
    await reborn.close();
    const lines = await linesIn(join(office.folder, 'display'), office.unlock, kept);
    // With the display went the sign, and without the sign nothing is recorded.
    const spans = lines.map((each) => JSON.parse(each)).filter(({ start, end }) => start < goneAt && end > goneAt);
    expect(spans).toEqual([]);
    expect(lines.some((each) => each.includes('after the crash'))).toBe(true);
  });

  test.skipIf(!canMount)('a full disk (needs root for a small tmpfs): said, and nothing is lost', async () => {
    const folder = smallDisk('small');
    const gate = await startGate(office.trial.store);
    gate.shut();
    try {
      const bucket = { endpoint: `https://127.0.0.1:${gate.port}` };
      const file = await office.answeredFile('small', { bucket });
      const agent = startAgent(file, desktop.env);
      await agent.seen(/"event":"recording","recording":"on"/);
      fill(folder);
      await showFor(desktop, 'while the disk is full');
      const told = await problemSeen(agent, 'disk-full');
      expect(told.what).toContain(folder);
      expect(told.remedy).toMatch(/Free some space/);
      rmSync(join(folder, 'filler'));
      await showFor(desktop, 'after it was freed');
      await agent.seen(/"event":"mended","code":"disk-full"/);
      const kept = await stopAndRead(agent, office, 'small');
      const lines = await linesIn(folder, office.unlock, kept);
      for (const title of ['while the disk is full', 'after it was freed'])
        expect(lines.some((each) => each.includes(title))).toBe(true);
      gate.open();
      await expectArrival(office, 'small', kept, desktop.env, bucket);
    } finally {
      await gate.close();
    }
  });

  test.skipIf(!canMount)(
    'a disk that is full when the person answers (needs root for a small tmpfs): said, and answered once there is room',
    async () => {
      const folder = smallDisk('full');
      fill(folder);
      await expect(office.answeredFile('full')).rejects.toMatchObject({ problem: { code: 'disk-full' } });
      rmSync(join(folder, 'filler'));
      const agent = startAgent(await office.answeredFile('full'), desktop.env);
      await agent.seen(/"event":"recording","recording":"on"/);
      expect(await agent.stop()).toMatchObject({ code: 0 });
    },
  );

  test.skipIf(!canMount)(
    'a disk that is full when the agent starts (needs root for a small tmpfs): said, and it records once there is room',
    async () => {
      const folder = smallDisk('room');
      const file = await office.answeredFile('room');
      fill(folder);
      const agent = startAgent(file, desktop.env);
      const told = await problemSeen(agent, 'disk-full');
      expect(told.what).toContain(folder);
      rmSync(join(folder, 'filler'));
      await showFor(desktop, 'once there was room');
      await agent.seen(/"event":"mended","code":"disk-full"/);
      const kept = await stopAndRead(agent, office, 'room');
      const lines = await linesIn(folder, office.unlock, kept);
      expect(lines.some((each) => each.includes('once there was room'))).toBe(true);
    },
  );

  /** The folder of an agent on a disk of 4 MB. */
  function smallDisk(name: string): string {
    const folder = join(office.folder, name);
    mkdirSync(folder);
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=4m,mode=700', 'tmpfs', folder]);
    mounted.push(folder);
    return folder;
  }
});

/** A window in front for as long as a window has to be, to be told: of those that last a moment one a second is. */
async function showFor(desktop: Desktop, title: string): Promise<void> {
  await desktop.openTerminal({ title });
  await wait(leastWindowMs);
}

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
