import { storageOf } from '../bucket/settings.ts';
import { effectsOfNotice } from '../core/consent/notice-effect.ts';
import { type Organisation, recordingSettingsSchema } from '../core/organisation/organisation.ts';
import { type Purpose, purposes } from '../core/organisation/purpose.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { NoticeEffect, NoticeForm, PublishedNotice } from '../ipc/administrator/notice.ts';
import { putIntoEffect } from '../org/access-steps.ts';
import { type Administration, accessOf } from '../org/administration.ts';
import { inOneLine } from '../org/administrators/admin-log.ts';
import { fetchHistory } from '../org/administrators/history.ts';
import { isOfDay, keptFault } from '../org/notice/kept-together.ts';
import { documentWith, withNotice } from '../org/notice/notice-change.ts';
import { usualNoticeOf } from '../org/organisation.ts';
import type { AdministratorSession } from './session.ts';

/** What is asked for now, as a form. */
export async function publishedNotice({ administration }: AdministratorSession): Promise<Result<PublishedNotice>> {
  const read = await administration.read();
  if (!read.ok) return read;
  const { document } = read.value;
  const { shotIntervalMs, holdMs, idleAfterMs, shotDetail, sitePaths } = document.settings;
  const keptDays = keptOf(document, isOfDay) ?? usualNoticeOf('apps').keptDays;
  const shotKeptDays =
    keptOf(document, (purpose) => purpose === 'screenshots') ?? usualNoticeOf('screenshots').keptDays;
  const asked = document.purposes.map(({ purpose }) => purpose);
  return ok({
    version: document.version,
    form: { purposes: asked, keptDays, shotKeptDays, shotIntervalMs, holdMs, idleAfterMs, shotDetail, sitePaths },
  });
}

/** What would become of whom, before anything is published. */
export async function noticeEffect(
  { administration, settings }: AdministratorSession,
  form: NoticeForm,
): Promise<Result<NoticeEffect>> {
  const read = await administration.read();
  if (!read.ok) return read;
  const { document } = read.value;
  const notice = noticeOfForm(document, form);
  if (!notice.ok) return notice;
  const effects = effectsOfNotice(document, documentWith(document, notice.value), storageOf(settings));
  const people = read.value.people.filter(({ person }) => accessOf(read.value, person).devices.length > 0).length;
  return ok({ people, effects: effects.map((each) => ({ ...each, fields: [...each.fields] })) });
}

/** Publishes it, where nobody published another one since the form was filled from `version`. */
export async function publishNotice(
  session: AdministratorSession,
  { version, form }: PublishedNotice,
): Promise<Result<null>> {
  const { administration, steps, now } = session;
  const read = await administration.read();
  if (!read.ok) return read;
  if (read.value.document.version !== version) return fail(await changedBy(session, read.value));
  const notice = noticeOfForm(read.value.document, form);
  if (!notice.ok) return notice;
  const after = withNotice(read.value, notice.value);
  const told = await putIntoEffect(after, { people: [], viewers: [], organisation: true, at: now() }, steps);
  return told.ok ? ok(null) : told;
}

/** Who published what is there now. */
async function changedBy({ place }: AdministratorSession, administration: Administration) {
  const history = await fetchHistory(administration, place);
  if (!history.ok) return history.problem;
  const last = history.value.entries.findLast(({ documents }) => documents.some(({ kind }) => kind === 'organisation'));
  return problem('administration-changed', { what: last === undefined ? '' : inOneLine(last, administration) });
}

function noticeOfForm(
  document: Organisation,
  { purposes: asked, keptDays, shotKeptDays, ...given }: NoticeForm,
): Result<Pick<Organisation, 'purposes' | 'settings'>> {
  const notices = purposes.flatMap((purpose) => {
    if (!asked.includes(purpose)) return [];
    const known = document.purposes.find((each) => each.purpose === purpose) ?? usualNoticeOf(purpose);
    if (purpose === 'timesheets') return [known];
    return [{ ...known, keptDays: purpose === 'screenshots' ? shotKeptDays : keptDays }];
  });
  if (document.timesheetsAlone && !asked.includes('timesheets')) return fail(problem('notice-timesheets-alone'));
  if (keptFault(notices) !== null) return fail(problem('notice-shots-longer'));
  return ok({ purposes: notices, settings: recordingSettingsSchema.parse({ ...document.settings, ...given }) });
}

function keptOf({ purposes: asked }: Organisation, isThis: (purpose: Purpose) => boolean) {
  return asked.find(({ purpose }) => isThis(purpose))?.keptDays;
}
