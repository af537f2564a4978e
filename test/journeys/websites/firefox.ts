import type { ChildProcess } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { until } from '../../desktop.ts';
import type { WebDesktop } from './web-desktop.ts';

const extension = join(import.meta.dirname, '../../../assets/extension');

/** Quiet, through the local server, and with the focus as it really is: its remote control hides that unless told not to. */
const preferences = (port: number) => ({
  'browser.aboutwelcome.enabled': false,
  'browser.preonboarding.enabled': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.page': 0,
  'browser.startup.homepage_override.mstone': 'ignore',
  'browser.tabs.warnOnClose': false,
  'datareporting.policy.dataSubmissionEnabled': false,
  'datareporting.policy.firstRunURL': '',
  'dom.security.https_first': false,
  'dom.security.https_first_schemeless': false,
  'marionette.port': 0,
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': port,
  'network.proxy.no_proxies_on': '',
  'remote.prefs.recommended': false,
  'termsofuse.bypassNotification': true,
});

/** A Firefox on the desktop, driven by what is built in for that (Marionette). */
export interface Firefox {
  readonly process: ChildProcess;
  /** A command of Marionette. */
  command(name: string, parameters?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** Runs a script in the browser itself and answers what it answers. */
  inBrowser(script: string): Promise<unknown>;
  goTo(address: string): Promise<void>;
  /** Opens another tab of the window in front, and shows it. */
  newTab(address: string): Promise<void>;
}

export async function openFirefox(desktop: Pick<WebDesktop, 'start'>, profile: string, port: number): Promise<Firefox> {
  await mkdir(profile, { recursive: true });
  const lines = Object.entries(preferences(port)).map(
    ([name, value]) => `user_pref("${name}", ${JSON.stringify(value)});\n`,
  );
  await writeFile(join(profile, 'user.js'), lines.join(''));
  const process = desktop.start(
    '/usr/bin/firefox-esr',
    ...['--marionette', '-remote-allow-system-access', '--no-remote', '--profile', profile],
  );
  // It says at which free port it listens.
  const listens = await until(async () => {
    const at = Number(await readFile(join(profile, 'MarionetteActivePort'), 'utf8'));
    return at > 0 ? at : null;
  }, 60_000);
  const command = await marionette(listens);
  await command('WebDriver:NewSession', { capabilities: {} });
  const inBrowser: Firefox['inBrowser'] = async (script) => {
    await command('Marionette:SetContext', { value: 'chrome' });
    const wrapped = `const done = arguments[0]; (async () => { ${script} })().then(done, (error) => done(String(error)));`;
    try {
      const answer = await command('WebDriver:ExecuteAsyncScript', { script: wrapped, args: [] });
      return (answer as { value: unknown }).value;
    } finally {
      await command('Marionette:SetContext', { value: 'content' });
    }
  };
  return {
    ...{ process, command, inBrowser },
    goTo: async (address) => void (await command('WebDriver:Navigate', { url: address })),
    async newTab(address) {
      const { handle } = (await command('WebDriver:NewWindow', { type: 'tab', focus: true })) as { handle: string };
      await command('WebDriver:SwitchToWindow', { handle, focus: true });
      await command('WebDriver:Navigate', { url: address });
    },
  };
}

/** Puts the extension into a running Firefox until it ends, as a developer would; it may not run in private windows. */
export async function addExtension({ command }: Firefox): Promise<void> {
  await command('Addon:Install', { path: extension, temporary: true, allowPrivateBrowsing: false });
}

/** Its protocol: a length, a colon, and JSON of type, number, error and answer. */
async function marionette(port: number): Promise<Firefox['command']> {
  const socket = await new Promise<Socket>((resolve, reject) => {
    const opened = connect(port, '127.0.0.1', () => resolve(opened));
    opened.once('error', reject);
  });
  const asked = new Map<number, { resolve(answer: unknown): void; reject(error: Error): void }>();
  let bytes: Buffer = Buffer.alloc(0);
  let number = 0;
  await new Promise<void>((resolve) => {
    socket.on('data', (more) => {
      bytes = Buffer.concat([bytes, more]);
      for (let colon = bytes.indexOf(':'); colon > 0; colon = bytes.indexOf(':')) {
        const length = Number(bytes.subarray(0, colon));
        if (bytes.length < colon + 1 + length) return;
        const message: unknown = JSON.parse(bytes.subarray(colon + 1, colon + 1 + length).toString());
        bytes = bytes.subarray(colon + 1 + length);
        if (!Array.isArray(message)) resolve();
        else if (message[2] === null) asked.get(message[1])?.resolve(message[3]);
        else asked.get(message[1])?.reject(new Error(JSON.stringify(message[2]).slice(0, 400)));
      }
    });
  });
  // A browser that is killed answers nothing more.
  socket.on('error', () => {});
  socket.once('close', () => {
    for (const { reject } of asked.values()) reject(new Error('Firefox has ended'));
  });
  return (name, parameters = {}) =>
    new Promise((resolve, reject) => {
      const message = JSON.stringify([0, ++number, name, parameters]);
      asked.set(number, { resolve, reject });
      socket.write(`${Buffer.byteLength(message)}:${message}`);
    });
}
