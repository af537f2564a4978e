import type { DayView } from '../../../core/day/view.ts';
import { tShares } from '../messages.ts';
import { appName } from '../state-words.ts';
import { appColour, plainColour } from './app-colour.ts';

/** Time per app as the table of shares takes it; `*` is what was summed up as the rest. */
export function appShares({ apps }: Pick<DayView, 'apps'>) {
  return apps.map(({ appId, appName: name, ms }) => ({
    key: appId ?? '',
    appId: appId ?? '',
    name: appId === '*' ? tShares('rest') : appName(appId, name),
    colour: appId === '*' ? 'app-other' : appColour(appId),
    ms,
  }));
}

/** The same per site. */
export function siteShares({ sites }: Pick<DayView, 'sites'>) {
  return sites.map(({ site, ms }) => ({ key: site, name: site, colour: plainColour(site), ms }));
}
