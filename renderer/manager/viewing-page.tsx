import { useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { Day, PersonId } from '../../core/ids.ts';
import type { Language } from '../../core/language.ts';
import type { Problem } from '../../core/problem.ts';
import { managerWords } from '../../core/words/manager.ts';
import type { ManagerContract, managerStatusSchema, personSchema } from '../../ipc/manager.ts';
import type { OpenedDay } from '../../ipc/manager-day.ts';
import { wordsOf } from '../parts/language.ts';
import { LanguageChooser } from '../parts/language-chooser.tsx';
import { EyeMark } from '../parts/marks.tsx';
import { Notice } from '../parts/notice.tsx';
import type { Asked } from '../parts/use-call.ts';
import { useCall } from '../parts/use-call.ts';
import type { Connection } from '../transport.ts';
import { Chooser } from './chooser.tsx';
import { DayPage } from './day-page.tsx';
import { OpeningSkeleton } from './opening-skeleton.tsx';
import { ReasonForm } from './reason-form.tsx';

const say = wordsOf(managerWords);

export type Person = z.infer<typeof personSchema>;
export type ManagerStatus = z.infer<typeof managerStatusSchema>;

export interface DayChoice {
  readonly person: PersonId;
  readonly day: Day;
}

type Opening =
  | { readonly step: 'none' | 'reason' }
  | { readonly step: 'opening'; readonly reason: string }
  | { readonly step: 'failed'; readonly reason: string; readonly problem: Problem }
  | { readonly step: 'open'; readonly reason: string; readonly opened: OpenedDay };

interface Props {
  readonly connection: Connection<ManagerContract>;
  readonly status: Asked<ManagerStatus>;
  readonly known: ManagerStatus;
  readonly onLanguage: (language: Language) => void;
}

/** People and days at the left; at the right the reason that is asked for, and then the day. */
export function ViewingPage({ connection, status, known, onLanguage }: Props) {
  const { client, onChange } = connection;
  const [person, setPerson] = useState<PersonId | null>(null);
  const [choice, setChoice] = useState<DayChoice | null>(null);
  const [opening, setOpening] = useState<Opening>({ step: 'none' });
  const people = useCall('people', () => client.people({}), onChange, 5000);
  const days = useCall(person, () => client.days({ person: person as PersonId }), onChange, 5000);
  const turn = useRef(0);

  // With one person there is nothing to choose.
  const only = people.value?.length === 1 ? people.value[0]?.person : undefined;
  useEffect(() => {
    if (only !== undefined) setPerson((chosen) => chosen ?? only);
  }, [only]);

  const choose = (next: DayChoice) => {
    turn.current += 1;
    setChoice(next);
    setOpening({ step: 'reason' });
  };
  const open = async (reason: string) => {
    if (choice === null) return;
    turn.current += 1;
    const mine = turn.current;
    setOpening({ step: 'opening', reason });
    const result = await client.openDay({ ...choice, reason });
    // Another day was chosen meanwhile, or the waiting was given up.
    if (turn.current !== mine) return;
    setOpening(
      result.ok ? { step: 'open', reason, opened: result.value } : { step: 'failed', reason, problem: result.problem },
    );
  };
  const giveUp = () => {
    turn.current += 1;
    setOpening({ step: 'reason' });
  };
  const chosen = people.value?.find((each) => each.person === choice?.person) ?? null;
  const problem = status.problem ?? known.problem;

  return (
    <div className="viewing">
      <aside className="sidebar">
        <div className="sidebar-inner">
          <span className="brand">
            <EyeMark look="open" /> Plainsight
          </span>
          <p className="quiet small">
            {known.organisation}
            {known.viewer !== '' && ` · ${known.viewer}`}
          </p>
          <Chooser people={people} person={person} onPerson={setPerson} days={days} choice={choice} onChoose={choose} />
          <LanguageChooser onChoose={onLanguage} />
        </div>
      </aside>
      <main className="viewing-main stack">
        {problem !== null && <Notice problem={problem} tone="danger" onRetry={status.again} />}
        {opening.step === 'none' && people.problem === null && (
          <Welcome hasPeople={people.value === null || people.value.length > 0} />
        )}
        {opening.step === 'reason' && choice !== null && (
          <ReasonForm
            key={`${choice.person} ${choice.day}`}
            person={chosen}
            day={choice.day}
            onOpen={(reason) => void open(reason)}
          />
        )}
        {opening.step === 'opening' && <OpeningSkeleton onGiveUp={giveUp} />}
        {opening.step === 'failed' && (
          <>
            <h1>{say('not-opened')}</h1>
            <Notice problem={opening.problem} tone="danger" onRetry={() => void open(opening.reason)} />
          </>
        )}
        {opening.step === 'open' && (
          <DayPage
            client={client}
            opened={opening.opened}
            categories={known.categories}
            viewer={known.viewer}
            onReadAgain={() => void open(opening.reason)}
          />
        )}
      </main>
    </div>
  );
}

function Welcome({ hasPeople }: { readonly hasPeople: boolean }) {
  return (
    <div className="empty">
      <h1>{say(hasPeople ? 'choose' : 'no-access')}</h1>
      <p className="quiet">{say(hasPeople ? 'choose-about' : 'no-access-about')}</p>
    </div>
  );
}
