import { type KeyboardEvent, memo, useEffect, useRef } from 'react';
import { type PersonId, personIdSchema } from '../../../core/ids.ts';
import type { Language } from '../../../core/language.ts';
import type { Person, Presence } from '../../../ipc/manager.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { pageLanguage } from '../../parts/language.ts';
import { ownZone } from '../../parts/own-zone.ts';
import { WarningMark } from '../../parts/timeline/marks.tsx';
import { personHref } from '../frame/route.ts';
import { tPeople as t } from '../messages.ts';
import type { PresenceStore } from './presence-store.ts';
import { heardText, uploadText, zoneOf } from './presence-text.ts';

interface Props {
  readonly people: readonly Person[];
  readonly presence: PresenceStore;
  /** Of what is known: another one, and rows are read again. */
  readonly version: number;
  readonly now: number;
  readonly language: Language;
  readonly onSight: (people: ReadonlySet<PersonId>) => void;
}

/** Everybody in one list: the browser lays out only the rows in sight (`people.css`), and tells which those are. */
export function PeopleList({ people, presence, now, language, onSight }: Props) {
  const list = useRef<HTMLUListElement>(null);
  useSight(list, people, onSight);
  return (
    <div className="card people">
      <div className="people-head quiet small" aria-hidden="true">
        <span>{t('name')}</span>
        <span>{t('team')}</span>
        <span>{t('heard')}</span>
        <span>{t('upload')}</span>
      </div>
      <ul ref={list} aria-label={t('list')} onKeyDown={walk}>
        {people.map((each) => (
          <Row key={each.person} person={each} presence={presence.of(each.person)} now={now} language={language} />
        ))}
      </ul>
    </div>
  );
}

interface RowProps {
  readonly person: Person;
  readonly presence: Presence | undefined;
  readonly now: number;
  /** Only so that another language makes the row anew. */
  readonly language: Language;
}

const Row = memo(function Row({ person, presence, now }: RowProps) {
  const zone = zoneOf(person, presence);
  return (
    <li className="person" data-person={person.person}>
      <a className="person-name" href={personHref(person.person)}>
        {person.name}
      </a>
      <span className="quiet person-team">{person.team}</span>
      {presence === undefined ? (
        <span className="quiet person-wait">{t('not-asked')}</span>
      ) : presence.problem !== null && presence.uploadedAt === null ? (
        <span className="quiet person-problem" data-problem={presence.problem.code}>
          {problemText(pageLanguage(), presence.problem).what}
        </span>
      ) : (
        <>
          <span className="person-heard">{heardText(presence.latest, now)}</span>
          <span className="person-upload">
            <span className="quiet person-label">{t('upload')} </span>
            {uploadText(presence.uploadedAt, zone, now)}
            {zone !== ownZone && presence.uploadedAt !== null && (
              <span className="quiet small" title={zone}>
                {' '}
                · {placeOf(zone)}
              </span>
            )}
          </span>
          {presence.problem !== null && (
            <span className="person-unconfirmed small" data-problem={presence.problem.code}>
              <WarningMark /> {problemText(pageLanguage(), presence.problem).what}
            </span>
          )}
          {presence.unconfirmed > 0 && (
            <span className="person-unconfirmed small">
              <WarningMark /> {t('unconfirmed', { count: presence.unconfirmed })}
            </span>
          )}
        </>
      )}
    </li>
  );
});

/** `New York` for `America/New_York`: times are the person's, and say so where they are not this computer's. */
function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** Tells `onSight` whose rows are in sight, whenever that changes. */
function useSight(
  list: React.RefObject<HTMLUListElement | null>,
  people: readonly Person[],
  onSight: (people: ReadonlySet<PersonId>) => void,
): void {
  useEffect(() => {
    if (list.current === null || people.length === 0) return;
    const seen = new Set<PersonId>();
    const observer = new IntersectionObserver((changes) => {
      for (const { target, isIntersecting } of changes) {
        const person = personIdSchema.safeParse(target.getAttribute('data-person'));
        if (!person.success) continue;
        if (isIntersecting) seen.add(person.data);
        else seen.delete(person.data);
      }
      onSight(new Set(seen));
    });
    for (const row of list.current.children) observer.observe(row);
    return () => observer.disconnect();
  }, [list, people, onSight]);
}

/** Up and down go through the names; Tab still reaches each. */
function walk(event: KeyboardEvent<HTMLUListElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const links = [...event.currentTarget.querySelectorAll<HTMLAnchorElement>('a.person-name')];
  const from = links.findIndex((link) => link === document.activeElement);
  if (from === -1) return;
  links[from + by]?.focus();
  event.preventDefault();
}
