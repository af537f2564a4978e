import type { Result } from '../../core/result.ts';
import type { Agent } from '../agent.ts';

/** What the parts of the employee's service share. */
export interface ServiceContext {
  /** The running agent, or why there is none. */
  readonly running: () => Result<Agent>;
  /** Acts on the running agent and tells the pages that something changed. */
  readonly act: <T>(what: (agent: Agent) => Promise<Result<T>>) => Promise<Result<T>>;
  /** Ends the agent and forgets the enrolment, with keys and history where `removeHistory` says so; everything was withdrawn before. */
  readonly leave?: (removeHistory: boolean) => Promise<Result<null>>;
}
