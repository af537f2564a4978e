import { ok } from '../../../core/result.ts';
import type { PurposeConsent } from '../../../ipc/employee-consent.ts';
import { type Mutation, useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';

/** What the pieces of the Consent page share. */
export interface ConsentActions {
  readonly client: EmployeeClient;
  /** Asks for everything again, after something was decided. */
  readonly onDone: () => void;
  /** The notice changed between what was shown and the answer: nothing was decided. */
  readonly onOutdated: () => void;
}

export interface DecisionMutation extends Mutation {
  /** Answers whether it was decided. */
  readonly decide: (agreed: boolean) => Promise<boolean>;
}

/** A yes or no to what is shown of `purpose`, by the hash of exactly that. */
export function useDecision(
  { client, onDone, onOutdated }: ConsentActions,
  { purpose, notice }: PurposeConsent,
): DecisionMutation {
  const mutation = useMutation();
  const decide = async (agreed: boolean): Promise<boolean> => {
    // Not `disabled` meanwhile: a control that is loses the focus.
    if (mutation.isBusy) return false;
    let isOutdated = false;
    const isDone = await mutation.run(async () => {
      const result = await client.setConsent({ purpose, agreed, notice });
      isOutdated = !result.ok && result.problem.code === 'notice-changed';
      return isOutdated ? ok(null) : result;
    });
    if (isOutdated) onOutdated();
    else onDone();
    return isDone && !isOutdated;
  };
  return { ...mutation, decide };
}

/** Whether the person said yes to less than what is asked now: stopped until they decide. */
export function isOutgrown({ isAllowed, changes }: PurposeConsent): boolean {
  return isAllowed && changes.some(({ effect }) => effect === 'widens');
}
