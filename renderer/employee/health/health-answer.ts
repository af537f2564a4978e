import type { Purpose } from '../../../core/organisation/purpose.ts';
import { isImpossible, isSameReason, type Reason } from '../../../core/reason.ts';
import type { EmployeeStatus, PurposeStatus } from '../../../ipc/employee.ts';
import { agoText, listText, whenText } from '../../parts/formats.ts';
import { purposeWords, reasonText } from '../../parts/state-words.ts';
import { tHealth as t, tAbsence } from '../messages.ts';
import { hasAgreedToNothing } from '../today/answer.ts';

export interface HealthAnswer {
  readonly look: 'well' | 'attention' | 'quiet' | 'not-known';
  readonly headline: string;
  readonly last: string | null;
  /** What is missing, by its reason. */
  readonly missing: readonly Missing[];
  /** What was agreed to and this computer can never capture: no failure. */
  readonly impossible: readonly Missing[];
  /** Why, or what can be done about it; null where there is nothing to say. */
  readonly remedy: string | null;
}

interface Missing {
  readonly purposes: readonly Purpose[];
  readonly name: string;
  readonly reason: string;
  /** What the sensor says, where it is the reason. */
  readonly sensorReason: Reason | null;
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
      ...nothing,
      remedy: t('do-not-known'),
    };
  if (hasAgreedToNothing(status))
    return { look: 'quiet', headline: t('answer-nothing-agreed'), last: null, ...nothing, remedy: null };
  const { recording, purposes, lastCapturedAt, zone } = status;
  const last =
    lastCapturedAt === null ? t('last-captured-never') : t('last-captured', { ago: agoText(now - lastCapturedAt) });
  if (silentSince !== null) {
    const headline = t('answer-silent', { time: whenText(silentSince, now, zone) });
    return { look: 'attention', headline, last: null, ...nothing, remedy: t('do-silent') };
  }
  const isOn = recording === 'on' || recording === 'partly';
  const impossible = isOn ? missingOf(purposes.filter(isNever)) : [];
  if (recording === 'partly') {
    const missing = purposes.filter(
      (each) => each.state === 'changed' || (each.state === 'unavailable' && !isNever(each)),
    );
    const isToRead = missing.some(({ state }) => state === 'changed');
    return {
      look: 'attention',
      headline: t('answer-partly', { what: listText(missing.map(({ purpose }) => purposeWords[purpose].short)) }),
      last,
      missing: missingOf(missing),
      impossible,
      remedy: t(isToRead ? 'do-read' : 'do-partly'),
    };
  }
  const stopped = new Set(purposes.flatMap(({ state, because }) => (state === 'stopped' && because ? [because] : [])));
  const [why] = stopped;
  // Agreed to, and not one sensor of it works: that is why nothing is recorded.
  const failing = recording === 'off' ? purposes.filter((each) => each.state === 'unavailable' && !isNever(each)) : [];
  const look = recording === 'on' ? 'well' : 'quiet';
  return {
    look: failing.length > 0 ? 'attention' : look,
    headline: t(impossible.length > 0 ? 'answer-on-possible' : `answer-${recording}`),
    last: recording === 'on' || lastCapturedAt !== null ? last : null,
    missing: missingOf(failing),
    impossible,
    // A screen that is locked, settings that cannot be read: said where it is the one reason.
    remedy: recording === 'off' && why !== undefined && stopped.size === 1 ? whyOff(why, purposes) : null,
  };
}

/** Why everything is off; of a sign that is not there, what is in its way too. */
function whyOff(why: NonNullable<PurposeStatus['because']>, purposes: readonly PurposeStatus[]): string {
  const inTheWay = purposes.find(({ because, sensorReason }) => because === 'no-sign' && sensorReason !== null);
  const reason = why === 'no-sign' ? (inTheWay?.sensorReason ?? null) : null;
  return reason === null ? tAbsence(why) : `${tAbsence(why)} ${reasonText(reason)}`;
}

const nothing = { missing: [], impossible: [] };

function isNever({ state, sensorReason }: PurposeStatus): boolean {
  return state === 'unavailable' && isImpossible(sensorReason);
}

/** Purposes that are missing for the same reason stand together. */
function missingOf(statuses: readonly PurposeStatus[]): Missing[] {
  const groups: PurposeStatus[][] = [];
  for (const each of statuses) {
    const same = groups.find(([first]) => first !== undefined && isSameWhy(first, each));
    if (same === undefined) groups.push([each]);
    else same.push(each);
  }
  return groups.map((group) => {
    const [{ because, sensorReason } = nowhere] = group;
    const purposes = group.map(({ purpose }) => purpose);
    const reason = sensorReason === null ? tAbsence(because ?? 'sensor') : reasonText(sensorReason);
    return { purposes, name: listText(purposes.map((purpose) => purposeWords[purpose].long)), reason, sensorReason };
  });
}

const nowhere = { because: null, sensorReason: null } as const;

function isSameWhy(one: PurposeStatus, other: PurposeStatus): boolean {
  return one.because === other.because && isSameReason(one.sensorReason, other.sensorReason);
}
