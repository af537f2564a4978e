import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { quietFlags } from '../../chromium.ts';
import type { WebDesktop } from './web-desktop.ts';

/** Ours as it is shipped. */
export const extension = join(import.meta.dirname, '../../../assets/extension');

export interface ChromiumOptions {
  readonly desktop: Pick<WebDesktop, 'env' | 'chromiumFlags'>;
  /** The profile, as Chromium has it below the settings of its account. */
  readonly profile: string;
  readonly port: number;
  /** Their folders; ours as it is shipped unless given. */
  readonly extensions?: readonly string[];
}

/** Everything that has a name leads to the local server. */
export function flagsFor({ desktop, port, extensions = [extension] }: Omit<ChromiumOptions, 'profile'>): string[] {
  return [
    ...quietFlags,
    ...desktop.chromiumFlags,
    '--window-size=700,500',
    `--host-resolver-rules=MAP * 127.0.0.1:${port}`,
    `--disable-extensions-except=${extensions.join()}`,
    `--load-extension=${extensions.join()}`,
  ];
}

/** Debian's Chromium with windows on the desktop, driven from outside. */
export async function openChromium(options: ChromiumOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(options.profile, {
    executablePath: '/usr/bin/chromium',
    headless: false,
    env: options.desktop.env,
    viewport: null,
    ignoreDefaultArgs: ['--disable-extensions'],
    args: flagsFor(options),
  });
}

/** Another tab of the window in front. */
export async function newTab(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  return page;
}
