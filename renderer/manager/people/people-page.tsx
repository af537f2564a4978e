import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import type { PersonId } from '../../../core/ids.ts';
import { ChoiceBox } from '../../parts/choice/choice-box.tsx';
import { useChoice } from '../../parts/choice/use-choice.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Toggles } from '../../parts/controls/toggles.tsx';
import { countText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { PageHead } from '../../parts/layout/page-head.tsx';
import { StripLegend } from '../../parts/strip/strip-legend.tsx';
import { AgainMark } from '../../parts/timeline/marks.tsx';
import type { ManagerProps } from '../frame/page-props.ts';
import { tPeople as t, tFrame, tReview } from '../messages.ts';
import '../../parts/choice/choice.css';
import './people.css';
import { peopleWith } from '../../parts/choice/people-with.ts';
import { PageLoading } from '../../parts/layout/page-loading.tsx';
import { ReviewDialog } from '../review/review-dialog.tsx';
import { PeopleFind, usePeopleFilter } from './people-find.tsx';
import { goBy, PeopleList } from './people-list.tsx';
import { type PeopleOrder, peopleGroups, peopleInOrder, peopleOrders } from './people-order.ts';
import { usePersonKeys } from './use-person-keys.ts';

/** "Who is here, and what was last heard of them?" */
export function PeoplePage({ people, status, presence, reasons, review }: ManagerProps) {
  const filter = usePeopleFilter();
  const [order, setOrder] = useState<PeopleOrder>('team');
  const [isAsked, setAsked] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  // By name and team nothing depends on what was heard.
  const heard = useSyncExternalStore(presence.subscribe, () => (order === 'upload' ? presence.version() : 0));
  const { text } = filter;
  const all = people.value ?? [];
  const found = useMemo(() => peopleWith(people.value ?? [], text), [people.value, text]);
  const shown = useMemo(
    () => (heard >= 0 ? peopleInOrder(found, order, ({ person }) => presence.of(person)) : []),
    [found, order, heard, presence],
  );
  const groups = useMemo(() => peopleGroups(shown, order), [shown, order]);
  const keys = useMemo(() => shown.map(({ person }) => person), [shown]);
  const choice = useChoice(keys);
  // The order by upload needs everybody's; it is asked for because somebody chose it.
  const wanted = order === 'upload' ? found : null;
  const inSight = useRef<ReadonlySet<PersonId>>(new Set());
  const want = useRef(() => {});
  want.current = () => presence.want(wanted?.map(({ person }) => person) ?? inSight.current);
  useEffect(() => want.current(), [presence, wanted]);
  const onSight = useCallback((seen: ReadonlySet<PersonId>) => {
    inSight.current = seen;
    want.current();
  }, []);
  useEffect(
    () => () => {
      // Rows that go with the page want nobody any more.
      want.current = () => {};
      presence.want([]);
    },
    [presence],
  );
  usePersonKeys((by) => {
    if (place.current !== null) goBy(by, place.current);
    return place.current !== null;
  });
  const missing = order === 'upload' ? presence.missing() : 0;

  if (people.value !== null && all.length === 0) {
    return (
      <div className="empty">
        <h1>{tFrame('no-access')}</h1>
        <p className="quiet">{tFrame('no-access-about')}</p>
      </div>
    );
  }
  return (
    <>
      <PageHead title={t('title')} about={people.value === null ? null : t('about', { count: all.length })} />
      <ProblemNotice problem={people.problem} onRetry={people.again} />
      <PageLoading query={people} words={tFrame(people.isSlow ? 'slow-people' : 'reading-people')} />
      {people.value !== null && (
        <>
          <p className="quiet prose-line">{t('recorded')}</p>
          <div className="row wrap people-bar">
            <div className="people-find">
              <PeopleFind {...filter} />
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
            <ChoiceBox
              label={t('choose-all', { count: shown.length })}
              chosen={choice.chosen.length}
              all={shown.length}
              onChange={(isChosen) => choice.set(keys, isChosen)}
            />
            <span className="quiet small" role="status">
              {missing > 0
                ? t('sort-asking', { done: countText(found.length - missing), all: countText(found.length) })
                : text.trim() !== '' && t('found', { count: found.length, all: countText(all.length) })}
            </span>
          </div>
          {found.length === 0 ? (
            <p className="quiet">{t('found-nobody', { text: text.trim() })}</p>
          ) : (
            <div ref={place} className="stack">
              <StripLegend />
              <PeopleList
                groups={groups}
                presence={presence}
                now={status.now}
                language={pageLanguage()}
                choice={choice}
                onSight={onSight}
              />
              {choice.chosen.length > 0 && (
                <div className="choice-dock">
                  <section className="choice-bar" aria-label={tReview('actions')} data-testid="chosen-people">
                    <strong>{tReview('chosen', { count: choice.chosen.length })}</strong>
                    <Button onClick={() => setAsked(true)}>{tReview('open', { count: choice.chosen.length })}</Button>
                    <Button kind="bare" onClick={() => choice.only([])}>
                      {tReview('clear')}
                    </Button>
                  </section>
                </div>
              )}
              {isAsked && (
                <ReviewDialog
                  people={shown.filter(({ person }) => choice.has(person))}
                  now={status.now}
                  before={reasons.of('review')}
                  onClose={() => setAsked(false)}
                  onStart={(started) => {
                    reasons.keep('review', started.reason);
                    review.start(started);
                  }}
                />
              )}
            </div>
          )}
        </>
      )}
    </>
  );
}
