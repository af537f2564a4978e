import type {
  AdministratorContract,
  AdministratorStatus,
  EnrolledPerson,
} from '../../../ipc/administrator/administrator.ts';
import type { Query } from '../../parts/use-query.ts';
import type { PageConnection } from '../../transport.ts';

export type AdministratorConnection = PageConnection<AdministratorContract>;

/** What every page of the administrator's window is given. */
export interface AdministratorProps {
  readonly connection: AdministratorConnection;
  readonly status: AdministratorStatus;
  readonly people: Query<EnrolledPerson[]>;
}
