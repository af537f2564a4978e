import type { Day, PersonId } from '../../core/ids.ts';
import { managerWords } from '../../core/words/manager.ts';
import { managerPeriodWords } from '../../core/words/manager-period.ts';
import type { ManagerContract } from '../../ipc/manager.ts';
import { Calendar } from '../parts/calendar.tsx';
import { dayText } from '../parts/formats.ts';
import { wordsOf } from '../parts/language.ts';
import { Notice } from '../parts/notice.tsx';
import { useCall } from '../parts/use-call.ts';
import type { Connection } from '../transport.ts';
import { PageWaiting } from './page-waiting.tsx';
import { dayHref } from './route.ts';

const say = wordsOf(managerPeriodWords);
const sayShell = wordsOf(managerWords);

interface Props {
  readonly connection: Connection<ManagerContract>;
  readonly person: PersonId;
  readonly today: Day;
}

/** The days of which something is kept, to open one; the latest at hand. */
export function PersonDays({ connection: { client, onChange }, person, today }: Props) {
  const days = useCall(person, () => client.days({ person }), onChange, 60_000);
  const known = [...(days.value ?? [])].sort((a, b) => (a.day < b.day ? 1 : -1));
  const latest = known[0]?.day ?? null;
  return (
    <div className="stack person-days">
      {days.problem !== null && <Notice problem={days.problem} onRetry={days.again} />}
      {days.value === null && days.problem === null && (
        <PageWaiting words={sayShell(days.isSlow ? 'slow-days' : 'reading-days')} isSlow={days.isSlow} />
      )}
      {days.value !== null && latest === null && <p className="quiet">{say('no-days')}</p>}
      {latest !== null && (
        <>
          <a className="button" href={dayHref(person, latest)} data-latest-day={latest} title={say('latest-about')}>
            {say('latest-day', { day: dayText(latest) })}
          </a>
          <Calendar
            days={new Map(known.map(({ day, devices }) => [day, say('date-devices', { count: devices.length })]))}
            chosen={null}
            today={latest > today ? latest : today}
            onChoose={(day) => {
              location.hash = dayHref(person, day);
            }}
          />
        </>
      )}
    </div>
  );
}
