import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { quietFlags } from '../../chromium.ts';
import type { WebDesktop } from './web-desktop.ts';

const extension = join(import.meta.dirname, '../../../assets/extension');

export interface ChromiumOptions {
  readonly desktop: Pick<WebDesktop, 'env' | 'chromiumFlags'>;
  /** The profile, as Chromium has it below the settings of its account. */
  readonly profile: string;
  readonly port: number;
  readonly hasExtension?: boolean;
}

/** Everything that has a name leads to the local server. */
export function flagsFor({ desktop, port, hasExtension = true }: Omit<ChromiumOptions, 'profile'>): string[] {
  return [
    ...quietFlags,
    ...desktop.chromiumFlags,
    '--window-size=700,500',
    `--host-resolver-rules=MAP * 127.0.0.1:${port}`,
    ...(hasExtension ? [`--disable-extensions-except=${extension}`, `--load-extension=${extension}`] : []),
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
