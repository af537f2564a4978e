import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { type CallWatchOptions, isInCall } from '../../../../agent/capture/linux/call-watch.ts';
import { newFolder } from '../../../fixtures/folders.ts';
import { onlyOn } from '../../../fixtures/systems.ts';

const uid = process.getuid?.() ?? 0;

/** A computer as its kernel shows it, with one sound card, one camera and one process of this user. */
class Computer implements CallWatchOptions {
  readonly uid = uid;
  readonly proc: string;
  readonly dev: string;

  constructor() {
    const root = newFolder();
    this.proc = join(root, 'proc');
    this.dev = join(root, 'dev');
    mkdirSync(join(this.dev, 'snd'), { recursive: true });
    writeFileSync(join(this.dev, 'video0'), '');
    writeFileSync(join(this.dev, 'videodriver'), '');
    mkdirSync(join(this.proc, '17', 'fd'), { recursive: true });
    this.sound('card0/pcm0p/sub0', 'state: RUNNING');
    this.sound('card0/pcm0c/sub0', 'closed');
  }

  sound(part: string, status: string): void {
    const folder = join(this.proc, 'asound', part);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'status'), `${status}\nowner_pid   : 17\n`);
  }

  opens(path: string, pid = '17'): void {
    symlinkSync(path, join(this.proc, pid, 'fd', '9'));
  }
}

describe.skipIf(onlyOn('linux', 'darwin'))('a call (Linux and macOS: it is told by links to files)', () => {
  it('is not, while only the speaker plays and nobody films', () => {
    expect(isInCall(new Computer())).toBe(false);
  });

  it.each(['card0/pcm0c/sub0', 'card12/pcm3c/sub1'])('is, while %s captures', (part) => {
    const computer = new Computer();
    computer.sound(part, 'state: RUNNING');
    expect(isInCall(computer)).toBe(true);
    computer.sound(part, 'state: SETUP');
    expect(isInCall(computer)).toBe(false);
  });

  it('is, while a process of this user has a camera open, and not while it has something else open', () => {
    const computer = new Computer();
    computer.opens(join(computer.dev, 'videodriver'));
    expect(isInCall(computer)).toBe(false);
    rmSync(join(computer.proc, '17', 'fd', '9'));
    computer.opens(join(computer.dev, 'video0'));
    expect(isInCall(computer)).toBe(true);
    expect(isInCall({ proc: computer.proc, dev: computer.dev, uid: uid + 1 })).toBe(false);
  });

  it('is not known where the kernel does not tell, unless another device is in use', () => {
    const silent = new Computer();
    rmSync(join(silent.proc, 'asound'), { recursive: true });
    expect(isInCall(silent)).toBeNull();
    silent.opens(join(silent.dev, 'video0'));
    expect(isInCall(silent)).toBe(true);
    expect(isInCall({ proc: '/nowhere/proc', dev: '/nowhere/dev', uid })).toBeNull();
  });

  it('survives a process that ends or hides its files meanwhile', () => {
    const computer = new Computer();
    rmSync(join(computer.proc, '17', 'fd'), { recursive: true });
    writeFileSync(join(computer.proc, '18'), 'no folder');
    expect(isInCall(computer)).toBe(false);
  });
});

describe.skipIf(onlyOn('linux'))('on this computer (Linux)', () => {
  it('a real process that has the device open is found, and no longer once it ended', async () => {
    const { dev } = new Computer();
    const asound = new Computer().proc;
    const device = openSync(join(dev, 'video0'), 'r');
    const holder = spawn('sleep', ['60'], { stdio: [device, 'ignore', 'ignore'] });
    closeSync(device);
    onTestFinished(() => void holder.kill());
    const watched = { proc: '/proc', dev, uid };
    await vi.waitFor(() => expect(isInCall(watched)).toBe(true), { timeout: 60_000 });
    expect(isInCall({ ...watched, proc: asound })).toBe(false);
    holder.kill();
    await vi.waitFor(() => expect(isInCall(watched)).not.toBe(true), { timeout: 60_000 });
  });
});
