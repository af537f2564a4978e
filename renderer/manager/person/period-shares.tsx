import { useState } from 'react';
import { type SummedDay, sumsByApp, sumsByCategory, sumsBySite } from '../../../core/reports/period-sums.ts';
import type { Category } from '../../../core/rules/categories.ts';
import { appName } from '../../parts/state-words.ts';
import { appColour } from '../../parts/totals/app-colour.ts';
import { categoryName } from '../../parts/totals/category-shares.ts';
import { type Share, SharesTable } from '../../parts/totals/shares-table.tsx';
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
    name: appId === '*' ? t('rest') : appName(appId, name),
    colour: appId === '*' ? 'app-other' : appColour(appId),
    ms,
  }));
  const sites = sumsBySite(days).map(({ site, ms }) => ({
    key: site,
    name: site === '*' ? t('rest') : site,
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
      <SharesCard
        id="apps"
        title={t('apps')}
        caption={t('apps-caption')}
        what={t('app')}
        shares={apps}
        empty={t('apps-none')}
      />
      <SharesCard
        id="sites"
        title={t('sites')}
        caption={t('sites-caption')}
        what={t('site')}
        shares={sites}
        empty={t('sites-none')}
      />
      {grouped.length > 0 && (
        <SharesCard
          id="categories"
          title={t('categories')}
          about={t('categories-about')}
          caption={t('categories-caption')}
          what={t('category')}
          shares={grouped}
          empty=""
        />
      )}
    </div>
  );
}

function nameOf(category: string | null, categories: readonly Category[]): string {
  return category === '*' ? t('rest') : categoryName(category, categories);
}

interface CardProps {
  readonly id: string;
  readonly title: string;
  readonly about?: string;
  readonly caption: string;
  readonly what: string;
  readonly shares: readonly Share[];
  readonly empty: string;
}

/** The longest first, the rest on demand. */
export function SharesCard({ id, title, about, shares, ...table }: CardProps) {
  const [isAll, setAll] = useState(false);
  return (
    <section className="card" aria-labelledby={`${id}-title`}>
      <div className="card-head">
        <h2 id={`${id}-title`}>{title}</h2>
        {about !== undefined && <span className="quiet small">{about}</span>}
      </div>
      <SharesTable {...table} shares={isAll ? shares : shares.slice(0, shownFirst)} />
      {!isAll && shares.length > shownFirst && (
        <button type="button" className="button bare shares-all" onClick={() => setAll(true)}>
          {t('show-all', { count: shares.length })}
        </button>
      )}
    </section>
  );
}
