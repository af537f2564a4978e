import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { localTextSchema } from '../language.ts';
import {
  keptDaysSchema,
  legalBasisSchema,
  noticeOf,
  type Organisation,
  shotDetailSchema,
  shotDetails,
} from '../organisation/organisation.ts';
import { type Purpose, purposeSchema } from '../organisation/purpose.ts';
import type { Recipient } from '../organisation/recipient.ts';
import { rulesSchema } from '../rules/rule.ts';
import { reachesBeyond, workingHoursSchema } from '../time/working-hours.ts';

/** Who is responsible. Their contact is not part of the terms: its changes are shown. */
export const responsibleSchema = z.object({ name: z.string(), jurisdiction: z.string() });

/** Where sealed data goes: host (with port and folder) and bucket (with its folder). */
export const storageSchema = z.object({ host: z.string().min(1), bucket: z.string().min(1) });
export type StorageLocation = z.infer<typeof storageSchema>;

export function isSameStorage(a: StorageLocation, b: StorageLocation): boolean {
  return a.host === b.host && a.bucket === b.bucket;
}

/**
 * Everything that a person is told about one purpose before they decide: what the notice says, and
 * the settings that bear on it. A decision refers to the terms that were read. Times in ms; a field
 * that does not concern the purpose is null.
 */
export const termsSchema = z.object({
  purpose: purposeSchema,
  basis: legalBasisSchema,
  why: localTextSchema,
  seenBy: localTextSchema,
  seenFrom: localTextSchema,
  keptDays: keptDaysSchema,
  /** How long it stays with the person alone. */
  holdMs: z.number().int().nonnegative(),
  hours: workingHoursSchema.nullable(),
  /** The organisation's rules of exclusion; null for counts and presence. */
  rules: rulesSchema.nullable(),
  idleAfterMs: z.number().int().positive().nullable(),
  shotIntervalMs: z.number().int().positive().nullable(),
  shotDetail: shotDetailSchema.nullable(),
  controller: responsibleSchema,
  storage: storageSchema,
  /** SHA-256 (hex) of each recovery recipient, in order: their keys open everything. */
  recovery: z.array(z.string().regex(/^[0-9a-f]{64}$/)),
  /**
   * It never leaves the person's computer: the organisation asks for timesheets alone. Left out
   * where it does, so that terms of before have the hash that they had.
   */
  staysHere: z.literal(true).optional(),
  /** Of a website the path of the page too. Left out where it is the host alone, for the same reason. */
  sitePaths: z.literal(true).optional(),
});
export type Terms = z.infer<typeof termsSchema>;

export type TermsField = Exclude<keyof Terms, 'purpose'>;

/** One difference. `widens`: more is recorded, shown or kept, or may be. */
export interface TermsChange {
  readonly field: TermsField;
  readonly effect: 'widens' | 'narrows';
}

/** How long a week that was handed in can be taken back before anything of it leaves. */
export const timesheetUndoMs = 10_000;

/** The present terms of `purpose`; null: not asked for. `storage` comes with the enrolment. */
export function termsOf(organisation: Organisation, purpose: Purpose, storage: StorageLocation): Terms | null {
  const notice = noticeOf(organisation, purpose);
  if (notice === null) return null;
  const { settings } = organisation;
  const isShot = purpose === 'screenshots';
  const isSheet = purpose === 'timesheets';
  const isRuled = !isSheet && purpose !== 'input-counts' && purpose !== 'presence';
  return {
    purpose,
    basis: notice.basis,
    why: notice.why,
    seenBy: notice.seenBy,
    seenFrom: notice.seenFrom,
    keptDays: notice.keptDays,
    // A week is handed in by the person: it waits for the time in which they can undo that.
    holdMs: isSheet ? timesheetUndoMs : settings.holdMs,
    hours: isSheet ? null : settings.hours,
    rules: isRuled ? settings.rules : null,
    idleAfterMs: purpose === 'presence' ? settings.idleAfterMs : null,
    shotIntervalMs: isShot ? settings.shotIntervalMs : null,
    shotDetail: isShot ? settings.shotDetail : null,
    controller: { name: organisation.name, jurisdiction: organisation.controller.jurisdiction },
    storage,
    recovery: [...new Set(organisation.recovery.map(recoveryFingerprint))].sort(),
    ...(organisation.timesheetsAlone && !isSheet ? { staysHere: true as const } : {}),
    ...(purpose === 'websites' && settings.sitePaths ? { sitePaths: true as const } : {}),
  };
}

/** SHA-256 (hex) of a recovery recipient, since the key itself may have 2,000 letters. */
export function recoveryFingerprint(recipient: Recipient): string {
  return bytesToHex(sha256(new TextEncoder().encode(recipient)));
}

/** What differs, by field. Words that differ widen: no rule can tell that they do not. */
export function changesBetween(before: Terms, after: Terms): TermsChange[] {
  const changes: TermsChange[] = [];
  const note = (field: TermsField, widens: boolean): void => {
    if (!isSame(before[field], after[field])) changes.push({ field, effect: widens ? 'widens' : 'narrows' });
  };
  for (const field of ['basis', 'why', 'seenBy', 'seenFrom'] as const) note(field, true);
  note('keptDays', after.keptDays.least > before.keptDays.least || after.keptDays.most > before.keptDays.most);
  note('holdMs', after.holdMs < before.holdMs);
  note('hours', reachesBeyond(after.hours, before.hours));
  note('rules', !keepsAll(before.rules, after.rules));
  note('idleAfterMs', isLess(after.idleAfterMs, before.idleAfterMs));
  note('shotIntervalMs', isLess(after.shotIntervalMs, before.shotIntervalMs));
  note('shotDetail', rank(after) < rank(before));
  note('controller', true);
  note('storage', true);
  note(
    'recovery',
    after.recovery.some((key) => !before.recovery.includes(key)),
  );
  note('staysHere', after.staysHere !== true);
  note('sitePaths', after.sitePaths === true);
  return changes;
}

/**
 * Whether anything in `after` goes beyond `before`. Every event asks, mostly about the same two:
 * they are compared once, and frozen with all that is in them, so that the answer stays true.
 */
export function widens(before: Terms, after: Terms): boolean {
  if (before === after) return false;
  const known = compared.get(before)?.get(after);
  if (known !== undefined) return known;
  const answer = changesBetween(before, after).some(({ effect }) => effect === 'widens');
  freeze(before);
  freeze(after);
  const answers = compared.get(before) ?? new WeakMap<Terms, boolean>();
  compared.set(before, answers.set(after, answer));
  return answer;
}

/** What `widens` answered, by the very objects: others with the same content are compared anew. */
const compared = new WeakMap<Terms, WeakMap<Terms, boolean>>();

function freeze(value: unknown): void {
  if (value === null || typeof value !== 'object') return;
  Object.freeze(value);
  for (const member of Object.values(value)) freeze(member);
}

/** SHA-256 (hex) of the terms: what a decision refers to. */
export function hashOfTerms(terms: Terms): string {
  return bytesToHex(sha256(new TextEncoder().encode(JSON.stringify(canonical(terms)))));
}

function keepsAll(before: Terms['rules'], after: Terms['rules']): boolean {
  if (before === null || after === null) return before === after;
  return before.every((rule) => after.some((other) => isSame(rule, other)));
}

function isLess(after: number | null, before: number | null): boolean {
  return after === null || before === null || after < before;
}

function rank({ shotDetail }: Terms): number {
  return shotDetail === null ? shotDetails.length : shotDetails.indexOf(shotDetail);
}

function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

/** The same value with the members of every object in order of their names. */
function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (value === null || typeof value !== 'object') return value;
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  return Object.fromEntries(
    members.sort(([a], [b]) => (a < b ? -1 : 1)).map(([name, member]) => [name, canonical(member)]),
  );
}
