import { useEffect, useMemo } from 'react';
import type { Language } from '../../../core/language.ts';
import type { ManagerStatus } from '../../../ipc/manager.ts';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { SkipLink, usePageFocus } from '../../parts/layout/page-focus.tsx';
import { Palette } from '../../parts/palette/palette.tsx';
import { useTouch } from '../../parts/unlock/use-touch.ts';
import { useNow } from '../../parts/use-now.ts';
import { type Query, useQuery } from '../../parts/use-query.ts';
import { ApprovalsPage } from '../approvals/approvals-page.tsx';
import { usePending } from '../approvals/use-pending.ts';
import { DayRoute } from '../day/day-route.tsx';
import { PeoplePage } from '../people/people-page.tsx';
import { PresenceStore } from '../people/presence-store.ts';
import { PersonRoute } from '../person/person-page.tsx';
import { QuestionsPage } from '../questions/questions-page.tsx';
import { useOpenQuestions } from '../questions/use-open-questions.ts';
import type { ReasonMemory } from '../reason/reason-memory.ts';
import { useReview } from '../review/use-review.ts';
import { SearchPage } from '../search/search-page.tsx';
import { useSearch } from '../search/use-search.ts';
import { TeamPage } from '../teams/team-page.tsx';
import { TeamsPage } from '../teams/teams-page.tsx';
import { TimesheetsPage } from '../timesheets/timesheets-page.tsx';
import { WeekPage } from '../timesheets/week-page.tsx';
import { managerCommands } from './manager-commands.ts';
import type { ManagerConnection, ManagerProps } from './page-props.ts';
import { useManagerRoute } from './route.ts';
import { Sidebar } from './sidebar.tsx';

interface Props {
  readonly connection: ManagerConnection;
  readonly status: Query<ManagerStatus>;
  readonly known: ManagerStatus;
  readonly reasons: ReasonMemory;
  readonly onLanguage: (language: Language) => void;
}

/** The navigation at the left, a page beside it. Everything that a page read is held from here on down, and gone once the key is locked. */
export function Pages({ connection, status, known, reasons, onLanguage }: Props) {
  const { client, onChange } = connection;
  const route = useManagerRoute();
  const people = useQuery('people', () => client.people({}), onChange, 5000);
  const presence = useMemo(() => new PresenceStore((some) => client.presence({ people: some })), [client]);
  useEffect(() => () => presence.close(), [presence]);
  const waiting = usePending(client, people.value?.length ?? null, route.page === 'waiting');
  const questions = useOpenQuestions(client, people.value?.length ?? null, route.page === 'questions');
  const search = useSearch(client);
  const review = useReview(route);
  const main = usePageFocus(
    'person' in route ? `${route.page} ${route.person}` : 'team' in route ? route.team : route.page,
  );
  useTouch(client);
  const tick = useNow(60_000);
  const problem = status.problem ?? known.problem;
  // The list says it with the button that asks for the list; once is enough.
  const isSaidBelow = route.page === 'people' && people.problem !== null && people.problem.code === problem?.code;
  // The host's clock as it goes on: a window that stays open over midnight has another today.
  const now = known.now + Math.max(0, tick - status.at);
  const props: ManagerProps = { connection, status: { ...known, now }, people, reasons, presence, review };

  return (
    <div className="viewing" data-page={route.page}>
      <SkipLink href={location.hash === '' ? '#people' : location.hash} />
      <Sidebar
        client={client}
        status={known}
        route={route}
        counts={{ waiting: waiting.count, questions: questions.count }}
        onAsk={status.again}
        onLanguage={onLanguage}
        palette={
          <Palette
            commands={() =>
              managerCommands({
                ...{ client, status: known, route, now, onLocked: status.again },
                people: people.value ?? [],
              })
            }
          />
        }
      />
      <main className="viewing-main stack" ref={main}>
        {!isSaidBelow && <ProblemNotice problem={problem} tone="danger" onRetry={status.again} />}
        {route.page === 'people' && <PeoplePage {...props} />}
        {route.page === 'person' && <PersonRoute key={route.person} {...props} route={route} />}
        {route.page === 'day' && <DayRoute key={`${route.person} ${route.day}`} {...props} route={route} />}
        {route.page === 'waiting' && <ApprovalsPage {...props} waiting={waiting} />}
        {route.page === 'questions' && <QuestionsPage {...props} questions={questions} />}
        {route.page === 'timesheets' && <TimesheetsPage {...props} />}
        {route.page === 'timesheet' && (
          <WeekPage key={`${route.person} ${route.device} ${route.week}`} {...props} {...route} />
        )}
        {route.page === 'search' && <SearchPage {...props} search={search} />}
        {route.page === 'teams' && <TeamsPage {...props} />}
        {route.page === 'team' && <TeamPage key={route.team} {...props} team={route.team} />}
      </main>
    </div>
  );
}
