import { useDeferredValue, useMemo, useState } from 'react';
import type { EnrolledPerson } from '../../../ipc/administrator/administrator.ts';
import { peopleWith } from '../../parts/choice/people-with.ts';
import { Button } from '../../parts/controls/button.tsx';
import { Field } from '../../parts/controls/field.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Toggles } from '../../parts/controls/toggles.tsx';
import { countText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { ListHead } from '../../parts/layout/list-head.tsx';
import type { AdministratorProps } from '../frame/page-props.ts';
import { tAdminPeople as t, tAdminFrame } from '../messages.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { type EnrolledFilter, enrolledFilters, isShownBy } from './enrolled-filter.ts';
import { EnrolledTable } from './enrolled-table.tsx';
import { useStandings } from './standing-store.ts';

const rowsAtOnce = 50;

/** "Who is enrolled, and is anybody waiting for me?" */
export function EnrolledPage({ connection: { client }, status, people }: AdministratorProps) {
  const [typed, setTyped] = useState('');
  const [filter, setFilter] = useState<EnrolledFilter>('all');
  const [from, setFrom] = useState(0);
  const [asked, setAsked] = useState<EnrolledPerson | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const text = useDeferredValue(typed);
  const all = people.value ?? [];
  const language = pageLanguage();
  const found = useMemo(() => {
    const collator = new Intl.Collator(language, { numeric: true });
    return peopleWith(people.value ?? [], text).sort((a, b) => collator.compare(a.name, b.name));
  }, [people.value, text, language]);
  // What a filter asks for is only known once everybody was asked.
  const wanted = filter === 'all' ? found.slice(from, from + rowsAtOnce) : found;
  const standings = useStandings(
    client,
    wanted.map(({ person }) => person),
  );
  const shown = found.filter(({ person }) => isShownBy(filter, standings.of(person), status.now));
  const rows = shown.slice(from, from + rowsAtOnce);
  const looked = found.filter(({ person }) => standings.of(person) !== undefined).length;
  const isLooking = filter !== 'all' && looked < found.length;
  const again = () => {
    people.again();
    standings.again();
  };
  const find = (next: () => void) => {
    next();
    setFrom(0);
  };
  if (people.value !== null && all.length === 0) {
    return (
      <div className="empty">
        <h1 tabIndex={-1}>{t('nobody')}</h1>
        <p className="quiet">{t('nobody-about')}</p>
      </div>
    );
  }
  return (
    <>
      <ListHead
        title={t('title')}
        about={people.value === null ? null : t('about', { count: all.length })}
        query={{ ...people, again }}
        words={{ again: tAdminFrame('again'), reading: t('reading') }}
      />
      {people.value !== null && (
        <>
          <p className="quiet prose-line">{t('lead')}</p>
          <ProblemNotice problem={standings.problem} onRetry={standings.again} />
          <div className="row wrap admin-bar">
            <div className="admin-find">
              <Field
                label={t('find')}
                isLabelHeard
                type="search"
                placeholder={t('find')}
                value={typed}
                onChange={(event) => find(() => setTyped(event.target.value))}
              />
            </div>
            <Toggles
              legend={t('filter')}
              values={enrolledFilters}
              chosen={filter}
              textOf={(each) => t(`filter-${each}`)}
              className="admin-filters"
              onChoose={(each) => find(() => setFilter(each))}
            />
            <span className="quiet small" role="status">
              {isLooking
                ? t('looking', { done: countText(looked), all: countText(found.length) })
                : (text.trim() !== '' || filter !== 'all') &&
                  t('found', { count: shown.length, all: countText(all.length) })}
            </span>
          </div>
          <p role="status" className={said === null ? 'only-heard' : 'notice'} data-testid="said">
            {said ?? ''}
          </p>
          {rows.length > 0 && (
            <EnrolledTable people={rows} standingOf={standings.of} now={status.now} onConfirm={setAsked} />
          )}
          {found.length === 0 && <p className="quiet">{t('found-nobody', { text: text.trim() })}</p>}
          {found.length > 0 && rows.length === 0 && !isLooking && <p className="quiet">{t('found-none')}</p>}
          {shown.length > rowsAtOnce && (
            <nav className="row wrap" aria-label={t('paging')}>
              <Button disabled={from === 0} onClick={() => setFrom(from - rowsAtOnce)}>
                {t('earlier')}
              </Button>
              <span role="status">
                {t('shown', {
                  from: countText(from + 1),
                  to: countText(from + rows.length),
                  all: countText(shown.length),
                })}
              </span>
              <Button disabled={from + rowsAtOnce >= shown.length} onClick={() => setFrom(from + rowsAtOnce)}>
                {t('later')}
              </Button>
            </nav>
          )}
        </>
      )}
      {asked !== null && (
        <ConfirmDialog
          name={asked.name}
          onConfirm={(code) => client.confirm({ person: asked.person, code })}
          onDone={() => {
            setSaid(t('confirmed', { name: asked.name }));
            setAsked(null);
            standings.again();
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  );
}
