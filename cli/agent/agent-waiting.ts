import { existsSync } from 'node:fs';
import type { Agent } from '../../agent/agent.ts';
import type { Employee } from '../../agent/employee.ts';
import { enrolledPath } from '../../agent/enrolment/enrolled-file.ts';
import { wholeText } from '../../messages/problem-text.ts';

const lookEveryMs = 1_000;

/**
 * Waits until the person has accepted an enrolment, on the page of this process or in a terminal of theirs (`plainsight consent`), and starts
 * what they accepted. Answers how to stop waiting.
 */
export function waitForPerson(
  employee: Pick<Employee, 'agent' | 'takeUp'>,
  folder: string,
  onReady: (agent: Agent) => void,
  warn: (sentence: string) => void,
): () => void {
  let isLooking = false;
  let lastWarning = '';
  const look = async (): Promise<void> => {
    if (employee.agent() === null && existsSync(enrolledPath(folder))) {
      const taken = await employee.takeUp();
      // The terminal in which they answer holds the vault until they have.
      if (!taken.ok && taken.problem.code !== 'vault-in-use' && wholeText('en', taken.problem) !== lastWarning) {
        lastWarning = wholeText('en', taken.problem);
        warn(lastWarning);
      }
    }
    const agent = employee.agent();
    if (agent === null) return;
    clearInterval(timer);
    onReady(agent);
  };
  // Nothing else keeps this process alive while it waits.
  const timer = setInterval(() => {
    if (isLooking) return;
    isLooking = true;
    void look().finally(() => {
      isLooking = false;
    });
  }, lookEveryMs);
  return () => clearInterval(timer);
}
