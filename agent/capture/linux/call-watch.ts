import { type Dirent, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';

export interface CallWatchOptions {
  /** Where the kernel shows processes and sound cards: `/proc`. */
  readonly proc: string;
  /** Where devices are: `/dev`. */
  readonly dev: string;
  /** Only processes of this user are looked at. */
  readonly uid: number;
}

/**
 * Whether a microphone or a camera is in use on Linux, and nothing else: not by which program, not
 * what they hear or see. A microphone is in use when ALSA captures from any device
 * (`/proc/asound/card*\/pcm*c/sub*\/status`, see the kernel's sound/designs/procfile.rst); a camera
 * when a process of this user has a `/dev/video*` open. Null when the answer could not be read. It
 * reads a few small files, and looks at the open files of processes only where there is a camera.
 */
export function isInCall({ proc, dev, uid }: CallWatchOptions): boolean | null {
  const microphone = isCapturing(join(proc, 'asound'));
  if (microphone === true) return true;
  const camera = isFilming(proc, dev, uid);
  return camera === true ? true : microphone === null || camera === null ? null : false;
}

/** The same of this computer and the account of this process. */
export function callOnThisComputer(): boolean | null {
  return isInCall({ proc: '/proc', dev: '/dev', uid: process.getuid?.() ?? -1 });
}

function isCapturing(asound: string): boolean | null {
  const cards = entries(asound);
  if (cards === null) return null;
  return cards
    .filter(({ name }) => /^card\d+$/.test(name))
    .flatMap((card) => within(asound, card.name, /^pcm\d+c$/))
    .flatMap((device) => within(device, '', /^sub\d+$/))
    .some((part) => /^state: RUNNING$/m.test(text(join(part, 'status'))));
}

/** A camera has several nodes: whichever of them is open, the camera is in use. */
function isFilming(proc: string, dev: string, uid: number): boolean | null {
  const devices = entries(dev);
  if (devices === null) return null;
  const cameras = new Set(devices.filter(({ name }) => /^video\d+$/.test(name)).map(({ name }) => join(dev, name)));
  if (cameras.size === 0) return false;
  const processes = entries(proc);
  if (processes === null) return null;
  return processes.some(({ name }) => /^\d+$/.test(name) && hasOpen(join(proc, name), uid, cameras));
}

/** A process that ends or hides its files meanwhile counts as having none open. */
function hasOpen(process: string, uid: number, paths: ReadonlySet<string>): boolean {
  try {
    if (statSync(process).uid !== uid) return false;
    const files = join(process, 'fd');
    return readdirSync(files).some((name) => paths.has(target(join(files, name))));
  } catch {
    return false;
  }
}

function within(folder: string, name: string, pattern: RegExp): string[] {
  const inside = join(folder, name);
  return (entries(inside) ?? []).filter((each) => pattern.test(each.name)).map((each) => join(inside, each.name));
}

function entries(folder: string): Dirent[] | null {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return null;
  }
}

function text(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function target(link: string): string {
  try {
    return readlinkSync(link);
  } catch {
    return '';
  }
}
