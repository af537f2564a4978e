import type { Clock, PresenceSensor, ScreenSensor } from '../agent/ports.ts';
import { problem } from '../core/problem.ts';
import { fail, type Result } from '../core/result.ts';
import type { Contract, OnChange, Service } from '../ipc/contract.ts';
import type { EmployeeContract } from '../ipc/employee.ts';
import type { ManagerContract } from '../ipc/manager.ts';
import type { PowerEvents } from './power.ts';
import type { SecretProtector } from './safe-key-store.ts';

/** What only Electron can give the services. */
export interface HostPorts {
  /** Where everything that is kept on this computer lives. */
  readonly dataFolder: string;
  readonly appVersion: string;
  readonly platform: NodeJS.Platform;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  readonly log: (line: string) => void;
  readonly power: PowerEvents;
  readonly secrets: SecretProtector;
  readonly presence: PresenceSensor;
  readonly screen: ScreenSensor;
}

export interface Served<C extends Contract> {
  readonly service: Service<C>;
  readonly onChange: OnChange;
}

export interface HostServices {
  readonly employee: Served<EmployeeContract>;
  /** Null where this computer is not set up to look at other people's days. */
  readonly manager: Served<ManagerContract> | null;
  /** Ends recording, keeps what was recorded, and closes everything. */
  close(): Promise<void>;
}

/** Everything that records, keeps, uploads and shows, started; or why it cannot start. */
export async function openServices(_ports: HostPorts): Promise<Result<HostServices>> {
  return fail(
    problem(
      'no-services',
      'This build of Plainsight holds no recording services.',
      'Use the browser instead: npm start.',
    ),
  );
}
