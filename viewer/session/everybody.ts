import pMap from 'p-map';
import { isOutage } from '../../bucket/store-problems.ts';
import type { PersonId } from '../../core/ids.ts';
import type { DirectoryPerson } from '../../core/organisation/access.ts';
import type { Problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { OpenViewer } from '../ports.ts';

const atOnce = 16;

/** What one person's devices left of something, and of which devices it is not among it. */
export interface FoundOf<T> {
  readonly found: readonly T[];
  readonly problems: readonly Problem[];
}

interface FromEverybody<T> {
  readonly found: T[];
  /** By name: of whom something may be missing, with the first reason. */
  readonly unread: { person: PersonId; name: string; problem: Problem }[];
}

/**
 * Asks for something of everybody whom the viewer may see. One person who cannot be read is named;
 * a store that is away ends it, and so does a receipt that was refused: who is named as one whose
 * receipt could not be written is one of whom there is something.
 */
export async function fromEverybody<T>(
  viewer: OpenViewer,
  ask: (person: DirectoryPerson) => Promise<Result<FoundOf<T>>>,
): Promise<Result<FromEverybody<T>>> {
  const directory = await viewer.directory();
  if (!directory.ok) return directory;
  const from: FromEverybody<T> = { found: [], unread: [] };
  let end: Problem | null = null;
  await pMap(
    directory.value.people,
    async (person) => {
      if (end !== null) return;
      const asked = await ask(person);
      const [first] = asked.ok ? asked.value.problems : [asked.problem];
      if (asked.ok) from.found.push(...asked.value.found);
      else if (isOutage(asked.problem) || asked.problem.code === 'receipt-refused') {
        end = asked.problem;
        return;
      }
      if (first !== undefined) from.unread.push({ person: person.person, name: person.name, problem: first });
    },
    { concurrency: atOnce },
  );
  if (end !== null) return fail(end);
  from.unread.sort((a, b) => (a.name < b.name ? -1 : 1));
  return ok(from);
}
