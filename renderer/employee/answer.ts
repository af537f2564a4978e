import type { Instant } from '../../core/interval.ts';
import { absenceWords } from '../../core/words/absences.ts';
import { say } from '../../core/words/define.ts';
import type { EmployeeStatus, PurposeStatus } from '../../ipc/employee.ts';
import { agoText, countText, listText, whenText } from '../parts/formats.ts';
import { purposeWords } from '../parts/state-words.ts';

export interface Answer {
  readonly headline: string;
  /** What stands under it, short facts; empty for none. */
  readonly facts: readonly string[];
  /** `titles (you did not agree)`, one entry a reason. */
  readonly notRecorded: readonly string[];
}

/** What is being recorded, in words, at `now` by the service's clock. */
export function answerOf(status: EmployeeStatus, now: Instant): Answer {
  const recorded = status.purposes.filter(({ state }) => state === 'recording');
  const notRecorded = whyNot(status.purposes.filter(({ state }) => state !== 'recording'));
  const facts = factsOf(status, now);
  if (status.recording === 'paused') return { headline: pausedText(status, now), facts, notRecorded: [] };
  if (status.purposes.every(({ state }) => state === 'refused')) {
    return { headline: 'Nothing is recorded. You have not agreed to anything.', facts, notRecorded: [] };
  }
  if (status.recording === 'off' || recorded.length === 0) {
    return { headline: 'Nothing is being recorded.', facts, notRecorded };
  }
  const what = listText(recorded.map(({ purpose }) => purposeWords[purpose].short));
  return { headline: `Recording ${what} for ${organisationText(status)}.`, facts, notRecorded };
}

export function organisationText({ organisation }: EmployeeStatus): string {
  return organisation === '' ? 'your organisation' : organisation;
}

function pausedText({ pause, zone }: EmployeeStatus, now: Instant): string {
  if (pause === null) return 'Paused. Nothing is being recorded.';
  const end = pause.until === null ? 'until you resume' : `until ${whenText(pause.until, now, zone)}`;
  return `Paused ${end}. Nothing is being recorded.`;
}

function factsOf({ lastCapturedAt, upload, recording, nextShot, zone }: EmployeeStatus, now: Instant): string[] {
  const facts = [];
  facts.push(lastCapturedAt === null ? 'Nothing captured yet' : `Last captured ${agoText(now - lastCapturedAt)}`);
  if (upload.onHold > 0) facts.push(`${countText(upload.onHold)} on hold`);
  if (lastCapturedAt !== null || upload.waiting > 0) facts.push(`${countText(upload.waiting)} waiting`);
  if (nextShot !== null && recording !== 'paused' && recording !== 'off') {
    facts.push(`Next screenshot between ${whenText(nextShot.from, now, zone)} and ${whenText(nextShot.to, now, zone)}`);
  }
  return facts;
}

/** `apps and titles (no window list), websites (you did not agree)`: purposes with the same reason stand together. */
function whyNot(purposes: readonly PurposeStatus[]): string[] {
  const byReason = new Map<string, string[]>();
  for (const { purpose, state, because, sensorReason } of purposes) {
    const reason = sensorReason ?? say(absenceWords, 'en', because ?? 'sensor');
    const why = state === 'refused' ? 'you did not agree' : lowerFirst(reason.replace(/\.$/, ''));
    byReason.set(why, [...(byReason.get(why) ?? []), purposeWords[purpose].short]);
  }
  return [...byReason].map(([why, words]) => `${listText(words)} (${why})`);
}

/** Only an ordinary first word loses its capital: `Wayland` and `X11` after a bracket would read wrong in lower case. */
function lowerFirst(text: string): string {
  return /^(A|An|The|This|No|Not|You|Your|It|Because|Recording|Paused)\b/.test(text)
    ? text.charAt(0).toLowerCase() + text.slice(1)
    : text;
}

export const consentGivenWords: Readonly<Record<EmployeeStatus['consentGiven'], string>> = {
  page: 'Agreed to by you, on this page',
  settings: 'Agreed to in the settings file of this computer',
  tour: 'Agreed to by the tour, for this demonstration',
  none: 'Nothing was agreed to yet',
};
