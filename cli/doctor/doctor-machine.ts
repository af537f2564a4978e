import { existsSync } from 'node:fs';
import { access, constants, statfs } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { forkedSensors } from '../../agent/capture/beside/forked-sensors.ts';
import { openHostPlatform } from '../../agent/capture/host-platform.ts';
import { displayAddress, displayAnswers } from '../../agent/capture/linux-x11/wire/display-address.ts';
import { systemZone } from '../../agent/host/system-zone.ts';
import type { ActiveWindowReading, CapturePlatform, SensorFailure, SensorState } from '../../agent/ports.ts';
import { chooseEncoder } from '../../agent/screenshot/encoder.ts';
import { reason } from '../../core/reason.ts';
import { diskProblem } from '../../disk/durable-file.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import { problemText } from '../../messages/problem-text.ts';
import { systemKeeper } from '../../seal/account-keeper.ts';
import { type Check, fails, missing, ofSensor, works } from './doctor-check.ts';

export interface Machine {
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Of Node, such as `24.21.0`. */
  readonly nodeVersion: string;
}

export function checkNode({ nodeVersion }: Machine): Check {
  if (Number(nodeVersion.split('.')[0]) >= 24) return works('node', `Node ${nodeVersion}.`);
  return fails('node', { what: `Node ${nodeVersion} is too old.`, remedy: 'Use Node 24: npm ci brings it along.' });
}

export function checkElectron({ platform }: Machine): Check {
  const folder = fileURLToPath(new URL('../../node_modules/electron/dist', import.meta.url));
  const names: Partial<Record<NodeJS.Platform, string>> = {
    win32: 'electron.exe',
    darwin: 'Electron.app/Contents/MacOS/Electron',
  };
  if (existsSync(join(folder, names[platform] ?? 'electron')))
    return works('electron', 'Electron’s runtime is installed.');
  return missing(
    'electron',
    'Electron’s runtime is not installed; pages open in the browser instead.',
    'Where GitHub can be reached: npx install-electron',
  );
}

export async function checkDisplay({ platform, env }: Machine): Promise<Check> {
  if (platform !== 'linux') return works('display', 'The system’s own desktop.');
  if (env.WAYLAND_DISPLAY) {
    // Which desktop it is, and what it tells, is the sensors' to say.
    return works('display', env.SWAYSOCK ? 'A Wayland session of sway.' : 'A Wayland session.');
  }
  if (env.DISPLAY) {
    const address = displayAddress(env);
    if (!address.ok) return ofSensor('display', address);
    if (await displayAnswers(address)) return works('display', `X11, display ${env.DISPLAY}.`);
    return fails('display', {
      what: `The display ${env.DISPLAY} does not answer.`,
      remedy: 'Start the X server, or set DISPLAY to the one that runs.',
    });
  }
  return missing('display', 'There is no display.', 'Start it inside a desktop session, or set DISPLAY.');
}

/** Every sensor is really started, asked once, and stopped; what it answers is not looked at. */
export async function checkSensors({ platform, env }: Machine): Promise<Check[]> {
  const clock = { now: () => Date.now() };
  // A process of sensors keeps this one alive only while it is asked something, not while it is listened to.
  const alive = setInterval(() => {}, 60_000);
  const sensors = await openHostPlatform({ platform, env, clock, startSensors: forkedSensors });
  try {
    const counts = await withinSeconds<SensorState>(
      10,
      sensors.inputCounts.start(() => {}),
      (failure) => failure,
    );
    const { inputSeconds } = sensors;
    const seconds =
      inputSeconds === null
        ? null
        : await withinSeconds<SensorState>(
            10,
            inputSeconds.start(() => {}),
            (failure) => failure,
          );
    const window = await firstReading(sensors);
    return [
      window.kind === 'unavailable'
        ? ofSensor('active-window', window.failure)
        : ofSensor('active-window', { ok: true }),
      ofSensor('websites', sensors.websites),
      ofSensor('input-counts', counts),
      ...(seconds === null ? [] : [ofSensor('input-seconds', seconds)]),
      ofSensor('presence', await sensors.presence.state()),
      ofSensor('screen', await sensors.screen.state()),
    ];
  } finally {
    await sensors.close();
    clearInterval(alive);
  }
}

async function firstReading(sensors: CapturePlatform): Promise<ActiveWindowReading> {
  const first = Promise.withResolvers<ActiveWindowReading>();
  const stop = await sensors.activeWindow.start((reading) => first.resolve(reading));
  const reading = await withinSeconds(
    5,
    first.promise,
    (failure): ActiveWindowReading => ({ kind: 'unavailable', failure }),
  );
  await stop();
  return reading;
}

/** What is waited for, or that it was silent. */
async function withinSeconds<T>(
  seconds: number,
  waited: Promise<T>,
  otherwise: (failure: SensorFailure) => T,
): Promise<T> {
  let silence: NodeJS.Timeout | undefined;
  const silent = new Promise<T>((resolve) => {
    silence = setTimeout(
      () => resolve(otherwise({ ok: false, reason: reason('silent', { seconds }) })),
      seconds * 1_000,
    );
  });
  return Promise.race([waited, silent]).finally(() => clearTimeout(silence));
}

export async function checkEncoder({ platform }: Machine): Promise<Check> {
  try {
    const encoder = await chooseEncoder({ platform, isElectron: false });
    const webp = await encoder.encode({ rgb: new Uint8Array(16 * 16 * 3), width: 16, height: 16 });
    return works('encoder', `WebP by ${encoder.name}, ${webp.length} bytes for a small black picture.`);
  } catch {
    return fails('encoder', {
      what: 'Pictures cannot be encoded: neither sharp nor @jsquash/webp can be loaded.',
      remedy: 'Install again: npm ci',
    });
  }
}

export function checkZone(): Check {
  const { zone, remark } = systemZone();
  return remark === null ? works('zone', `Days are those of ${zone}.`) : missing('zone', remark, null);
}

export async function checkKeychain({ platform, env }: Machine): Promise<Check> {
  const hint = 'The headless agent does not need one: it takes unlockIdentityFile or a passphrase.';
  const keeper = systemKeeper(platform);
  if (keeper !== null) {
    const usable = await keeper.usable();
    if (!usable.ok) return fails('keychain', problemText('en', usable.problem));
    return works('keychain', 'Windows keeps keys for this account, so that no passphrase is needed.');
  }
  if (platform !== 'linux') return works('keychain', `Electron uses the system’s. ${hint}`);
  if (env.DBUS_SESSION_BUS_ADDRESS) return works('keychain', `Electron asks the session’s secret service. ${hint}`);
  return missing('keychain', `There is no session bus, so no secret service. ${hint}`, null);
}

const leastFreeBytes = 500 * 1024 * 1024;

export async function checkFolder(folder: string): Promise<Check> {
  try {
    const own = takePrivateFolder(folder);
    if (!own.ok) return fails('folder', problemText('en', own.problem));
    await access(folder, constants.W_OK);
    const { bavail, bsize } = await statfs(folder);
    const free = bavail * bsize;
    const amount = `${Math.round(free / 1024 / 1024)} MB free`;
    if (free >= leastFreeBytes) return works('folder', `${folder} can be written to, ${amount}.`);
    return fails('folder', { what: `${folder} has only ${amount}.`, remedy: 'Free some space: 500 MB or more.' });
  } catch (error) {
    return fails('folder', problemText('en', diskProblem(error, folder)));
  }
}

/** Programs that only the tour and the tests use, with the Debian package that each is in. */
const packages: Readonly<Record<string, string>> = {
  Xvfb: 'xvfb',
  openbox: 'openbox',
  xdotool: 'xdotool',
  xterm: 'xterm',
  xprop: 'x11-utils',
  xrandr: 'x11-xserver-utils',
  chromium: 'chromium',
  age: 'age',
};

export function checkPackages({ platform, env }: Machine): Check {
  if (platform !== 'linux') return works('packages', 'The tour and the Linux suites need Linux; nothing else does.');
  const folders = (env.PATH ?? '').split(delimiter);
  const gone = Object.keys(packages).filter((name) => !folders.some((folder) => existsSync(join(folder, name))));
  if (gone.length === 0) return works('packages', 'Everything that the tour and the tests use is installed.');
  const wanted = gone.map((name) => packages[name]).join(' ');
  return missing(
    'packages',
    `For the tour and the tests these are missing: ${gone.join(', ')}.`,
    `apt-get install ${wanted}`,
  );
}
