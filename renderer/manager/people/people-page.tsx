import { useDeferredValue, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { PersonId } from '../../../core/ids.ts';
import { Button } from '../../parts/controls/button.tsx';
import { Field } from '../../parts/controls/field.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Toggles } from '../../parts/controls/toggles.tsx';
import { countText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { AgainMark } from '../../parts/timeline/marks.tsx';
import type { ManagerProps } from '../frame/page-props.ts';
import { tPeople as t, tFrame as tShell } from '../messages.ts';
import './people.css';
import { PageLoading } from '../frame/page-loading.tsx';
import { PeopleList } from './people-list.tsx';
import { type PeopleOrder, peopleInOrder, peopleOrders, peopleWith } from './people-order.ts';

/** "Who is here, and what was last heard of them?" */
export function PeoplePage({ people, status, presence }: ManagerProps) {
  const [filter, setFilter] = useState('');
  const [order, setOrder] = useState<PeopleOrder>('name');
  const [inSight, setInSight] = useState<ReadonlySet<PersonId>>(new Set());
  const version = useSyncExternalStore(presence.subscribe, presence.version);
  const text = useDeferredValue(filter);
  const all = people.value ?? [];
  const found = useMemo(() => peopleWith(people.value ?? [], text), [people.value, text]);
  // By name nothing depends on what was heard.
  const heard = order === 'upload' ? version : 0;
  const shown = useMemo(
    () => (heard >= 0 ? peopleInOrder(found, order, ({ person }) => presence.of(person)) : []),
    [found, order, heard, presence],
  );
  // The order by upload needs everybody's; it is asked for because somebody chose it.
  useEffect(() => {
    presence.want(order === 'upload' ? found.map(({ person }) => person) : inSight);
  }, [presence, order, found, inSight]);
  useEffect(() => () => presence.want([]), [presence]);
  const missing = order === 'upload' ? presence.missing() : 0;

  if (people.value !== null && all.length === 0) {
    return (
      <div className="empty">
        <h1>{tShell('no-access')}</h1>
        <p className="quiet">{tShell('no-access-about')}</p>
      </div>
    );
  }
  return (
    <>
      <PageHead title={t('title')} about={people.value === null ? null : t('about', { count: all.length })} />
      <ProblemNotice problem={people.problem} onRetry={people.again} />
      <PageLoading query={people} words={tShell(people.isSlow ? 'slow-people' : 'reading-people')} />
      {people.value !== null && (
        <>
          <p className="quiet prose-line">{t('recorded')}</p>
          <div className="row wrap people-bar">
            <div className="people-find">
              <Field
                label={t('find')}
                isLabelHeard
                type="search"
                placeholder={t('find')}
                value={filter}
                onChange={(event) => setFilter(event.target.value)}
              />
            </div>
            <Toggles
              legend={t('sort')}
              values={peopleOrders}
              chosen={order}
              textOf={(each) => t(`sort-${each}`)}
              onChoose={setOrder}
            />
            <Button onClick={() => presence.renew()}>
              <AgainMark /> {t('again')}
            </Button>
            <span className="quiet small" role="status">
              {missing > 0
                ? t('sort-asking', { done: countText(found.length - missing), all: countText(found.length) })
                : filter.trim() !== '' && t('found', { count: found.length, all: countText(all.length) })}
            </span>
          </div>
          {found.length === 0 ? (
            <p className="quiet">{t('found-nobody', { text: text.trim() })}</p>
          ) : (
            <PeopleList
              people={shown}
              presence={presence}
              version={version}
              now={status.now}
              language={pageLanguage()}
              onSight={setInSight}
            />
          )}
        </>
      )}
    </>
  );
}
