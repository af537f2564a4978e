import { useState } from 'react';
import type { Day } from '../../../core/ids.ts';
import type { Interval } from '../../../core/time/interval.ts';
import type { Hit, SkippedDay } from '../../../ipc/employee-data.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { Button } from '../../parts/controls/button.tsx';
import { Field } from '../../parts/controls/field.tsx';
import { ProblemNotice } from '../../parts/controls/problem-notice.tsx';
import { dayText, shortDayText, timeText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { Card } from '../../parts/layout/card.tsx';
import { MarkedText, spanOfHit } from '../../parts/marked-text.tsx';
import { useMutation } from '../../parts/use-mutation.ts';
import type { EmployeeClient } from '../frame/page-props.ts';
import { tMyData as t } from '../messages.ts';
import { dataHref } from './data-route.ts';
import { DayRangeFields, useDayRange } from './day-range-fields.tsx';

interface Props {
  readonly client: EmployeeClient;
  /** The oldest day of which anything is known. */
  readonly first: Day;
  readonly today: Day;
  readonly zone: string;
  readonly onOpen: (day: Day, span: Interval) => void;
}

interface Found {
  readonly text: string;
  readonly hits: readonly Hit[];
  readonly isCut: boolean;
  readonly days: number;
  readonly skipped: readonly SkippedDay[];
}

/** Finds words in apps, titles, sites and entries. The search runs on this computer; the words go nowhere else. */
export function SearchCard({ client, first, today, zone, onOpen }: Props) {
  const [text, setText] = useState('');
  const span = useDayRange(first, today);
  const [found, setFound] = useState<Found | null>(null);
  const [isMissing, setMissing] = useState(false);
  const mutation = useMutation();
  const search = async (event: React.FormEvent) => {
    event.preventDefault();
    const words = text.trim();
    setMissing(words === '');
    if (words === '' || span.chosen === null || mutation.isBusy) return;
    const asked = span.chosen;
    setFound(null);
    await mutation.run(async () => {
      const result = await client.search({ text: words, ...asked });
      if (result.ok) setFound({ text: words, ...result.value });
      return result;
    });
  };
  return (
    <Card id="search" title={t('search')}>
      {/* biome-ignore lint/a11y/useSemanticElements: the element of that name is younger than what pages run in */}
      <form role="search" className="data-form" noValidate onSubmit={(event) => void search(event)}>
        <Field
          label={t('search-words')}
          type="search"
          maxLength={200}
          value={text}
          error={isMissing ? t('search-missing') : null}
          onChange={(event) => setText(event.target.value)}
        >
          <p className="quiet small">{t('search-hint')}</p>
        </Field>
        <DayRangeFields span={span} />
        <Button type="submit" aria-disabled={mutation.isBusy}>
          {t(mutation.isBusy ? 'search-busy' : 'search-go')}
        </Button>
      </form>
      <ProblemNotice problem={mutation.problem} tone="danger" />
      <p className="small search-sum" role="status">
        {found !== null && summary(found)}
      </p>
      {found !== null && found.skipped.length > 0 && (
        <div className="small search-sum">
          <p>{t('search-skipped', { count: found.skipped.length })}</p>
          <ul>
            {found.skipped.map(({ day, problem }) => (
              <li key={day}>
                {shortDayText(day)}: {problemText(pageLanguage(), problem).what}
              </li>
            ))}
          </ul>
        </div>
      )}
      {found !== null && found.hits.length > 0 && (
        <div className="hits">
          {byDay(found.hits).map(([day, hits]) => (
            <div key={day}>
              <h3>{dayText(day)}</h3>
              <ul>
                {hits.map((hit, index) => (
                  // The same words may be found twice at one moment, in the title and in the site.
                  <li key={index}>
                    <a
                      href={dataHref(day, spanOfHit(hit))}
                      data-testid="hit"
                      onClick={(event) => {
                        event.preventDefault();
                        onOpen(day, spanOfHit(hit));
                      }}
                    >
                      <span className="hit-time">{timeText(hit.start, zone)}</span>
                      <MarkedText hit={hit} query={found.text} />
                      <span className="quiet small">
                        {t(`hit-${hit.kind}`)}
                        {hit.appName !== null && hit.appName !== hit.text && ` · ${hit.appName}`}
                      </span>
                    </a>
                  </li>
                ))}
              </ul>
            </div>
          ))}
        </div>
      )}
    </Card>
  );
}

function summary({ text, hits, isCut, days }: Found): string {
  const searched = t('search-days', { days });
  if (hits.length === 0) return `${t('search-none', { text })} ${searched}`;
  return `${t(isCut ? 'search-cut' : 'search-found', { count: hits.length })} ${searched}`;
}

function byDay(hits: readonly Hit[]): [Day, Hit[]][] {
  const days = new Map<Day, Hit[]>();
  for (const hit of hits) days.set(hit.day, [...(days.get(hit.day) ?? []), hit]);
  return [...days];
}
