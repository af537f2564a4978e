import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { readJson } from '../../core/json.ts';
import { type Shared, sharedSchema } from '../administration.ts';

/** What of the administration is told apart by an id, and which. */
const sections = {
  people: (each: Shared['people'][number]) => each.person,
  viewers: (each: Shared['viewers'][number]) => each.certificate.viewer,
  access: (each: Shared['access'][number]) => each.person,
  teams: (each: Shared['teams'][number]) => each.person,
  devices: (each: Shared['devices'][number]) => each.device,
  administrators: (each: Shared['administrators'][number]) => each.administrator,
} as const;
type Section = keyof typeof sections;
const sectionNames = Object.keys(sections) as Section[];

const removedSchema = z.partialRecord(
  z.enum(['people', 'viewers', 'access', 'teams', 'devices', 'administrators']),
  z.array(z.string().max(40)),
);

/** What became different: each record that is new or another one, whole, and the ids of those that are gone. */
export const changeSchema = z.object({ put: sharedSchema.partial(), removed: removedSchema });
export type Change = z.infer<typeof changeSchema>;

export function changeBetween(before: Shared, after: Shared): Change {
  const put: Record<string, unknown> = {};
  const removed: Change['removed'] = {};
  if (!isSame(before.document, after.document)) put.document = after.document;
  for (const section of sectionNames) {
    const [was, is] = [recordsIn(before, section), recordsIn(after, section)];
    const changed = [...is].flatMap(([id, record]) => (isSame(was.get(id), record) ? [] : [record]));
    const gone = [...was.keys()].filter((id) => !is.has(id));
    if (changed.length > 0) put[section] = changed;
    if (gone.length > 0) removed[section] = gone;
  }
  // Written out by hand and not parsed: what is there was parsed when it came.
  return { put: put as Change['put'], removed };
}

/** A record that changed stays where it was; a new one comes last. */
export function applied(before: Shared, { put, removed }: Change): Shared {
  const after: Record<string, unknown> = { document: put.document ?? before.document };
  for (const section of sectionNames) {
    const records = new Map<string, unknown>(recordsIn(before, section));
    for (const id of removed[section] ?? []) records.delete(id);
    for (const [id, record] of recordsIn(put, section)) records.set(id, record);
    after[section] = [...records.values()];
  }
  return after as Shared;
}

/** What a change is about, one name for each record. Two that have a name in common cannot both be made from the same state. */
export function touched({ put, removed }: Change): Set<string> {
  const document = put.document === undefined ? [] : ['document'];
  const records = sectionNames.flatMap((section) =>
    [...recordsIn(put, section).keys(), ...(removed[section] ?? [])].map((id) => `${section}/${id}`),
  );
  return new Set([...document, ...records]);
}

/** As it is written: what is left out and what is undefined are the same. */
function isSame(a: unknown, b: unknown): boolean {
  return isDeepStrictEqual(written(a), written(b));
}

function written(value: unknown): unknown {
  return value === undefined ? undefined : readJson(JSON.stringify(value));
}

function recordsIn(
  shared: { readonly [Name in Section]?: Shared[Name] | undefined },
  section: Section,
): Map<string, unknown> {
  const idOf = sections[section] as (record: unknown) => string;
  return new Map((shared[section] ?? []).map((record: unknown) => [idOf(record), record]));
}
