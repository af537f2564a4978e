import { z } from 'zod';
import {
  type PurposeNotice,
  purposeNoticeSchema,
  type RecordingSettings,
  recordingSettingsSchema,
  smallestGroupSchema,
} from '../../core/organisation/organisation.ts';
import { type Purpose, purposeSchema, purposes } from '../../core/organisation/purpose.ts';
import type { Problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type Category, categoriesSchema } from '../../core/rules/categories.ts';
import { shownText } from '../../core/typed-text.ts';
import { keptFault } from '../../org/notice/kept-together.ts';
import { usualNoticeOf, usualPurposes } from '../../org/organisation.ts';
import { readJsonFile } from '../json-file.ts';
import { inOption, usageProblem } from '../outcome.ts';

/** What an organisation asks for and how: what people read before they decide. */
interface OrganisationNotice {
  readonly settings: RecordingSettings;
  readonly purposes: readonly PurposeNotice[];
  readonly categories: readonly Category[];
  readonly smallestGroup: number;
  readonly timesheetsAlone: boolean;
}

/** What a new organisation asks for where its file says nothing else. */
export const usualNotice: OrganisationNotice = {
  settings: recordingSettingsSchema.parse({}),
  purposes: usualPurposes,
  categories: [],
  smallestGroup: 5,
  timesheetsAlone: false,
};

/** One purpose in the file: what is said of it differently; null takes it out. */
const changeSchema = purposeNoticeSchema.omit({ purpose: true }).partial().strict().nullable();
const fileSchema = z.looseObject({
  purposes: z.partialRecord(purposeSchema, changeSchema).default({}),
  categories: categoriesSchema.optional(),
  smallestGroup: smallestGroupSchema.optional(),
  timesheetsAlone: z.boolean().optional(),
});

/**
 * The notice of `before` with what the JSON file changes: settings by their names, and under
 * `purposes` what is said about each (`why`, `basis`, `keptDays` with `least` and `most`, `seenBy`, `seenFrom`), or null
 * for one that is not asked for; `categories`, all of them, and `smallestGroup`. What the file
 * leaves out stays.
 */
export async function readNotice(path: string, before: OrganisationNotice): Promise<Result<OrganisationNotice>> {
  const json = await readJsonFile(path, 'The settings file');
  if (!json.ok) return fail(inOption('settings', json.problem));
  const file = fileSchema.safeParse(json.value);
  if (!file.success) return fail(whichOne(file.error));
  const { purposes: changes, categories, smallestGroup, timesheetsAlone, ...given } = file.data;
  const settings = recordingSettingsSchema.strict().safeParse({ ...before.settings, ...given });
  if (!settings.success) return fail(whichOne(settings.error));
  const asked = purposes.flatMap((purpose) => noticeFor(purpose, before, changes[purpose]));
  const isAlone = timesheetsAlone ?? before.timesheetsAlone;
  if (isAlone && !asked.some(({ purpose }) => purpose === 'timesheets')) return fail(asksForNone);
  const apart = keptApart(asked);
  if (apart !== null) return fail(apart);
  return ok({
    settings: settings.data,
    purposes: asked,
    timesheetsAlone: isAlone,
    categories: categories ?? before.categories,
    smallestGroup: smallestGroup ?? before.smallestGroup,
  });
}

const asksForNone = usageProblem(
  '--settings: with timesheetsAlone, purposes has to name timesheets, such as "timesheets": {}.',
);

/** What is wrong with the times that things are kept for, in words. */
function keptApart(asked: readonly PurposeNotice[]): Problem | null {
  const found = keptFault(asked);
  if (found === null) return null;
  const [first, second] = found.purposes;
  const names = found.together.join(', ');
  return usageProblem(
    found.fault === 'different'
      ? `--settings: ${first} and ${second} have different keptDays. What is recorded of a day is sealed together and goes together: give the same to each of ${names}.`
      : `--settings: screenshots have longer keptDays than ${names}. Nobody could check them without the day that they are of: give them the same, or less.`,
  );
}

function noticeFor(
  purpose: Purpose,
  before: OrganisationNotice,
  change: z.infer<typeof changeSchema> | undefined,
): PurposeNotice[] {
  const isThis = (notice: PurposeNotice): boolean => notice.purpose === purpose;
  const known = before.purposes.find(isThis);
  if (change === null) return [];
  if (change === undefined) return known === undefined ? [] : [known];
  const base = known ?? usualNoticeOf(purpose);
  return [purposeNoticeSchema.parse({ ...base, ...change })];
}

/** Names the setting and what is wrong with it, never its value. */
function whichOne(error: z.ZodError): Problem {
  const [issue] = error.issues;
  const isUnknown = issue?.code === 'unrecognized_keys';
  const path = isUnknown ? [...issue.path, issue.keys[0]] : (issue?.path ?? []);
  const setting = path.length === 0 ? 'The file as a whole' : `The setting ${shownText(path.join('.'))}`;
  if (isUnknown) return usageProblem(`--settings: ${setting} is not one.`);
  return usageProblem(`--settings: ${setting} has no valid value. It takes ${rightIn(issue)}.`);
}

/** What the schema asks for, in words. */
function rightIn(issue: z.core.$ZodIssue | undefined): string {
  const unit = issue?.code === 'too_small' || issue?.code === 'too_big' ? units[issue.origin] : undefined;
  if (issue?.code === 'too_small') return `at least ${issue.minimum}${unit ?? ''}`;
  if (issue?.code === 'too_big') return `at most ${issue.maximum}${unit ?? ''}`;
  if (issue?.code === 'invalid_type') return kinds[issue.expected] ?? 'something else';
  if (issue?.code === 'invalid_value') return `one of: ${issue.values.join(', ')}`;
  // Of the schema's own messages only this one is a thing that can be given.
  if (issue?.code === 'custom' && issue.path.at(-1) === 'keptDays') return issue.message;
  return 'what plainsight org --help says of it';
}

const units: Readonly<Record<string, string>> = { string: ' characters', array: ' entries' };
const kinds: Readonly<Record<string, string>> = {
  number: 'a number, such as 600000',
  int: 'a whole number, such as 600000',
  string: 'a text, such as "..."',
  boolean: 'true or false',
  array: 'a list, such as []',
  object: 'an object, such as {}',
  record: 'an object, such as {}',
};
