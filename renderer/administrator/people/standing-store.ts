import { useCallback, useEffect, useState } from 'react';
import type { PersonId } from '../../../core/ids.ts';
import type { Problem } from '../../../core/problem.ts';
import type { PersonStanding } from '../../../ipc/administrator/administrator.ts';
import type { AdministratorConnection } from '../frame/page-props.ts';

/** As many as a call takes. */
const standingsAtOnce = 50;

interface Standings {
  readonly of: (person: PersonId) => PersonStanding | undefined;
  readonly problem: Problem | null;
  /** Asks anew of everybody, as far as they are wanted. */
  readonly again: () => void;
}

/** What is known of the computers of those in `wanted`, asked for in parts, those first that come first. What was heard stays until it is asked again. */
export function useStandings(client: AdministratorConnection['client'], wanted: readonly PersonId[]): Standings {
  const [known, setKnown] = useState<ReadonlyMap<PersonId, PersonStanding>>(new Map());
  const [problem, setProblem] = useState<Problem | null>(null);
  const [round, setRound] = useState(0);
  const missing = wanted.filter((person) => !known.has(person)).slice(0, standingsAtOnce);
  const key = missing.length === 0 ? '' : [String(round), ...missing].join(' ');
  useEffect(() => {
    if (key === '') return;
    let isLive = true;
    const [, ...people] = key.split(' ');
    void client.standing({ people }).then((told) => {
      if (!isLive) return;
      setProblem(told.ok ? null : told.problem);
      if (told.ok) setKnown((old) => new Map([...old, ...told.value.map((each) => [each.person, each] as const)]));
    });
    return () => {
      isLive = false;
    };
  }, [client, key]);
  const again = useCallback(() => {
    setKnown(new Map());
    setRound((old) => old + 1);
  }, []);
  return { of: (person) => known.get(person), problem, again };
}
