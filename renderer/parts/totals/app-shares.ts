import type { DayView } from '../../../core/day/view.ts';
import { appName } from '../state-words.ts';
import { appColour } from './app-colour.ts';

/** A day's time per app, as the table of shares takes it. */
export function appShares({ apps }: Pick<DayView, 'apps'>) {
  return apps.map(({ appId, appName: name, ms }) => ({
    key: appId ?? '',
    appId: appId ?? '',
    name: appName(appId, name),
    colour: appColour(appId),
    ms,
  }));
}

/** The same per site. */
export function siteShares({ sites }: Pick<DayView, 'sites'>) {
  return sites.map(({ site, ms }) => ({ key: site, name: site, colour: appColour(site), ms }));
}
