import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ElectronEnd } from './electron-desk.ts';

export interface EndedWhere {
  readonly program: string;
  readonly platform: NodeJS.Platform;
  /** A setting of the kernel by its name; null where there is none. */
  readonly readSetting: (name: string) => string | null;
}

/**
 * Why Electron did not start or stay, and what helps; null for an end that somebody wanted. Chromium ends itself by a signal where it may set up no
 * sandbox, so that a signal which nobody sent is never a normal end.
 */
export function whyItEnded({ code, signal, asked }: ElectronEnd, where: EndedWhere): readonly string[] | null {
  if (asked || code === 0) return null;
  if (signal === null)
    return code === 127
      ? ['Electron could not start here (its own message is above): a library of the system is missing.']
      : [`Electron ended by itself with the code ${code}; its own message is above.`];
  const said = `Electron did not start, or did not stay: it was ended by ${signal}.`;
  return where.platform === 'linux' ? [said, ...sandboxRemedy(where)] : [said];
}

/** What of this computer forbids Chromium its sandbox, and how to allow it, to this one program. */
function sandboxRemedy({ program, readSetting }: EndedWhere): string[] {
  const forbids =
    readSetting('kernel/apparmor_restrict_unprivileged_userns') === '1' ||
    readSetting('kernel/unprivileged_userns_clone') === '0' ||
    readSetting('user/max_user_namespaces') === '0';
  if (!forbids) return [];
  const helper = join(dirname(program), 'chrome-sandbox');
  return [
    'This computer lets no program of yours set up the sandbox that Chromium needs (AppArmor since Ubuntu 23.10, or a setting of the kernel).',
    `Allow it to this one: sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'. The deb package brings a rule of its own.`,
  ];
}

export function readKernelSetting(name: string): string | null {
  try {
    return readFileSync(`/proc/sys/${name}`, 'utf8').trim();
  } catch {
    return null;
  }
}
