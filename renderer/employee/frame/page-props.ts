import type { EmployeeContract, EmployeeStatus } from '../../../ipc/employee.ts';
import type { PageConnection } from '../../transport.ts';
import type { NewLooksState } from '../looks/use-new-looks.ts';
import type { Questions } from '../looks/use-questions.ts';

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

/** What the pages of somebody who is enrolled share beside that. */
export interface ReadyProps extends PageProps {
  readonly newLooks: NewLooksState;
  readonly questions: Questions;
}

/** What a part of a page is given that does something and then has the status asked for again. */
export interface ActionProps {
  readonly client: EmployeeClient;
  readonly status: EmployeeStatus;
  readonly now: number;
  readonly onDone: () => void;
}
