import { useState } from 'react';
import { type SummedDay, sumsByApp, sumsByCategory, sumsBySite } from '../../../core/reports/period-sums.ts';
import type { Category } from '../../../core/rules/categories.ts';
import { managerPeriodWords } from '../../../messages/manager/period.ts';
import { wordsOf } from '../../parts/language.ts';
import { appName } from '../../parts/state-words.ts';
import { appColour } from '../../parts/totals/app-colour.ts';
import { categoryName } from '../../parts/totals/category-shares.ts';
import { type Share, SharesTable } from '../../parts/totals/shares-table.tsx';

const say = wordsOf(managerPeriodWords);
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
    name: appId === '*' ? say('rest') : appName(appId, name),
    colour: appId === '*' ? 'app-other' : appColour(appId),
    ms,
  }));
  const sites = sumsBySite(days).map(({ site, ms }) => ({
    key: site,
    name: site === '*' ? say('rest') : site,
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
        title={say('apps')}
        caption={say('apps-caption')}
        what={say('app')}
        shares={apps}
        empty={say('apps-none')}
      />
      <SharesCard
        id="sites"
        title={say('sites')}
        caption={say('sites-caption')}
        what={say('site')}
        shares={sites}
        empty={say('sites-none')}
      />
      {grouped.length > 0 && (
        <SharesCard
          id="categories"
          title={say('categories')}
          about={say('categories-about')}
          caption={say('categories-caption')}
          what={say('category')}
          shares={grouped}
          empty=""
        />
      )}
    </div>
  );
}

function nameOf(category: string | null, categories: readonly Category[]): string {
  return category === '*' ? say('rest') : categoryName(category, categories);
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
          {say('show-all', { count: shares.length })}
        </button>
      )}
    </section>
  );
}
