import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from 'react';
import { type PersonId, personIdSchema } from '../../../core/ids.ts';
import type { Language } from '../../../core/language.ts';
import { ChoiceBox } from '../../parts/choice/choice-box.tsx';
import type { Choice } from '../../parts/choice/use-choice.ts';
import { tPeople as t } from '../messages.ts';
import { type DayScale, dayScaleOf, scaleHours } from './day-scale.ts';
import type { PeopleGroup } from './people-order.ts';
import { PersonRow } from './person-row.tsx';
import type { PresenceStore } from './presence-store.ts';

interface Props {
  readonly groups: readonly PeopleGroup[];
  readonly presence: PresenceStore;
  /** Of what is known: another one, and rows are read again. */
  readonly version: number;
  readonly now: number;
  readonly language: Language;
  readonly choice: Choice;
  readonly onSight: (people: ReadonlySet<PersonId>) => void;
}

/** Everybody in one list: the browser lays out only the rows in sight (`people.css`), and tells which those are. */
export function PeopleList({ groups, presence, version, now, language, choice, onSight }: Props) {
  const list = useRef<HTMLDivElement>(null);
  const inSight = useSight(list, groups, onSight);
  const scale = useScale(groups, presence, version);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go on from the names and boxes in it
    <div ref={list} className="card people" onKeyDown={(event) => walk(event, choice)}>
      <div className="people-head quiet small" aria-hidden="true">
        <span />
        <span>{t('name')}</span>
        <Hours scale={scale} />
        <span>{t('hours')}</span>
        <span>{t('received')}</span>
        <span>{t('open')}</span>
      </div>
      {groups.map(({ key, team, people }) => {
        const title = team ?? t('no-team');
        const keys = people.map(({ person }) => person);
        const rows = (
          <ul aria-label={key === '' ? t('list') : title}>
            {people.map((each) => (
              <PersonRow
                key={each.person}
                person={each}
                presence={presence.of(each.person)}
                now={now}
                scale={scale}
                isInSight={inSight.has(each.person)}
                isChosen={choice.has(each.person)}
                hasTeam={key === ''}
                onBox={choice.onBox}
                language={language}
              />
            ))}
          </ul>
        );
        if (key === '') return <div key={key}>{rows}</div>;
        return (
          <section key={key} className="people-group" aria-label={title}>
            <div className="people-group-head">
              <h2>{title}</h2>
              <span className="quiet small">{t('about', { count: people.length })}</span>
              <ChoiceBox
                label={t('choose-group', { name: title })}
                chosen={keys.filter(choice.has).length}
                all={keys.length}
                onChange={(isChosen) => choice.set(keys, isChosen)}
              />
            </div>
            {rows}
          </section>
        );
      })}
    </div>
  );
}

/** The hours above the strips. */
function Hours({ scale }: { readonly scale: DayScale }) {
  return (
    <span className="people-hours">
      {scaleHours(scale).map((hour) => (
        <span key={hour} style={{ insetInlineStart: `${((hour - scale.from) / (scale.to - scale.from)) * 100}%` }}>
          {String(hour).padStart(2, '0')}
        </span>
      ))}
    </span>
  );
}

/** The same object for as long as the hours are the same, so that rows need not be made anew. */
function useScale(groups: readonly PeopleGroup[], presence: PresenceStore, version: number): DayScale {
  const kept = useRef<DayScale>(dayScaleOf([]));
  return useMemo(() => {
    const known = groups.flatMap(({ people }) => people.map(({ person }) => presence.of(person)?.latest));
    const scale = dayScaleOf(version >= 0 ? known : []);
    if (scale.from !== kept.current.from || scale.to !== kept.current.to) kept.current = scale;
    return kept.current;
  }, [groups, presence, version]);
}

/** Whose rows are in sight; told to `onSight` as well, whenever that changes. */
function useSight(
  list: React.RefObject<HTMLElement | null>,
  groups: readonly PeopleGroup[],
  onSight: (people: ReadonlySet<PersonId>) => void,
): ReadonlySet<PersonId> {
  const [inSight, setInSight] = useState<ReadonlySet<PersonId>>(new Set());
  useEffect(() => {
    if (list.current === null || groups.length === 0) return;
    const seen = new Set<PersonId>();
    const observer = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) {
        const person = personIdSchema.safeParse(target.getAttribute('data-person'));
        if (!person.success) continue;
        if (isIntersecting) seen.add(person.data);
        else seen.delete(person.data);
      }
      const now = new Set(seen);
      setInSight(now);
      onSight(now);
    });
    for (const row of list.current.querySelectorAll('[data-person]')) observer.observe(row);
    return () => observer.disconnect();
  }, [list, groups, onSight]);
  return inSight;
}

/** Up and down go through the names, or through the boxes where one has the focus; Tab still reaches each. */
function walk(event: KeyboardEvent<HTMLElement>, choice: Choice): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  if (document.activeElement?.matches('a.person-name')) {
    goBy(by, event.currentTarget);
    event.preventDefault();
  } else choice.onKeyDown(event);
}

/** Moves the focus to the next or the previous name of the list; to the first one where none has it. */
export function goBy(by: 1 | -1, list: Element): void {
  const names = [...list.querySelectorAll<HTMLAnchorElement>('a.person-name')];
  const row = document.activeElement?.closest('[data-person]');
  const from = names.findIndex((name) => row?.contains(name));
  names[from === -1 ? 0 : from + by]?.focus();
}
