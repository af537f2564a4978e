import type { EmployeeContract, EmployeeStatus } from '../../../ipc/employee.ts';
import type { PageConnection } from '../../transport.ts';

export type EmployeeConnection = PageConnection<EmployeeContract>;
export type EmployeeClient = EmployeeConnection['client'];

/** What the window gives each of its pages. A page renders its own `h1`, which takes the focus when the page is gone to. */
export interface PageProps {
  readonly connection: EmployeeConnection;
  readonly status: EmployeeStatus;
  /** The service's clock (UTC ms), moving on every second. */
  readonly now: number;
  /** False while the service does not answer: `status` is then what was known before, and nothing is claimed. */
  readonly isKnown: boolean;
  /** Asks for the status again, after something was done that the service may not tell of. */
  readonly refresh: () => void;
}

/** What a part of a page is given that does something and then has the status asked for again. */
export interface ActionProps {
  readonly client: EmployeeClient;
  readonly status: EmployeeStatus;
  readonly now: number;
  readonly onDone: () => void;
}
