import { memo, useCallback, useMemo, useSyncExternalStore } from 'react';
import type { Language } from '../../../core/language.ts';
import type { Person, Presence } from '../../../ipc/manager.ts';
import { problemText } from '../../../messages/problem-text.ts';
import type { Choice } from '../../parts/choice/use-choice.ts';
import { countText, durationText, mediumDayText, shortDayText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { ownZone } from '../../parts/own-zone.ts';
import { StripOn, type StripPaper } from '../../parts/strip/state-strip.tsx';
import { stripSumsText } from '../../parts/strip/strip-text.ts';
import { WarningMark } from '../../parts/timeline/marks.tsx';
import { hrefOf, personHref } from '../frame/route.ts';
import { tPeople as t } from '../messages.ts';
import { clockStripOf, type DayScale, scaleIn } from './day-scale.ts';
import type { PresenceStore } from './presence-store.ts';
import { isTodays, receivedText, uploadText, zoneOf } from './presence-text.ts';
import type { SightStore } from './sight-store.ts';

interface Props {
  readonly person: Person;
  readonly presence: PresenceStore;
  readonly sight: SightStore;
  readonly paper: StripPaper;
  readonly now: number;
  readonly scale: DayScale;
  readonly isChosen: boolean;
  readonly hasTeam: boolean;
  readonly onBox: Choice['onBox'];
  /** Only so that another language makes the row anew. */
  readonly language: Language;
}

/** One person: the latest day as a strip, how long, up to when, and what waits. */
export const PersonRow = memo(function PersonRow(props: Props) {
  const { person, isChosen, hasTeam, onBox } = props;
  const presence = useSyncExternalStore(props.presence.subscribe, () => props.presence.of(person.person));
  return (
    // biome-ignore lint/a11y/useSemanticElements: an `li` would have to be right below its list
    <div role="listitem" className="person" data-person={person.person} data-chosen={isChosen || undefined}>
      <label className="choice-cell">
        <input
          type="checkbox"
          data-key={person.person}
          aria-label={t('choose', { name: person.name })}
          checked={isChosen}
          onChange={(event) => onBox(person.person, event)}
        />
      </label>
      <div className="person-who">
        <a className="person-name" href={personHref(person.person)}>
          {person.name}
        </a>
        {person.left !== null && (
          <span className="quiet small" data-testid="left">
            {t('left', { day: mediumDayText(person.left) })}
          </span>
        )}
        {hasTeam && person.team !== null && <span className="quiet small">{person.team}</span>}
      </div>
      {presence === undefined ? (
        <span className="quiet person-wait">{t('not-asked')}</span>
      ) : presence.problem !== null && presence.uploadedAt === null ? (
        <span className="quiet person-problem" data-problem={presence.problem.code}>
          {problemText(pageLanguage(), presence.problem).what}
        </span>
      ) : (
        <Known {...props} known={presence} />
      )}
    </div>
  );
});

function Known({ person, known, now, scale, sight, paper }: Props & { readonly known: Presence }) {
  const { latest, uploadedAt, waiting, problem, revoked, unconfirmed } = known;
  const isInSight = useSyncExternalStore(
    useCallback((listener: () => void) => sight.subscribe(person.person, listener), [sight, person.person]),
    () => sight.has(person.person),
  );
  const span = useMemo(() => (latest === null ? null : scaleIn(latest, scale)), [latest, scale]);
  const zone = zoneOf(person, known);
  const isToday = latest !== null && isTodays(latest, now);
  return (
    <>
      <span className="person-strip">
        {latest !== null && latest.strip === undefined && <span className="quiet small">{t('no-strip')}</span>}
        {latest?.strip !== undefined && span !== null && isInSight && (
          <StripOn
            {...paper}
            strip={clockStripOf(latest)}
            scale={span}
            words={t('strip', { day: shortDayText(latest.day), states: stripSumsText(latest.strip) })}
          />
        )}
      </span>
      <span className="person-hours">
        <span className="quiet person-label">{t('hours')}</span>{' '}
        {latest !== null && <span className={isToday ? '' : 'quiet'}>{durationText(latest.recordedMs)}</span>}
        {latest !== null && !isToday && <span className="quiet small">{shortDayText(latest.day)}</span>}
      </span>
      <span className="person-received">
        <span>
          <span className="quiet person-label">{t('received')}</span> {receivedText(latest, now)}
          {zone !== ownZone && isToday && <span className="quiet small"> · {placeOf(zone)}</span>}
        </span>
        <span className="quiet small">{uploadText(uploadedAt, zone, now)}</span>
      </span>
      <span className="person-open">
        <span className="quiet person-label">{t('open')}</span>{' '}
        {waiting === null ? (
          <span className="quiet" title={t('open-unknown')}>
            ?<span className="only-heard"> {t('open-unknown')}</span>
          </span>
        ) : waiting === 0 ? (
          <span className="quiet">0</span>
        ) : (
          <a
            className="link"
            href={hrefOf({ page: 'waiting' })}
            aria-label={t('open-of', { count: waiting, name: person.name })}
          >
            {countText(waiting)}
          </a>
        )}
      </span>
      {problem !== null && (
        <span className="person-unconfirmed small" data-problem={problem.code}>
          <WarningMark /> {problemText(pageLanguage(), problem).what}
        </span>
      )}
      {revoked > 0 && (
        <span className="person-unconfirmed small">
          <WarningMark /> {t('revoked', { count: revoked })}
        </span>
      )}
      {unconfirmed > 0 && (
        <span className="person-unconfirmed small">
          <WarningMark /> {t('unconfirmed', { count: unconfirmed })}
        </span>
      )}
    </>
  );
}

/** `New York` for `America/New_York`: times are the person's, and say so where they are not this computer's. */
function placeOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}
