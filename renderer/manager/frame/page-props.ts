import type { z } from 'zod';
import type { Client } from '../../../ipc/contract.ts';
import type { ManagerContract, ManagerStatus, personSchema } from '../../../ipc/manager.ts';
import type { Asked } from '../../parts/use-call.ts';
import type { Connection } from '../../transport.ts';
import type { PresenceStore } from '../people/presence-store.ts';
import type { ReasonMemory } from '../reason/reason-memory.ts';

export type Person = z.infer<typeof personSchema>;
export type ManagerClient = Client<ManagerContract>;

/** What every page of the manager's window is given. */
export interface ManagerProps {
  readonly connection: Connection<ManagerContract>;
  readonly status: ManagerStatus;
  readonly people: Asked<Person[]>;
  readonly reasons: ReasonMemory;
  readonly presence: PresenceStore;
}
