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
import { UnknownPerson } from '../person/unknown-person.tsx';
import { ReasonForm } from '../reason/reason-form.tsx';
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
export function DayRoute({ connection, status, people, reasons, route }: Props) {
  const { client, onChange } = connection;
  const { person, day } = route;
  const [opening, setOpening] = useState<Opening>({ step: 'reason' });
  const days = useQuery(person, () => client.days({ person }), onChange, 60_000);
  const turn = useRef(0);
  const known = people.value?.find((each) => each.person === person) ?? null;

  const open = async (reason: string) => {
    turn.current += 1;
    const mine = turn.current;
    reasons.keep(person, reason);
    setOpening({ step: 'opening', reason });
    const result = await client.openDay({ person, day, reason });
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
  if (known === null && people.value !== null) return <UnknownPerson />;
  return (
    <>
      <nav className="row wrap day-way" aria-label={t('page-day')}>
        <a className="link" href={personHref(person)}>
          {known === null ? t('page-person') : t('to-person', { name: known.name })}
        </a>
        <PeopleBeside people={people.value ?? []} person={person} day={day} />
        <Neighbours days={days.value?.map((each) => each.day) ?? []} person={person} day={day} />
      </nav>
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

interface BesideProps {
  readonly people: readonly Person[];
  readonly person: PersonId;
  readonly day: Day;
}

/** The people before and after by name, on the same day; J and K go there as well. */
function PeopleBeside({ people, person, day }: BesideProps) {
  const inOrder = peopleInOrder(people, 'name', () => undefined);
  const at = inOrder.findIndex((each) => each.person === person);
  const [before, after] = at < 0 ? [] : [inOrder[at - 1], inOrder[at + 1]];
  const hrefs = { k: before && dayHref(before.person, day), j: after && dayHref(after.person, day) };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const href = event.key === 'j' ? hrefs.j : event.key === 'k' ? hrefs.k : undefined;
      if (href === undefined || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      event.preventDefault();
      location.hash = href;
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [hrefs.j, hrefs.k]);
  return (
    <span className="row people-beside">
      {before !== undefined && (
        <a
          className="button"
          href={hrefs.k}
          aria-keyshortcuts="K"
          title="K"
          aria-label={t('person-before', { name: before.name })}
        >
          <ArrowMark to="left" /> {before.name}
        </a>
      )}
      {after !== undefined && (
        <a
          className="button"
          href={hrefs.j}
          aria-keyshortcuts="J"
          title="J"
          aria-label={t('person-after', { name: after.name })}
        >
          {after.name} <ArrowMark to="right" />
        </a>
      )}
    </span>
  );
}

/** A letter is a letter where somebody writes, and leads nowhere from a dialog that is open. */
function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('[role=dialog], [role=menu]') !== null) return true;
  return target instanceof Element && target.matches('textarea, select, input:not([type=radio], [type=checkbox])');
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
