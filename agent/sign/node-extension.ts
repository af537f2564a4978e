import { join } from 'node:path';
import { leanFlags } from '../../ipc/process/forked-process.ts';
import { ownProgramPlaces } from '../../ipc/process/own-program.ts';
import { sensorProgram } from '../capture/beside/forked-sensors.ts';
import type { ExtensionSetupOptions } from '../capture/wayland/gnome/extension-setup.ts';
import { signPrograms } from './forked-sign.ts';

const sources = join(import.meta.dirname, '..', '..');

/** Our extension in GNOME Shell, for an agent under plain Node: it answers the processes of sensors and sign. */
export function shellExtensionUnderNode(
  platform: NodeJS.Platform,
  env: Readonly<Record<string, string | undefined>>,
): ExtensionSetupOptions | null {
  if (platform !== 'linux') return null;
  const source = join(sources, 'assets', 'gnome-extension');
  // To the letter as they are started: it answers nobody else. Which of the two runs changes with a build, and this must not.
  const places = [sensorProgram, signPrograms.wayland].flatMap(ownProgramPlaces);
  const runs = places.map((program) => [...leanFlags, program]);
  return { env, source, programs: [{ program: process.execPath, runs }] };
}
