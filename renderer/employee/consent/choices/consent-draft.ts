import { useState } from 'react';
import type { Purpose } from '../../../../core/organisation/purpose.ts';
import { ok, type Result } from '../../../../core/result.ts';
import type { ConsentState, PurposeConsent } from '../../../../ipc/employee-consent.ts';
import { type Mutation, useMutation } from '../../../parts/use-mutation.ts';
import { useUnsaved } from '../../frame/unsaved.ts';
import { type ConsentActions, isOutgrown } from '../consent-actions.ts';

export interface ConsentDraft {
  /** What the switch of a purpose shows: what holds, or a yes that waits to be saved. */
  readonly isOn: (consent: PurposeConsent) => boolean;
  /** Whether there is a yes that waits. */
  readonly waits: (consent: PurposeConsent) => boolean;
  readonly set: (consent: PurposeConsent, agreed: boolean) => void;
  readonly counts: { readonly yes: number; readonly no: number };
  /** Whether saving would write anything: a yes, or the no to what was never decided. */
  readonly isOpen: boolean;
  /** Whether something is on already, and stays on. */
  readonly hasSome: boolean;
  readonly mutation: Mutation;
  /** Writes the yeses that wait, and a no for all that is off. */
  readonly save: () => Promise<void>;
  /** Forgets the yeses that wait, and writes a no for all that is off. */
  readonly keepOff: () => Promise<void>;
}

/**
 * The switches of what is asked by consent. A yes waits here until it is saved; a no to what holds
 * never comes here, it takes effect at once.
 */
export function useConsentDraft(actions: ConsentActions, state: ConsentState, onSaved: () => void): ConsentDraft {
  // By purpose the hash of the notice that was shown when it was switched on.
  const [yeses, setYeses] = useState<ReadonlyMap<Purpose, string>>(new Map());
  const mutation = useMutation();
  const asked = state.purposes.filter((each) => each.terms.basis === 'consent' && !isOutgrown(each));
  const waits = ({ purpose, notice, isAllowed }: PurposeConsent) => !isAllowed && yeses.get(purpose) === notice;
  const isOn = (consent: PurposeConsent) => consent.isAllowed || waits(consent);
  const waiting = asked.filter(waits);
  const yes = asked.filter(isOn).length;
  useUnsaved('consent', waiting.length > 0);

  const write = async (agreedTo: readonly PurposeConsent[]): Promise<Result<unknown>> => {
    const shown = await actions.client.consent({});
    if (!shown.ok) return shown;
    const isSame = (each: PurposeConsent) =>
      shown.value.purposes.some(({ purpose, notice }) => purpose === each.purpose && notice === each.notice);
    if (!asked.every(isSame)) return outdated();
    const refused = asked.filter((each) => !each.isAllowed && !agreedTo.includes(each));
    for (const [decided, agreed] of [[refused, false] as const, [agreedTo, true] as const])
      for (const { purpose, notice } of decided) {
        const result = await actions.client.setConsent({ purpose, agreed, notice });
        if (!result.ok) return result.problem.code === 'notice-changed' ? outdated() : result;
      }
    setYeses(new Map());
    onSaved();
    return ok(null);
  };
  const outdated = (): Result<unknown> => {
    setYeses(new Map());
    actions.onOutdated();
    return ok(null);
  };
  const run = async (agreedTo: readonly PurposeConsent[]) => {
    if (mutation.isBusy) return;
    // What was written before something failed is shown as it is.
    if (!(await mutation.run(() => write(agreedTo)))) actions.onDone();
  };
  return {
    isOn,
    waits,
    set: ({ purpose, notice }, agreed) => {
      const next = new Map(yeses);
      if (agreed) next.set(purpose, notice);
      else next.delete(purpose);
      setYeses(next);
    },
    counts: { yes, no: asked.length - yes },
    isOpen: waiting.length > 0 || asked.some(({ last }) => last === null),
    hasSome: asked.some(({ isAllowed }) => isAllowed),
    mutation,
    save: () => run(waiting),
    keepOff: () => run([]),
  };
}
