import { z } from 'zod';
import { viewerIdSchema } from '../ids.ts';
import { daySpanSchema } from '../organisation/access.ts';
import {
  controllerSchema,
  type Organisation,
  recordingSettingsSchema,
  smallestGroupSchema,
} from '../organisation/organisation.ts';
import { categoriesSchema } from '../rules/categories.ts';

/** Who may open days of the person's, as signed. `name` null: it could not be read. */
export const namedViewerSchema = z.object({
  viewer: viewerIdSchema,
  name: z.string().nullable(),
  spans: z.array(daySpanSchema),
});
export type NamedViewer = z.infer<typeof namedViewerSchema>;

/**
 * What a person is shown and told of, and does not decide about: it makes nothing more be recorded,
 * kept or sent. A change is told by a notice until they have seen it; recording goes on. What they
 * decide about is in `Terms`.
 */
export const aboutSchema = z.object({
  ...controllerSchema.omit({ jurisdiction: true }).shape,
  minimumAge: z.number(),
  categories: categoriesSchema,
  corrections: recordingSettingsSchema.shape.corrections,
  smallestGroup: smallestGroupSchema,
  viewers: z.array(namedViewerSchema),
});
export type About = z.infer<typeof aboutSchema>;
export type AboutField = keyof About;
/** In the order in which a person reads them. */
export const aboutFields = [
  ...(['viewers', 'contact', 'address', 'email', 'phone', 'officer', 'policyUrl'] as const),
  ...(['categories', 'corrections', 'smallestGroup', 'minimumAge'] as const),
] satisfies readonly AboutField[];
export const aboutFieldSchema = z.enum(aboutFields);

export function aboutOf(organisation: Organisation, viewers: readonly NamedViewer[]): About {
  const { jurisdiction: _, ...contacts } = organisation.controller;
  const { minimumAge, categories, smallestGroup, settings } = organisation;
  return {
    ...contacts,
    minimumAge,
    categories,
    corrections: settings.corrections,
    smallestGroup,
    viewers: [...viewers],
  };
}

/** Where the two differ. */
export function aboutChanges(before: About, now: About): AboutField[] {
  return aboutFields.filter((field) => canonicalText(before[field]) !== canonicalText(now[field]));
}

/** The same text for the same value, whatever the order of its members. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, member: unknown) =>
    member !== null && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}
