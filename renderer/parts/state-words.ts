import type { PresenceState } from '../../core/activity.ts';
import type { Purpose } from '../../core/purpose.ts';

/** Each state's word; its colour and pattern are in `pattern.ts`. */
export const stateWords: Readonly<Record<PresenceState, string>> = {
  active: 'Active',
  idle: 'Idle',
  call: 'In a call',
  paused: 'Paused',
  locked: 'Screen locked',
  suspended: 'Asleep',
  'off-hours': 'Off hours',
  'not-permitted': 'Not permitted',
  unknown: 'Not known',
};

export const purposeWords: Readonly<Record<Purpose, { short: string; long: string }>> = {
  apps: { short: 'apps', long: 'Apps in use' },
  titles: { short: 'titles', long: 'Window titles' },
  websites: { short: 'websites', long: 'Websites' },
  'input-counts': { short: 'counts', long: 'How many keys and clicks' },
  presence: { short: 'presence', long: 'Active, idle and away' },
  screenshots: { short: 'screenshots', long: 'Screenshots' },
};

export const sensorWords = {
  'active-window': 'Active window',
  'input-counts': 'Keys and clicks, counted',
  presence: 'Presence',
  screen: 'Screen',
} as const;

/** What an app is called on a page. */
export function appName(appId: string | null, name: string | null): string {
  return name ?? appId ?? 'Withheld';
}
