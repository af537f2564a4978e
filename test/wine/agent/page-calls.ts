import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, clientOf } from '../../../ipc/contract.ts';
import { type EmployeeContract, employeeContract } from '../../../ipc/employee.ts';

/** The calls of the person's page, as the page sends them, to an agent that runs elsewhere and keeps everything in `folder`. */
export async function pageCalls(folder: string): Promise<Client<EmployeeContract>> {
  return pageCallsAt(new URL((await readFile(join(folder, 'page-address'), 'utf8')).trim()));
}

/** The same by the address of the page, with its token. */
export function pageCallsAt(address: URL): Client<EmployeeContract> {
  const token = address.hash.slice('#token='.length);
  return clientOf(employeeContract, async (call, args) => {
    const response = await fetch(`${address.origin}/api/employee/${call}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-plainsight': token },
      body: JSON.stringify({ args }),
    });
    return response.json();
  });
}
