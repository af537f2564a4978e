import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { PageHead } from '../../parts/layout/page-head.tsx';
import type { ManagerProps } from '../frame/page-props.ts';
import { tSearch as t } from '../messages.ts';
import './search.css';
import { SearchForm } from './search-form.tsx';
import { SearchResults } from './search-results.tsx';
import type { SearchState } from './use-search.ts';

interface Props extends ManagerProps {
  readonly search: SearchState;
}

/** "Where did these words appear?" Over people and days, with everybody who is searched told of it. */
export function SearchPage({ people, status, reasons, search }: Props) {
  return (
    <>
      <PageHead title={t('title')} />
      <p className="quiet prose-line">{t('about')}</p>
      <ProblemNotice problem={people.problem} onRetry={people.again} />
      <div className="columns searching">
        <SearchForm
          people={people.value ?? []}
          now={status.now}
          query={search.query}
          before={reasons.of('search')}
          isRunning={search.isRunning}
          onSearch={(query) => {
            reasons.keep('search', query.reason);
            search.start(query);
          }}
        />
        <SearchResults people={people.value ?? []} search={search} reasons={reasons} />
      </div>
    </>
  );
}
