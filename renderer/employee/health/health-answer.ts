import type { Purpose } from '../../../core/organisation/purpose.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { agoText, listText, whenText } from '../../parts/formats.ts';
import { purposeWords, reasonText } from '../../parts/state-words.ts';
import { tHealth as t, tAbsence } from '../messages.ts';

export interface HealthAnswer {
  readonly look: 'well' | 'attention' | 'quiet' | 'not-known';
  readonly headline: string;
  readonly last: string | null;
  /** Each purpose that is missing, with its reason. */
  readonly missing: readonly { readonly purpose: Purpose; readonly name: string; readonly reason: string }[];
  /** Why, or what can be done about it; null where there is nothing to say. */
  readonly remedy: string | null;
}

/** The page's answer in words. The watchdog speaks before anything that says that all is well. */
export function healthAnswerOf(
  status: Pick<EmployeeStatus, 'recording' | 'purposes' | 'lastCapturedAt' | 'zone'>,
  silentSince: number | null,
  isKnown: boolean,
  now: number,
): HealthAnswer {
  if (!isKnown)
    return {
      look: 'not-known',
      headline: t('answer-not-known'),
      last: null,
      missing: [],
      remedy: t('do-not-known'),
    };
  const { recording, purposes, lastCapturedAt, zone } = status;
  const last =
    lastCapturedAt === null ? t('last-captured-never') : t('last-captured', { ago: agoText(now - lastCapturedAt) });
  if (silentSince !== null) {
    const headline = t('answer-silent', { time: whenText(silentSince, now, zone) });
    return { look: 'attention', headline, last: null, missing: [], remedy: t('do-silent') };
  }
  if (recording === 'partly') {
    const missing = purposes.filter(({ state }) => state === 'unavailable' || state === 'changed');
    const isToRead = missing.some(({ state }) => state === 'changed');
    return {
      look: 'attention',
      headline: t('answer-partly', { what: listText(missing.map(({ purpose }) => purposeWords[purpose].short)) }),
      last,
      missing: missing.map(({ purpose, because, sensorReason }) => ({
        purpose,
        name: purposeWords[purpose].long,
        reason: sensorReason === null ? tAbsence(because ?? 'sensor') : reasonText(sensorReason),
      })),
      remedy: t(isToRead ? 'do-read' : 'do-partly'),
    };
  }
  const stopped = new Set(purposes.flatMap(({ state, because }) => (state === 'stopped' && because ? [because] : [])));
  const [why] = stopped;
  return {
    look: recording === 'on' ? 'well' : 'quiet',
    headline: t(`answer-${recording}`),
    last: recording === 'on' || lastCapturedAt !== null ? last : null,
    missing: [],
    // A screen that is locked, settings that cannot be read: said where it is the one reason.
    remedy: recording === 'off' && why !== undefined && stopped.size === 1 ? tAbsence(why) : null,
  };
}
