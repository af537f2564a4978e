import { type PresenceState, presenceStates } from '../../core/day/activity.ts';
import { type Purpose, purposes } from '../../core/organisation/purpose.ts';
import type { Reason } from '../../core/reason.ts';
import { sensorNames } from '../../core/sensor-name.ts';
import { wholeText } from '../../messages/problem-text.ts';
import { pageLanguage } from './language.ts';
import { tParts as t } from './messages.ts';

/** Each state's word; its colour and pattern are in `pattern.ts`. In the page's language at the moment of reading. */
export const stateWords: Readonly<Record<PresenceState, string>> = spoken(presenceStates, (state) =>
  t(`state-${state}`),
);

export const purposeWords: Readonly<Record<Purpose, { short: string; long: string }>> = spoken(purposes, (purpose) => ({
  short: t(`short-${purpose}`),
  long: t(`long-${purpose}`),
}));

export const sensorWords = spoken(sensorNames, (sensor) => t(`sensor-${sensor}`));

/** What an app is called on a page, also one that its system does not name. */
export function appName(appId: string | null, name: string | null): string {
  return appId === 'unknown' ? t('unknown-program') : (name ?? appId ?? t('withheld'));
}

/** Why a sensor gives nothing, or a state was not known, in the page's language. */
export function reasonText(reason: Reason): string {
  return wholeText(pageLanguage(), reason);
}

/** A record whose values are said anew each time that they are read. */
function spoken<Key extends string, Said>(keys: readonly Key[], word: (key: Key) => Said): Readonly<Record<Key, Said>> {
  const said = {} as Record<Key, Said>;
  for (const key of keys) Object.defineProperty(said, key, { enumerable: true, get: () => word(key) });
  return said;
}
