import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** As root Chromium runs only without its own sandbox; it sees nothing but our pages. */
const unsandboxed = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

/** Quiet and offline: nothing of it leaves this computer. */
export const quietFlags: readonly string[] = [
  ...unsandboxed,
  '--disable-gpu',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  // A test's page lives for seconds: what compiling it better costs is never earned back.
  '--js-flags=--no-opt --no-maglev',
];

/** The same for a Chromium with windows, whose profile is in `home`. */
export function windowFlags(home: string): string[] {
  const profile = ['--no-default-browser-check', '--password-store=basic', `--user-data-dir=${join(home, 'chromium')}`];
  return [...quietFlags, ...profile];
}

/** Debian's Chromium without a window: the pages that people read, apart from the desktop that is recorded. */
export function openBrowser(executablePath = '/usr/bin/chromium'): Promise<Browser> {
  return chromium.launch({ executablePath, args: [...quietFlags] });
}
