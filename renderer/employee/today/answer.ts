import { dayBounds, dayOf, zoneSchema } from '../../../core/time/calendar.ts';
import type { Instant } from '../../../core/time/interval.ts';
import type { EmployeeStatus, PurposeStatus } from '../../../ipc/employee.ts';
import { agoText, listText, whenText } from '../../parts/formats.ts';
import { tParts } from '../../parts/messages.ts';
import { purposeWords, reasonText } from '../../parts/state-words.ts';
import { tToday as t, tAbsence } from '../messages.ts';

export interface TodayAnswer {
  readonly headline: string;
  /** What stands under it, short facts; empty for none. */
  readonly facts: readonly string[];
  /** `titles (you did not agree)`, one entry a reason. */
  readonly notRecorded: readonly string[];
}

/** What is being recorded, in words, at `now` by the service's clock. */
export function todayAnswerOf(status: EmployeeStatus, now: Instant): TodayAnswer {
  const recorded = status.purposes.filter(({ state }) => state === 'recording');
  const notRecorded = whyNot(status.purposes.filter(({ state }) => state !== 'recording'));
  const facts = factsOf(status, now);
  if (status.recording === 'paused') return { headline: pausedText(status, now), facts, notRecorded: [] };
  if (hasAgreedToNothing(status)) return { headline: t('nothing-agreed'), facts, notRecorded: [] };
  if (status.recording === 'off-hours') return { headline: offHoursText(status, now), facts, notRecorded: [] };
  if (status.recording === 'off' || recorded.length === 0) return { headline: t('nothing'), facts, notRecorded };
  const what = listText(recorded.map(shortWords));
  if (status.timesheets === 'alone') return { headline: t('recording-here', { what }), facts, notRecorded };
  return { headline: t('recording', { what, organisation: organisationText(status) }), facts, notRecorded };
}

function shortWords({ purpose, instead }: PurposeStatus): string {
  return instead === null ? purposeWords[purpose].short : tParts(`short-${instead}`);
}

export function hasAgreedToNothing({ purposes }: Pick<EmployeeStatus, 'purposes'>): boolean {
  // An organisation may ask for timesheets and for nothing that is recorded.
  return purposes.length > 0 && purposes.every(({ state }) => state === 'refused');
}

export function organisationText({ organisation }: EmployeeStatus): string {
  return organisation === '' ? t('your-organisation') : organisation;
}

function pausedText({ pause, zone }: EmployeeStatus, now: Instant): string {
  if (pause === null) return t('paused');
  return pause.until === null ? t('paused-open') : t('paused-until', { time: whenText(pause.until, now, zone) });
}

function offHoursText({ offHoursUntil, zone }: EmployeeStatus, now: Instant): string {
  return offHoursUntil === null ? t('off-hours') : t('off-hours-until', { time: whenText(offHoursUntil, now, zone) });
}

function factsOf(status: EmployeeStatus, now: Instant): string[] {
  const { lastCapturedAt, deletableFrom, recording, nextShot, zone } = status;
  const facts = [];
  const isOn = recording === 'on' || recording === 'partly';
  // Where nothing is agreed to, that is all there is to say of capturing.
  if (!hasAgreedToNothing(status))
    facts.push(
      lastCapturedAt === null ? t('nothing-captured') : t('last-captured', { ago: agoText(now - lastCapturedAt) }),
    );
  if (deletableFrom !== null) {
    const known = zoneSchema.parse(zone);
    const isMidnight = deletableFrom === dayBounds(dayOf(now, known), known).start;
    facts.push(isMidnight ? t('yours-all') : t('yours-since', { time: whenText(deletableFrom, now, zone) }));
  }
  if (nextShot !== null && isOn) {
    const [from, to] = [whenText(nextShot.from, now, zone), whenText(nextShot.to, now, zone)];
    facts.push(t('next-shot', { from, to }));
  }
  return facts;
}

/** `apps and titles (no window list), websites (you did not agree)`: purposes with the same reason stand together. */
function whyNot(purposes: readonly PurposeStatus[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { purpose, state, because, sensorReason } of purposes) {
    const reason = sensorReason === null ? tAbsence(because ?? 'sensor') : reasonText(sensorReason);
    const why = state === 'refused' ? t('because-refused') : lowerFirst(reason.replace(/\.$/, ''));
    byReason.set(why, [...(byReason.get(why) ?? []), purposeWords[purpose].short]);
  }
  return [...byReason].map(([why, words]) => `${listText(words)} (${why})`);
}

// Only an ordinary first word loses its capital: `Wayland` and `X11` after a bracket would read wrong in lower case, and so would `Sie`.
const ordinary =
  /^(A|An|The|This|No|Not|You|Your|It|Because|Recording|Paused|Der|Die|Das|Dieser|Diese|Dieses|Es|Dafür|Auf|Bis|Noch|Was|El|La|Los|Las|Este|Esta|Su|Sus|Usted|Ha|Aún|Está|Necesita|En)(?![\p{L}\d-])/u;

function lowerFirst(text: string): string {
  return ordinary.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}
