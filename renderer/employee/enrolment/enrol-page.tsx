import { useEffect, useRef, useState } from 'react';
import type { Language } from '../../../core/language.ts';
import type { Invitation } from '../../../ipc/employee-enrolment.ts';
import { Button } from '../../parts/controls/button.tsx';
import { LanguageChooser } from '../../parts/controls/language-chooser.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { setPageLanguage } from '../../parts/language.ts';
import { EyeMark } from '../../parts/timeline/marks.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import { useQuery } from '../../parts/use-query.ts';
import type { PageProps } from '../frame/page-props.ts';
import { tEnrolment as t } from '../messages.ts';
import { EnrolAge, EnrolKeys } from './enrol-answers.tsx';
import { EnrolInvitation } from './enrol-invitation.tsx';
import { EnrolOpen } from './enrol-open.tsx';
import { EnrolSteps } from './enrol-steps.tsx';
import '../consent/consent.css';
import './enrol.css';

/** Where the person is: before an answer, or at one of the ends that keep nothing. */
type Step = 'read' | 'age' | 'keys' | 'declined' | 'not-me' | 'young';

/** Before this computer belongs to an organisation: who asks for what, and the person's answer to that. */
export function EnrolPage({ connection, refresh }: PageProps) {
  const { client, onChange } = connection;
  const waiting = useQuery('invitation', () => client.invitation({}), onChange);
  const [language, setLanguage] = useState<Language | null>(null);
  const [answered, setAnswered] = useState<{ step: Step; id: string | null }>({ step: 'read', id: null });
  const mutation = useMutation();
  // While rendering, because what is rendered next reads it: the window sets it to the system's for as long as there are no settings.
  if (language !== null) setPageLanguage(language);
  const invitation = waiting.value;
  // What was answered to one invitation holds for that one: another that comes meanwhile is read from its beginning.
  const step = invitation !== null && invitation.id !== answered.id ? 'read' : answered.step;
  const setStep = (next: Step) => setAnswered({ step: next, id: invitation?.id ?? null });
  const isLoaded = waiting.at > 0 || waiting.problem !== null;
  const main = useFocusOnStep(step, invitation?.id ?? null, isLoaded);

  const open = async (text: string) => {
    const result = await client.openInvitation({ text });
    if (result.ok) {
      setStep('read');
      waiting.again();
    }
    return result;
  };
  const dismiss = async () => {
    const isDone = await mutation.run(() => client.dismissInvitation({}));
    if (isDone) waiting.again();
    return isDone;
  };
  const end = async (how: Step) => {
    if (await dismiss()) setStep(how);
  };
  const isLeaving = invitation !== null && (step === 'not-me' || step === 'declined');
  usePutAside(isLeaving, dismiss);
  const accept = async (invitation: Invitation, passphrase: string | null) => {
    const result = await client.acceptInvitation({ id: invitation.id, isOfAge: true, passphrase });
    if (!result.ok) return result;
    if (language !== null) await keepLanguage(language);
    // What may be recorded is chosen there, one purpose at a time.
    location.hash = '#consent';
    refresh();
    return result;
  };
  // The choice made here goes on in the settings, which are there from now on. Where that fails, the system's language shows.
  const keepLanguage = async (chosen: Language) => {
    const kept = await client.settings({});
    if (kept.ok) await client.setSettings({ settings: { ...kept.value.settings, language: chosen } });
  };

  return (
    <main className={`alone enrol ${step}`} data-recording="off" data-step={step} ref={main}>
      <div className="enrol-head">
        <span className="brand">
          <EyeMark look="closed" /> Plainsight
        </span>
        <LanguageChooser onChoose={setLanguage} />
      </div>
      <ProblemNotice problem={mutation.problem} tone="danger" />
      {step === 'declined' || step === 'not-me' || step === 'young' ? (
        <>
          <div className="prose">
            <h1 tabIndex={-1}>{t(`${step}-title`)}</h1>
            <p role="status">{t(isLeaving ? 'leaving-body' : `${step}-body`)}</p>
          </div>
          {step !== 'young' && (
            <div className="row wrap">
              {isLeaving && <Button onClick={() => setStep('read')}>{t('undo')}</Button>}
              <Button onClick={() => (isLeaving ? void end('read') : setStep('read'))}>{t('start')}</Button>
            </div>
          )}
        </>
      ) : invitation === null ? (
        isLoaded && <EnrolOpen refusal={waiting.problem} onOpen={open} onDismiss={() => void end('read')} />
      ) : (
        <>
          <EnrolSteps current={step === 'read' ? 1 : 2} />
          {step === 'read' && (
            <EnrolInvitation
              invitation={invitation}
              onNotMe={() => setStep('not-me')}
              onDecline={() => setStep('declined')}
              onContinue={() => setStep('age')}
            />
          )}
          {step === 'age' && (
            <EnrolAge
              invitation={invitation}
              onYounger={() => void end('young')}
              onOfAge={() => setStep('keys')}
              onBack={() => setStep('read')}
            />
          )}
          {step === 'keys' && (
            <EnrolKeys
              needsPassphrase={invitation.needsPassphrase}
              onAccept={(passphrase) => accept(invitation, passphrase)}
              onBack={() => setStep('age')}
            />
          )}
        </>
      )}
    </main>
  );
}

/** How long an answer that ends it can be undone. */
const undoMs = 10_000;

/** Puts the invitation aside once its time to undo is over. */
function usePutAside(isLeaving: boolean, dismiss: () => Promise<unknown>): void {
  const latest = useRef(dismiss);
  latest.current = dismiss;
  useEffect(() => {
    if (!isLeaving) return;
    const timer = setTimeout(() => void latest.current(), undoMs);
    return () => clearTimeout(timer);
  }, [isLeaving]);
}

/** Moves the focus to the title of each step that is gone to, unless a field of it has taken it. What is there first takes none. */
function useFocusOnStep(step: Step, id: string | null, isLoaded: boolean) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef<{ step: Step; id: string | null } | null>(null);
  useEffect(() => {
    const before = shown.current;
    if (isLoaded) shown.current = { step, id };
    if (before === null || (before.step === step && before.id === id)) return;
    window.scrollTo(0, 0);
    if (main.current?.contains(document.activeElement) && document.activeElement?.tagName === 'INPUT') return;
    main.current?.querySelector('h1')?.focus({ preventScroll: true });
  }, [step, id, isLoaded]);
  return main;
}
