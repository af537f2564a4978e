import type { Problem } from '../../../core/problem.ts';
import type { Hit } from '../../../ipc/employee-data.ts';
import type { Person } from '../../../ipc/manager.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { Button } from '../../parts/controls/button.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { countText, dayText, shortDayText, timeText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { MarkedText, spanOfHit } from '../../parts/marked-text.tsx';
import { dayHref } from '../frame/route.ts';
import { tSearch as t } from '../messages.ts';
import type { ReasonMemory } from '../reason/reason-memory.ts';
import type { FoundDay } from './search-run.ts';
import type { SearchState } from './use-search.ts';

const shownHits = 8;

interface Props {
  readonly people: readonly Person[];
  readonly search: SearchState;
  readonly reasons: ReasonMemory;
}

/** How far the search is, and what it found so far, by person and day. */
export function SearchResults({ people, search, reasons }: Props) {
  const { query, progress, isRunning, isStopped, problem } = search;
  if (query === null) return null;
  const nameOf = (person: string) => people.find((each) => each.person === person)?.name ?? '';
  return (
    <section className="stack" aria-label={t('title')} data-testid="results">
      <div className="card search-progress">
        <div className="row wrap">
          <h2 role="status" data-testid="found">
            {foundText(search, query.text)}
          </h2>
          {isRunning && (
            <Button className="page-act" onClick={search.stop}>
              {t('stop')}
            </Button>
          )}
        </div>
        {isRunning && progress?.total != null && progress.total > 0 && (
          <progress aria-label={t('bar')} max={progress.total} value={progress.done} />
        )}
        <p className="quiet" data-testid="progress">
          {progressText(search)}
        </p>
        {progress?.total != null && <p className="quiet small">{t('recorded', { text: query.text })}</p>}
        {problem !== null && !isStopped && (
          <ProblemNotice problem={problem} tone="danger" onRetry={() => search.start(query)} />
        )}
      </div>
      {byPerson(progress?.found ?? []).map(([person, days]) => (
        <section key={person} className="card" aria-labelledby={`found-${person}`}>
          <div className="card-head">
            <h2 id={`found-${person}`}>{nameOf(person)}</h2>
          </div>
          <div className="found-days">
            {days.map((each) => (
              <FoundHits
                key={each.day}
                found={each}
                query={query.text}
                name={nameOf(person)}
                onOpen={() => reasons.keep(person, query.reason)}
              />
            ))}
          </div>
        </section>
      ))}
      <Untold
        title={t('skipped', { count: progress?.skipped.length ?? 0 })}
        list={progress?.skipped.map((each) => ({ what: nameOf(each.person), problem: each.problem })) ?? []}
      />
      <Untold
        title={t('unread', { count: progress?.unread.length ?? 0 })}
        list={
          progress?.unread.map((each) => ({
            what: `${nameOf(each.person)}, ${shortDayText(each.day)}`,
            problem: each.problem,
          })) ?? []
        }
      />
    </section>
  );
}

/** That nothing was found is said once every day was searched, and of no day that was not. */
function foundText({ progress, isRunning, isStopped, problem }: SearchState, text: string): string {
  const count = progress?.found.reduce((sum, each) => sum + each.count, 0) ?? 0;
  if (isRunning) return t(count === 0 ? 'searching' : 'found-so-far', { count, text });
  if (count === 0 && problem !== null) return t('not-searched', { text });
  if (count === 0 && (isStopped || isInPart(progress))) return t('found-none-here', { text });
  return t('found', { count, text });
}

function isInPart(progress: SearchState['progress']): boolean {
  return progress !== null && progress.skipped.length + progress.unread.length > 0;
}

function progressText({ progress, isRunning, isStopped }: SearchState): string {
  if (progress === null || progress.total === null) return isRunning ? t('starting') : '';
  const counts = { done: countText(progress.done), all: countText(progress.total) };
  if (isStopped) return t('stopped', counts);
  return isRunning ? t('progress', counts) : t('done', { days: progress.done });
}

interface FoundProps {
  readonly found: FoundDay;
  readonly query: string;
  readonly name: string;
  /** The reason of the search is filled in where the day asks for one. */
  readonly onOpen: () => void;
}

function FoundHits({ found: { person, day, zone, hits, count }, query, name, onOpen }: FoundProps) {
  return (
    <div>
      <h3>
        <a
          className="link"
          href={dayHref(person, day)}
          aria-label={t('open-day', { day: dayText(day), name })}
          onClick={onOpen}
        >
          {dayText(day)}
        </a>
      </h3>
      <ul className="found-hits">
        {hits.slice(0, shownHits).map((hit, index) => (
          // The same words may be found twice at one moment, in the title and in the site.
          <li key={index}>
            <a href={dayHref(person, day, spanOfHit(hit))} data-testid="hit" onClick={onOpen}>
              <span className="quiet">{spanText(hit, zone)}</span>
              <MarkedText hit={hit} query={query} />
              <span className="quiet small">
                {t(`hit-${hit.kind}`)}
                {hit.appName !== null && hit.appName !== hit.text && ` · ${hit.appName}`}
              </span>
            </a>
          </li>
        ))}
      </ul>
      {count > shownHits && <p className="quiet small">{t('more-hits', { count: count - shownHits })}</p>}
    </div>
  );
}

function spanText({ start, end }: Hit, zone: string): string {
  const [from, to] = [timeText(start, zone), timeText(end, zone)];
  return from === to ? from : `${from}–${to}`;
}

interface UntoldProps {
  readonly title: string;
  readonly list: readonly { readonly what: string; readonly problem: Problem }[];
}

function Untold({ title, list }: UntoldProps) {
  if (list.length === 0) return null;
  return (
    <details className="notice missing">
      <summary>{title}</summary>
      <ul>
        {list.map(({ what, problem }) => (
          <li key={`${what} ${JSON.stringify(problem)}`}>
            {what}: {problemText(pageLanguage(), problem).what}
          </li>
        ))}
      </ul>
    </details>
  );
}

/** By person in the order in which something was found of them first; their days newest first. */
function byPerson(found: readonly FoundDay[]): [FoundDay['person'], FoundDay[]][] {
  const people = new Map<FoundDay['person'], FoundDay[]>();
  for (const each of found) people.set(each.person, [...(people.get(each.person) ?? []), each]);
  return [...people].map(([person, days]) => [person, days.sort((a, b) => (a.day < b.day ? 1 : -1))]);
}
