import type { ManagerContract, ManagerStatus, Person } from '../../../ipc/manager.ts';
import type { Query } from '../../parts/use-query.ts';
import type { PageConnection } from '../../transport.ts';
import type { PresenceStore } from '../people/presence-store.ts';
import type { ReasonMemory } from '../reason/reason-memory.ts';
import type { ReviewPlace } from '../review/use-review.ts';

export type ManagerConnection = PageConnection<ManagerContract>;
export type ManagerClient = ManagerConnection['client'];

/** What every page of the manager's window is given. */
export interface ManagerProps {
  readonly connection: ManagerConnection;
  readonly status: ManagerStatus;
  readonly people: Query<Person[]>;
  readonly reasons: ReasonMemory;
  readonly presence: PresenceStore;
  readonly review: ReviewPlace;
}
