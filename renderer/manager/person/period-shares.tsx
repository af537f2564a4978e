import { type SummedDay, sumsByApp, sumsByCategory, sumsBySite } from '../../../core/reports/period-sums.ts';
import type { Category } from '../../../core/rules/categories.ts';
import { tShares } from '../../parts/messages.ts';
import { appName } from '../../parts/state-words.ts';
import { appColour } from '../../parts/totals/app-colour.ts';
import { categoryName } from '../../parts/totals/category-shares.ts';
import { SharesCard } from '../../parts/totals/shares-card.tsx';
import { tPeriod as t } from '../messages.ts';

const shownFirst = 12;

interface Props {
  readonly days: readonly SummedDay[];
  readonly categories: readonly Category[];
}

/** Apps, sites and, where the organisation has them, categories by time. */
export function PeriodShares({ days, categories }: Props) {
  const apps = sumsByApp(days).map(({ appId, appName: name, ms }) => ({
    key: appId ?? '',
    appId: appId ?? '',
    name: appId === '*' ? tShares('rest') : appName(appId, name),
    colour: appId === '*' ? 'app-other' : appColour(appId),
    ms,
  }));
  const sites = sumsBySite(days).map(({ site, ms }) => ({
    key: site,
    name: site === '*' ? tShares('rest') : site,
    colour: 'app-other',
    ms,
  }));
  const grouped = sumsByCategory(days).map(({ category, ms }) => ({
    key: category ?? '',
    name: nameOf(category, categories),
    colour: category === null || category === '*' ? 'app-other' : appColour(category),
    ms,
  }));
  return (
    <div className="period-shares">
      <SharesCard of="app" shares={apps} most={shownFirst} />
      <SharesCard of="site" shares={sites} most={shownFirst} />
      {grouped.length > 0 && (
        <SharesCard of="category" shares={grouped} about={t('categories-about')} most={shownFirst} />
      )}
    </div>
  );
}

function nameOf(category: string | null, categories: readonly Category[]): string {
  return category === '*' ? tShares('rest') : categoryName(category, categories);
}
