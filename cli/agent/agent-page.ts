import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Employee } from '../../agent/employee.ts';
import { ok, type Result } from '../../core/result.ts';
import { writeDurably } from '../../disk/durable-file.ts';
import { employeeContract } from '../../ipc/employee.ts';
import { startWebHost } from '../../web/server.ts';

export interface ServedPage {
  /** Holds the page's address. The address is a key to the page, and what an agent prints ends up in logs. */
  readonly addressFile: string;
  close(): Promise<void>;
}

/** Serves the employee's page on this computer's loopback, and writes its address into the agent's folder. */
export async function serveEmployeePage(
  employee: Employee,
  port: number,
  folder: string,
  log: (line: string) => void,
): Promise<Result<ServedPage>> {
  const root = fileURLToPath(new URL('../../out/renderer', import.meta.url));
  const contracts = [{ contract: employeeContract, service: employee.service, onChange: employee.onChange }];
  const host = await startWebHost({ port, root, contracts, log });
  if (!host.ok) return host;
  const addressFile = join(folder, 'page-address');
  const written = await writeDurably(addressFile, Buffer.from(`${host.value.address('employee')}\n`));
  if (!written.ok) {
    await host.value.close();
    return written;
  }
  return ok({ addressFile, close: () => host.value.close() });
}
