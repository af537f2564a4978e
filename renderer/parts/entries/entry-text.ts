import { type PresenceState, presenceStates } from '../../../core/day/activity.ts';
import type { DayEntry } from '../../../core/day/entries.ts';
import type { DayView } from '../../../core/day/view.ts';
import { spanText } from '../day/day-text.ts';
import { durationText } from '../formats.ts';
import { tEntries as t } from '../messages.ts';
import { stateWords } from '../state-words.ts';

const namedApps = 3;

/** What was there before the person corrected it, in one line: the longest apps and every state, or the entry as it was first. */
export function originalText(original: NonNullable<DayEntry['original']>, day: DayView): string {
  if (original.kind === 'entry') {
    const { label, category, note } = original.saying;
    const said = [spanText(original.saying, day), label, category, note].filter((part) => part !== null && part !== '');
    return t('before', { what: said.join(' · ') });
  }
  const apps = original.apps
    .slice(0, namedApps)
    .map(({ appId, appName, ms }) => `${appName ?? appId ?? t('withheld')} ${durationText(ms)}`);
  const more = original.apps.length > namedApps ? ['…'] : [];
  const states = presenceStates
    .filter((state) => (original.stateMs[state] ?? 0) > 0)
    .map((state: PresenceState) => `${stateWords[state]} ${durationText(original.stateMs[state] ?? 0)}`);
  const what = [...apps, ...more].join(', ') + (apps.length > 0 && states.length > 0 ? ' · ' : '') + states.join(', ');
  return what === '' ? t('recorded-nothing') : t('recorded', { what });
}
