import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { BusAddress } from '../../../../../agent/capture/linux/dbus/bus-address.ts';
import { busAddressOf } from '../../../../../agent/capture/linux/dbus/bus-address.ts';

export interface RealBus {
  readonly address: BusAddress;
  /** As it stands in the environment. */
  readonly text: string;
  end(): void;
}

/** A bus of one's own, as Debian's `dbus-daemon` makes it, ended with the test. */
export async function startBus(): Promise<RealBus> {
  const daemon = spawn('dbus-daemon', ['--session', '--nofork', '--nopidfile', '--print-address=1'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const end = (): void => void daemon.kill('SIGKILL');
  onTestFinished(end);
  const text = await new Promise<string>((resolve, reject) => {
    createInterface({ input: daemon.stdout }).once('line', resolve);
    daemon.once('exit', () => reject(new Error('dbus-daemon ended before it said where it is')));
  });
  const address = busAddressOf(text);
  if (address === null) throw new Error(`no address of a bus: ${text}`);
  return { address, text, end };
}
