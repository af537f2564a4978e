import {
  type CSSProperties,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useMemo,
  useRef,
  useSyncExternalStore,
} from 'react';
import type { PersonId } from '../../../core/ids.ts';
import type { Language } from '../../../core/language.ts';
import type { Person } from '../../../ipc/manager.ts';
import { ChoiceBox } from '../../parts/choice/choice-box.tsx';
import type { Choice } from '../../parts/choice/use-choice.ts';
import { useTheme } from '../../parts/controls/theme.ts';
import { useWidth } from '../../parts/timeline/use-width.ts';
import { tPeople as t } from '../messages.ts';
import { type DayScale, dayScaleOf, scaleHours } from './day-scale.ts';
import type { PeopleGroup } from './people-order.ts';
import { PersonRow } from './person-row.tsx';
import type { PresenceStore } from './presence-store.ts';
import { SightStore } from './sight-store.ts';

interface Props {
  readonly groups: readonly PeopleGroup[];
  readonly presence: PresenceStore;
  readonly now: number;
  readonly language: Language;
  readonly choice: Choice;
  /** Is told whose rows are in sight, whenever that changes. Always the same function. */
  readonly onSight: (people: ReadonlySet<PersonId>) => void;
}

/** Everybody in one list: the browser lays out only the rows in sight (`people.css`), and tells which those are. */
export function PeopleList({ groups, presence, now, language, choice, onSight }: Props) {
  const ruler = useRef<HTMLSpanElement>(null);
  const sight = useMemo(() => new SightStore(onSight), [onSight]);
  const parts = useMemo(() => groups.map((group) => ({ ...group, parts: partsOf(group.people) })), [groups]);
  const scale = useScale(presence);
  const width = useWidth(ruler);
  const theme = useTheme();
  const paper = useMemo(() => ({ width, theme }), [width, theme]);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrows go on from the names and boxes in it
    <div className="card people" onKeyDown={(event) => walk(event, choice)}>
      <div className="people-head quiet small" aria-hidden="true">
        <span />
        <span>{t('name')}</span>
        <Hours scale={scale} />
        <span>{t('hours')}</span>
        <span>{t('received')}</span>
        <span>{t('open')}</span>
      </div>
      <div className="person people-ruler" aria-hidden="true">
        <span ref={ruler} className="person-strip" />
      </div>
      {parts.map(({ key, team, people, parts: own }) => {
        const title = team ?? t('no-team');
        const keys = people.map(({ person }) => person);
        const rows = (
          // biome-ignore lint/a11y/useSemanticElements: parts of it stand between the list and its rows
          <div role="list" aria-label={key === '' ? t('list') : title}>
            {own.map((part) => (
              <Part key={part[0]?.person} people={part} sight={sight}>
                {part.map((each) => (
                  <PersonRow
                    key={each.person}
                    person={each}
                    presence={presence}
                    sight={sight}
                    paper={paper}
                    now={now}
                    scale={scale}
                    isChosen={choice.has(each.person)}
                    hasTeam={key === ''}
                    onBox={choice.onBox}
                    language={language}
                  />
                ))}
              </Part>
            ))}
          </div>
        );
        if (key === '') return <div key={key}>{rows}</div>;
        return (
          <section key={key} className="people-group" aria-label={title}>
            <div className="people-group-head">
              <h2>{title}</h2>
              <span className="quiet small">{t('about', { count: people.length })}</span>
              <ChoiceBox
                label={team === null ? t('choose-no-team') : t('choose-group', { name: title })}
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

/** So many rows are laid out or left out together: each by itself costs more than it saves. */
const partSize = 25;

function partsOf(people: readonly Person[]): Person[][] {
  const parts: Person[][] = [];
  for (let from = 0; from < people.length; from += partSize) parts.push(people.slice(from, from + partSize));
  return parts;
}

interface PartProps {
  readonly people: readonly Person[];
  readonly sight: SightStore;
  /** Their rows. */
  readonly children: ReactNode;
}

/** A part of a list, which the browser lays out once it comes near. */
function Part({ people, sight, children }: PartProps) {
  const place = useRef<HTMLDivElement>(null);
  // Other rows are watched anew.
  useEffect(() => (place.current === null ? undefined : sight.observe(place.current)), [sight, people]);
  return (
    <div ref={place} role="presentation" className="people-part" style={{ '--rows': people.length } as CSSProperties}>
      {children}
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
function useScale(presence: PresenceStore): DayScale {
  const kept = useRef<DayScale>(dayScaleOf([]));
  return useSyncExternalStore(presence.subscribe, () => {
    const scale = dayScaleOf(presence.latest());
    if (scale.from !== kept.current.from || scale.to !== kept.current.to) kept.current = scale;
    return kept.current;
  });
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
