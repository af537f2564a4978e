import type { Result } from '../../core/result.ts';
import type { Agent } from '../agent.ts';

/** What the parts of the employee's service share. */
export interface ServiceContext {
  /** The running agent, or why there is none. */
  readonly running: () => Result<Agent>;
  /** Acts on the running agent and tells the pages that something changed. */
  readonly act: <T>(what: (agent: Agent) => Promise<Result<T>>) => Promise<Result<T>>;
  /**
   * Ends the agent, which sends what it can within some seconds, and forgets the enrolment: the phase is `unenrolled` after it. Keys and vault
   * are moved aside, or removed. Not to be called inside `act`, and only after everything was withdrawn: that is not done here.
   */
  readonly leave: (removeHistory: boolean) => Promise<Result<null>>;
}
