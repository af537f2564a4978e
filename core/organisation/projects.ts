import { z } from 'zod';
import { daySchema } from '../ids.ts';
import { isShowable } from '../shown-text.ts';

/** A name as it stands in a table: one line, nothing in it that hides or turns what follows. */
export const projectNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .refine(isShowable, 'holds characters that cannot be shown');

export const projectIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,39}$/, 'takes lower-case letters, digits and hyphens, at most 40');

/** One of the organisation's projects. An ended one stays in the list: sheets still name it. */
export const listedProjectSchema = z.strictObject({
  id: projectIdSchema,
  name: projectNameSchema,
  /** The last day on which it may be chosen; null: it goes on. */
  ended: daySchema.nullable().default(null),
});
export type ListedProject = z.infer<typeof listedProjectSchema>;

export const mostProjects = 500;

/** The organisation's list. Empty: each person writes names of their own. */
export const projectsSchema = z
  .array(listedProjectSchema)
  .max(mostProjects)
  .refine((listed) => new Set(listed.map(({ id }) => id)).size === listed.length, 'names a project twice');

/** A project as a sheet names it. `id` null: the person wrote the name, there is no list. */
export const projectSchema = z.strictObject({ id: projectIdSchema.nullable(), name: projectNameSchema });
export type Project = z.infer<typeof projectSchema>;

/** The same for the same project: by its id, or by its name where it has none. */
export function projectKey({ id, name }: Project): string {
  return id === null ? `own ${name}` : `listed ${id}`;
}

export function isSameProject(a: Project | null, b: Project | null): boolean {
  return a === null || b === null ? a === b : projectKey(a) === projectKey(b);
}

/**
 * The project as the list has it, or null where it may not be named: with a list only what is on
 * it, on no day after it ended; without one only names of the person's own.
 */
export function projectOn(listed: readonly ListedProject[], project: Project, day: string): Project | null {
  if (listed.length === 0) return project.id === null ? project : null;
  const found = listed.find(({ id }) => id === project.id);
  if (found === undefined || (found.ended !== null && found.ended < day)) return null;
  return { id: found.id, name: found.name };
}

/** `now` with what `before` had and it has not: as ended the day before `today`. */
export function withEnded(
  before: readonly ListedProject[],
  now: readonly ListedProject[],
  today: ListedProject['ended'],
): ListedProject[] {
  const kept = new Set(now.map(({ id }) => id));
  const gone = before.filter(({ id }) => !kept.has(id)).map((each) => ({ ...each, ended: each.ended ?? today }));
  return [...now, ...gone];
}
