import { useMemo } from 'react';
import { asksForAnswers, dayTimeOf } from '../../../core/day/day-time.ts';
import { stripOf } from '../../../core/day/strip/day-strip.ts';
import type { DayView } from '../../../core/day/view.ts';
import type { Day } from '../../../core/ids.ts';
import type { Answers } from '../../../core/organisation/answer.ts';
import { dayBounds, knownZone } from '../../../core/time/calendar.ts';
import { dayWords } from '../../parts/day/day-text.ts';
import { DeviceDaySection } from '../../parts/day/device-day.tsx';
import { EntriesCard } from '../../parts/entries/entries-card.tsx';
import '../../parts/day/day.css';
import '../../parts/entries/entries.css';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { Card } from '../../parts/layout/card.tsx';
import type { PictureStore } from '../../parts/screenshots/picture-store.ts';
import { StateStrip } from '../../parts/strip/state-strip.tsx';
import { stripSumsText } from '../../parts/strip/strip-text.ts';
import { type Query, useQuery } from '../../parts/use-query.ts';
import type { EmployeeConnection } from '../frame/page-props.ts';
import { tMyData as t } from '../messages.ts';

interface Props {
  readonly connection: EmployeeConnection;
  readonly day: Day;
  readonly answers: Query<Answers>;
  readonly store: PictureStore;
}

/** A day as whoever may open it is shown it: by the manager's own page, from what has left or can no longer be kept back. */
export function SharedDayView({ connection: { client, onChange }, day, answers, store }: Props) {
  const shared = useQuery(`shared ${day}`, () => client.sharedDay({ day }), onChange, 5000);
  if (shared.value === null) {
    return (
      <>
        <ProblemNotice problem={shared.problem} onRetry={shared.again} />
        {shared.problem === null && <span className="skeleton taller" />}
      </>
    );
  }
  const { view, categories, isHeld, isClosed } = shared.value;
  const given = asksForAnswers(view.entries) ? (answers.value?.answers ?? null) : [];
  return (
    <section className="stack shared-day" aria-label={t('as-manager')} data-testid="shared-day">
      <p className="quiet">{t('as-manager-about')}</p>
      {isHeld && <p data-testid="still-yours">{t('as-manager-held')}</p>}
      <p className="day-words">
        {view.first === null
          ? t('as-manager-none')
          : dayWords(view, isClosed ? 'verified' : 'open', dayTimeOf(view, given))}
      </p>
      {view.first !== null && <SharedStrip view={view} />}
      {view.first !== null && (
        <DeviceDaySection day={view} span={null} categories={categories} film={[]} sheets={store} pictures={store}>
          <EntriesCard client={null} day={view} asked={answers} answers={given} />
        </DeviceDaySection>
      )}
    </section>
  );
}

/** What the list of people shows of the day: made of the same records by the same function. */
function SharedStrip({ view }: { readonly view: DayView }) {
  const strip = useMemo(() => stripOf(view), [view]);
  const scale = useMemo(() => dayBounds(view.day, knownZone(view.zone)), [view.day, view.zone]);
  return (
    <Card id="shared-strip" title={t('as-manager-strip')} data-testid="shared-strip">
      <StateStrip strip={strip} scale={scale} words={stripSumsText(strip)} />
      <p className="quiet small">{t('as-manager-strip-about')}</p>
    </Card>
  );
}
