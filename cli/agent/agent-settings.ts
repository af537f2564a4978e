import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { z } from 'zod';
import { enrolledPath } from '../../agent/enrolment/enrolled-file.ts';
import { type EnrolmentFile, readEnrolmentFile } from '../../agent/enrolment/enrolment-file.ts';
import { systemZone } from '../../agent/host/system-zone.ts';
import { type Purpose, purposeSchema, purposes } from '../../core/organisation/purpose.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type Zone, zoneSchema } from '../../core/time/calendar.ts';
import { shownText } from '../../core/typed-text.ts';
import { readJsonFile, readTextFile } from '../json-file.ts';

const path = z.string().min(1).max(4096);

const fileSchema = z.strictObject({
  /** A path, a link, or the content of the file. */
  enrolment: z.union([z.string().min(1).max(65_536), z.record(z.string(), z.unknown())]).optional(),
  folder: path,
  unlockIdentityFile: path.optional(),
  passphraseFile: path.optional(),
  consent: z.strictObject({ withdrawn: z.array(purposeSchema).default([]) }).optional(),
  page: z.strictObject({ port: z.number().int().min(0).max(65_535) }).optional(),
  zone: zoneSchema.optional(),
  log: z.enum(['all', 'problems']).default('all'),
});

/** What `plainsight agent` was told. Paths are absolute; relative ones in the file count from the file's own folder. */
export interface AgentSettings {
  /** Verified. Null where the one that was accepted in the folder is meant. */
  readonly enrolment: EnrolmentFile | null;
  readonly folder: string;
  readonly unlockIdentityFile: string | null;
  readonly passphraseFile: string | null;
  /** Purposes that are withdrawn at each start. There is nothing that could agree: that is the person's, on the page or in a terminal. */
  readonly withdrawn: readonly Purpose[];
  /** Where on loopback the employee's page is served, or null for nowhere. 0 takes a free port. */
  readonly pagePort: number | null;
  readonly zone: Zone;
  /** What to tell about the zone, where neither these settings nor the system name it. */
  readonly remark: string | null;
  readonly log: 'all' | 'problems';
}

/** Reads the settings file at `file`, and the enrolment that it names. Nothing has been started or written when this fails. */
export async function readAgentSettings(file: string): Promise<Result<AgentSettings>> {
  const json = await readJsonFile(file, 'The settings file');
  if (!json.ok) return json;
  const parsed = fileSchema.safeParse(json.value);
  if (!parsed.success) return fail(describeFirst(parsed.error, file));
  const from = dirname(resolve(file));
  const { enrolment, folder, unlockIdentityFile, passphraseFile, consent, page, zone, log } = parsed.data;
  if (unlockIdentityFile !== undefined && passphraseFile !== undefined)
    return fail(problem('agent-settings-two-keys', { file }));
  const at = resolve(from, folder);
  const given = await readGiven(enrolment, from, at);
  if (!given.ok) return given;
  return ok({
    enrolment: given.value,
    folder: at,
    unlockIdentityFile: unlockIdentityFile === undefined ? null : resolve(from, unlockIdentityFile),
    passphraseFile: passphraseFile === undefined ? null : resolve(from, passphraseFile),
    withdrawn: consent?.withdrawn ?? [],
    pagePort: page?.port ?? null,
    ...(zone === undefined ? systemZone() : { zone, remark: null }),
    log,
  });
}

/** The first start needs it; after that the agent has it sealed, so that the file, which is a key, need not stay on the disk. */
async function readGiven(
  given: string | Record<string, unknown> | undefined,
  from: string,
  folder: string,
): Promise<Result<EnrolmentFile | null>> {
  const wasAccepted = existsSync(enrolledPath(folder));
  if (given === undefined) {
    if (wasAccepted) return ok(null);
    return fail(problem('agent-settings-unenrolled'));
  }
  if (typeof given !== 'string') return readEnrolmentFile(JSON.stringify(given));
  if (given.startsWith('plainsight:')) return readEnrolmentFile(given);
  const text = await readTextFile(resolve(from, given), 'The enrolment file', 'enrolment');
  if (text.ok) return readEnrolmentFile(text.value);
  return wasAccepted && text.problem.code === 'file-missing' ? ok(null) : text;
}

/** Names the field, never its value. */
function describeFirst(error: z.ZodError, file: string): Problem {
  const issue = error.issues[0];
  const unknown = issue?.code === 'unrecognized_keys' ? shownText([...issue.path, issue.keys[0]].join('.')) : undefined;
  const where = unknown ?? issue?.path.join('.');
  if (where === undefined || where === '') return problem('agent-settings-form', { file });
  if (unknown === 'consent.agreed') return agreesForSomebody(file);
  if (unknown !== undefined)
    return problem('agent-settings-unknown', { file, where, names: Object.keys(fileSchema.shape).join(', ') });
  const setting = String(issue?.path[0]);
  return problem('agent-setting-invalid', { file, where, setting, purposes: purposes.join(', ') });
}

function agreesForSomebody(file: string): Problem {
  return problem('settings-agree', { file });
}
