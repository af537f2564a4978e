import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { displayAnswers } from '../../agent/capture/linux-x11/wire/display-address.ts';
import { findDisplay } from '../../scripts/display.ts';

const address = (socketPath: string) =>
  ({ ok: true, display: ':1', displayNumber: 1, screenNumber: 0, socketPath }) as const;

describe('findDisplay', () => {
  it.each<[string, NodeJS.ProcessEnv, NodeJS.Platform, string]>([
    ['Windows', {}, 'win32', 'there'],
    ['macOS', {}, 'darwin', 'there'],
    ['a Wayland session', { WAYLAND_DISPLAY: 'wayland-0' }, 'linux', 'there'],
    ['a forwarded display', { DISPLAY: 'localhost:10' }, 'linux', 'there'],
    ['no DISPLAY', {}, 'linux', 'There is no display here'],
    ['a DISPLAY where nothing listens', { DISPLAY: ':64321' }, 'linux', 'The display :64321 does not answer'],
  ])('%s', async (_, env, platform, expected) => {
    const found = await findDisplay(env, platform);
    expect(found === 'there' ? found : found.none).toBe(expected);
  });
});

describe.skipIf(process.platform === 'win32')('displayAnswers', () => {
  it('tells a socket that somebody listens on from one that nobody does', async () => {
    const socketPath = join(mkdtempSync(join(tmpdir(), 'display-')), 'X1');
    expect(await displayAnswers(address(socketPath))).toBe(false);
    const server = createServer();
    onTestFinished(() => void server.close());
    await new Promise<void>((listening) => server.listen(socketPath, listening));
    expect(await displayAnswers(address(socketPath))).toBe(true);
  });
});
