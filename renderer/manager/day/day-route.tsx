import { useEffect, useRef, useState } from 'react';
import type { Day, PersonId } from '../../../core/ids.ts';
import type { Problem } from '../../../core/problem.ts';
import type { Person } from '../../../ipc/manager.ts';
import type { OpenedDay } from '../../../ipc/manager-day.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { dayText, shortDayText } from '../../parts/formats.ts';
import { ArrowMark } from '../../parts/timeline/marks.tsx';
import { useQuery } from '../../parts/use-query.ts';
import { shortIdOf } from '../export/export-subject.ts';
import type { ManagerProps } from '../frame/page-props.ts';
import { dayHref, type ManagerRoute, personHref } from '../frame/route.ts';
import { tFrame as t } from '../messages.ts';
import { peopleInOrder } from '../people/people-order.ts';
import { useSingleKeys } from '../people/single-keys.tsx';
import { usePersonKeys } from '../people/use-person-keys.ts';
import { UnknownPerson } from '../person/unknown-person.tsx';
import { ReasonForm } from '../reason/reason-form.tsx';
import { ReviewLine } from '../review/review-line.tsx';
import { DayPage } from './day-page.tsx';
import { OpeningSkeleton } from './opening-skeleton.tsx';

type Opening =
  | { readonly step: 'reason' }
  | { readonly step: 'opening'; readonly reason: string }
  | { readonly step: 'failed'; readonly reason: string; readonly problem: Problem }
  | { readonly step: 'open'; readonly reason: string; readonly opened: OpenedDay };

interface Props extends ManagerProps {
  readonly route: Extract<ManagerRoute, { page: 'day' }>;
}

/** A day: the reason first, then its opening, then the day. */
export function DayRoute({ connection, status, people, reasons, review, route }: Props) {
  const { client, onChange } = connection;
  const { person, day } = route;
  const own = review.current?.has(person, day) ? review.current : null;
  const [opening, setOpening] = useState<Opening>(
    own === null ? { step: 'reason' } : { step: 'opening', reason: own.reason },
  );
  const days = useQuery(person, () => client.days({ person }), onChange, 60_000);
  const turn = useRef(0);
  const known = people.value?.find((each) => each.person === person) ?? null;

  const open = async (reason: string, isAnew = true) => {
    turn.current += 1;
    const mine = turn.current;
    reasons.keep(person, reason);
    setOpening({ step: 'opening', reason });
    const ask = (why: string) => client.openDay({ person, day, reason: why });
    const result = await (own === null ? ask(reason) : own.open(person, ask, isAnew));
    // The waiting was given up.
    if (turn.current !== mine) return;
    setOpening(
      result.ok ? { step: 'open', reason, opened: result.value } : { step: 'failed', reason, problem: result.problem },
    );
  };
  const giveUp = () => {
    turn.current += 1;
    setOpening({ step: 'reason' });
  };
  useArrival(own !== null, own?.isOpened(person) ?? false, () => void open(own?.reason ?? '', false));
  if (known === null && people.value !== null) return <UnknownPerson />;
  return (
    <>
      <nav className="row wrap day-way" aria-label={t('page-day')}>
        <a className="link" href={personHref(person)}>
          {known === null ? t('page-person') : t('to-person', { name: known.name })}
        </a>
        <PeopleBeside people={people.value ?? []} order={own?.people ?? null} person={person} day={day} />
        <Neighbours days={days.value?.map((each) => each.day) ?? []} person={person} day={day} />
      </nav>
      {own !== null && <ReviewLine review={own} person={person} onEnd={review.end} />}
      {opening.step === 'reason' && (
        <ReasonForm
          level={1}
          title={
            known === null ? t('why', { day: dayText(day) }) : t('why-of', { day: dayText(day), name: known.name })
          }
          about={t('why-about')}
          button={t('open')}
          before={reasons.of(person)}
          onOpen={(reason) => void open(reason)}
        />
      )}
      {opening.step === 'opening' && <OpeningSkeleton onGiveUp={giveUp} />}
      {opening.step === 'failed' && (
        <>
          <h1>{t('not-opened')}</h1>
          <ProblemNotice problem={opening.problem} tone="danger" onRetry={() => void open(opening.reason)} />
        </>
      )}
      {opening.step === 'open' && (
        <DayPage
          client={client}
          opened={opening.opened}
          categories={status.categories}
          subject={{
            name: opening.opened.person.name,
            shortId: shortIdOf(person, opening.opened.person.name, people.value ?? []),
            organisation: status.organisation,
            viewer: status.viewer,
          }}
          span={route.span}
          onReadAgain={() => void open(opening.reason)}
        />
      )}
    </>
  );
}

/** How long somebody stays at a day of a review before it is opened: whoever passes by leaves no receipt. */
const arrivalMs = 300;

/** Opens a day of a review once somebody has come to it; at once where it was opened before. */
function useArrival(isReview: boolean, isOpened: boolean, open: () => void): void {
  const latest = useRef({ isReview, isOpened, open });
  useEffect(() => {
    const { isReview: isAsked, isOpened: isKnown, open: act } = latest.current;
    if (!isAsked) return;
    const timer = setTimeout(act, isKnown ? 0 : arrivalMs);
    return () => clearTimeout(timer);
  }, []);
}

interface BesideProps {
  readonly people: readonly Person[];
  /** Of a review; null: by name. */
  readonly order: readonly PersonId[] | null;
  readonly person: PersonId;
  readonly day: Day;
}

/** The people before and after by name, on the same day; J and K go there as well, unless they are switched off. */
function PeopleBeside({ people, order, person, day }: BesideProps) {
  const inOrder =
    order === null
      ? peopleInOrder(people, 'name', () => undefined)
      : order.flatMap((id) => people.find((each) => each.person === id) ?? []);
  const at = inOrder.findIndex((each) => each.person === person);
  const [before, after] = at < 0 ? [] : [inOrder[at - 1], inOrder[at + 1]];
  const hrefs = { k: before && dayHref(before.person, day), j: after && dayHref(after.person, day) };
  const areKeysOn = useSingleKeys();
  usePersonKeys((by) => {
    const href = by === 1 ? hrefs.j : hrefs.k;
    if (href !== undefined) location.hash = href;
    return href !== undefined;
  });
  return (
    <span className={order === null ? 'row people-beside' : 'row wrap people-beside reviewing'}>
      {before !== undefined && (
        <a
          className="button"
          href={hrefs.k}
          {...(areKeysOn ? { 'aria-keyshortcuts': 'K', title: 'K' } : {})}
          aria-label={t('person-before', { name: before.name })}
        >
          <ArrowMark to="left" /> {before.name}
        </a>
      )}
      {after !== undefined && (
        <a
          className="button"
          href={hrefs.j}
          {...(areKeysOn ? { 'aria-keyshortcuts': 'J', title: 'J' } : {})}
          aria-label={t('person-after', { name: after.name })}
        >
          {after.name} <ArrowMark to="right" />
        </a>
      )}
    </span>
  );
}

interface NeighboursProps {
  readonly days: readonly Day[];
  readonly person: PersonId;
  readonly day: Day;
}

/** The days before and after of which something is kept. */
function Neighbours({ days, person, day }: NeighboursProps) {
  const sorted = [...days].sort();
  const ways = [
    ['day-before', sorted.findLast((each) => each < day)],
    ['day-after', sorted.find((each) => each > day)],
  ] as const;
  return (
    <span className="row end">
      {ways.map(
        ([name, to]) =>
          to !== undefined && (
            <a key={name} className="button" href={dayHref(person, to)} aria-label={t(name, { day: shortDayText(to) })}>
              {name === 'day-before' && <ArrowMark to="left" />} {shortDayText(to)}{' '}
              {name === 'day-after' && <ArrowMark to="right" />}
            </a>
          ),
      )}
    </span>
  );
}
