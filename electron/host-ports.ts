import { join } from 'node:path';
import {
  app,
  BrowserWindow,
  desktopCapturer,
  powerMonitor,
  type Session,
  safeStorage,
  screen,
  shell,
  utilityProcess,
} from 'electron';
import { type BrowserSetup, unregisterHosts } from '../agent/browsers/browsers.ts';
import { sensorEnvironment } from '../agent/capture/beside/sensor-environment.ts';
import { openMacApi } from '../agent/capture/macos/api/mac-api.ts';
import { signText } from '../agent/sign/sign-text.ts';
import { ok, type Result } from '../core/result.ts';
import { desktopLanguage, log, root } from './host.ts';
import type { HostPorts, WithdrawalPorts } from './services.ts';
import { browsersUnderElectron } from './system/browser-host.ts';
import { createIdleSensor } from './system/idle.ts';
import { macSensors } from './system/mac-sensors.ts';
import { storePortIn } from './system/opened-with.ts';
import { createPowerEvents } from './system/power.ts';
import { createSafeKeyStore } from './system/safe-key-store.ts';
import { createSignWindow, type SignWindow } from './system/sign-window.ts';
import { openElectronSign, type TrayPresence } from './tray/tray-sign.ts';
import { utilityBeside } from './utility-process.ts';

/** Where things are kept, and what opens them. */
export function withdrawalPorts(): WithdrawalPorts {
  return {
    dataFolder: app.getPath('userData'),
    clock: { now: () => Date.now() },
    log,
    keychain: createSafeKeyStore({ safeStorage, platform: process.platform }),
    loopbackStorePort: storePortIn(process.argv),
  };
}

function browsersHere(): BrowserSetup | null {
  return browsersUnderElectron({
    platform: process.platform,
    env: process.env,
    execPath: process.execPath,
    appPath: app.isPackaged ? null : root,
    isUnsandboxed: app.commandLine.hasSwitch('no-sandbox'),
    // Browsers read it by themselves: it lies beside the archive.
    extension: join(root.replace(/\.asar$/, '.asar.unpacked'), 'assets', 'extension'),
  });
}

/** Takes away what browsers were told of this program. */
export async function leaveBrowsers(): Promise<Result<null>> {
  const setup = browsersHere();
  return setup === null ? ok(null) : unregisterHosts(app.getPath('userData'), setup);
}

/** Everything that the services need of Electron. */
export function hostPorts(pages: Session, tray: TrayPresence): HostPorts {
  const kept = withdrawalPorts();
  const { clock } = kept;
  const power = createPowerEvents(powerMonitor);
  const { platform, env } = process;
  return {
    ...kept,
    startReading: () =>
      utilityBeside(utilityProcess, join(import.meta.dirname, 'segment-process.js'), {
        execArgv: ['--max-old-space-size=512'],
        env: {},
        serviceName: 'Plainsight reading',
      }),
    startSensors: () =>
      utilityBeside(utilityProcess, join(import.meta.dirname, 'sensor-process.js'), {
        execArgv: [],
        env: sensorEnvironment(env),
        serviceName: 'Plainsight sensors',
      }),
    appVersion: app.getVersion(),
    platform,
    env,
    power,
    browsers: browsersHere(),
    shellExtension: shellExtensionOf(platform, env, process.execPath),
    openSign: () =>
      openElectronSign({
        platform,
        env,
        tray,
        window: openSignWindow(pages),
        startSign: () =>
          utilityBeside(utilityProcess, join(import.meta.dirname, 'wayland-sign-process.js'), {
            execArgv: [],
            env: sensorEnvironment(env),
            serviceName: 'Plainsight sign',
          }),
      }),
    withMainSensors: (other) => {
      if (platform !== 'darwin') return other;
      const presence = createIdleSensor({ idle: powerMonitor, power, platform, env });
      const openExternal = (url: string) => shell.openExternal(url);
      return macSensors(other, {
        api: openMacApi(),
        capturer: desktopCapturer,
        displays: screen,
        clock,
        openExternal,
        presence,
      });
    },
  };
}

/** Every process of the app runs the app's own program, and so nothing but the app. */
function shellExtensionOf(platform: NodeJS.Platform, env: NodeJS.ProcessEnv, program: string) {
  // What runs inside of an AppImage lies elsewhere each time, so that nobody could tell it again.
  if (platform !== 'linux' || env.APPIMAGE !== undefined) return null;
  const source = join(root.replace(/\.asar$/, '.asar.unpacked'), 'assets', 'gnome-extension');
  return { env, source, programs: [{ program, runs: null }] };
}

/** The sign where the system shows no mark of ours. */
function openSignWindow(pages: Session): SignWindow {
  return createSignWindow({
    create: (options) => new BrowserWindow(options),
    session: pages,
    workArea: () => screen.getPrimaryDisplay().workArea,
    textOf: (content) => signText(content, desktopLanguage()),
    now: () => performance.now(),
  });
}
