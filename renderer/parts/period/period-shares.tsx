import { type SummedDay, sumsByApp, sumsByCategory, sumsBySite } from '../../../core/reports/period-sums.ts';
import type { Category } from '../../../core/rules/categories.ts';
import { tPeriod as t, tShares } from '../messages.ts';
import { appShares } from '../totals/app-shares.ts';
import { categoryShare } from '../totals/category-shares.ts';
import { SharesCard } from '../totals/shares-card.tsx';

const shownFirst = 12;

interface Props {
  readonly days: readonly SummedDay[];
  readonly categories: readonly Category[];
  readonly most?: number | undefined;
}

/** Apps, sites and, where the organisation has them, categories by time. */
export function PeriodShares({ days, categories, most = shownFirst }: Props) {
  const apps = appShares({ apps: sumsByApp(days) });
  const sites = sumsBySite(days).map(({ site, ms }) => ({
    key: site,
    name: site === '*' ? tShares('rest') : site,
    colour: 'app-other',
    ms,
  }));
  const grouped = sumsByCategory(days).map((sum) => categoryShare(sum, categories));
  return (
    <div className="period-shares">
      <SharesCard of="app" shares={apps} most={most} />
      <SharesCard of="site" shares={sites} most={most} />
      {grouped.length > 0 && <SharesCard of="category" shares={grouped} about={t('categories-about')} most={most} />}
    </div>
  );
}
