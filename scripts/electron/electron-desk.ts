import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { readEnrolled } from '../../agent/enrolment/enrolled-file.ts';
import { endSignals } from '../../agent/host/end-signals.ts';
import { ok, type Result } from '../../core/result.ts';
import { writeDurably } from '../../disk/durable-file.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import { openTrialOffice, type TrialOffice } from '../demo/demo-organisation.ts';

/** A code, or the signal that ended it; `asked` when this process had passed one on, as it does when a person presses Ctrl+C. */
export interface ElectronEnd {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly asked: boolean;
}

export interface ElectronDeskOptions {
  /** Electron's program and what comes before the app's own arguments, such as the app's folder. */
  readonly command: readonly [program: string, ...args: string[]];
  /** Where this computer keeps its data. */
  readonly folder: string;
  readonly organisation: string;
  readonly person: string;
  readonly viewer: string;
  readonly zone: string;
  readonly env: NodeJS.ProcessEnv;
  /** Called once the office is there and before Electron starts; its passphrase is told here or never. */
  readonly onOffice: (office: TrialOffice) => void;
}

/**
 * The desktop app on one computer that nobody has enrolled elsewhere: the office of one runs in this process, its store
 * included, and Electron beside it gets what an organisation would give. Answers how Electron ended, once it has.
 */
export async function runElectronDesk(options: ElectronDeskOptions): Promise<Result<ElectronEnd>> {
  const { command, folder, env, onOffice } = options;
  const office = await openTrialOffice({ ...options, folder: join(folder, 'office') });
  if (!office.ok) return office;
  const data = join(folder, 'desktop');
  const invitation = join(folder, 'office', 'trial.plainsight');
  try {
    const own = takePrivateFolder(data);
    if (!own.ok) return own;
    // Written anew each time: the store's port may have changed.
    const written = await writeDurably(join(data, 'viewer.json'), Buffer.from(JSON.stringify(office.value.viewerFile)));
    if (!written.ok) return written;
    const enrolled = await readEnrolled(data);
    if (!enrolled.ok) return enrolled;
    const opened: string[] = [];
    if (enrolled.value === null) {
      const given = await writeDurably(invitation, Buffer.from(office.value.enrolmentFile));
      if (!given.ok) return given;
      opened.push(invitation);
    }
    onOffice(office.value);
    const [program, ...args] = command;
    // An enrolment that was accepted on another day knows that day's port.
    const port = `--loopback-store-port=${new URL(office.value.store.endpoint).port}`;
    const all = [...args, `--user-data-dir=${data}`, port, ...opened];
    return ok(await ended(spawn(program, all, { stdio: 'inherit', env })));
  } finally {
    // It holds a credential, and was good for this one opening.
    await rm(invitation, { force: true });
    await office.value.store.close();
  }
}

/**
 * Ctrl+C in a terminal reaches Electron by itself; this process waits for it, so that the store outlives what uploads to it. So does on
 * Windows whatever else its console tells, and there is nothing that could be passed on.
 */
function ended(child: ReturnType<typeof spawn>): Promise<ElectronEnd> {
  let asked = false;
  const interrupted = (): void => {
    asked = true;
  };
  const terminated = (): void => {
    asked = true;
    child.kill('SIGTERM');
  };
  const told = process.platform === 'win32' ? endSignals() : (['SIGINT'] as const);
  for (const signal of told) process.on(signal, interrupted);
  process.on('SIGTERM', terminated);
  return new Promise<ElectronEnd>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve({ code, signal, asked }));
  }).finally(() => {
    for (const signal of told) process.off(signal, interrupted);
    process.off('SIGTERM', terminated);
  });
}
