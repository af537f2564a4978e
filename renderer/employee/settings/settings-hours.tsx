import { useId } from 'react';
import { type WorkingHours, weekdays } from '../../../core/time/working-hours.ts';
import { TimeInput } from '../../parts/calendar/typed-field.tsx';
import { Button } from '../../parts/controls/button.tsx';
import { listText, weekdayText } from '../../parts/formats.ts';
import { CrossMark } from '../../parts/timeline/marks.tsx';
import { tSettings as t } from '../messages.ts';
import { type DraftSpan, type Mistakes, newKey, type SettingsDraft, timeOf } from './settings-draft.ts';

type Days = NonNullable<SettingsDraft['hours']>;

interface Props {
  readonly hours: SettingsDraft['hours'];
  readonly organisation: WorkingHours | null;
  readonly mistakes: Mistakes['spans'];
  readonly onChange: (hours: SettingsDraft['hours']) => void;
}

/** The person's own hours, which can only be fewer than the organisation's. */
export function SettingsHours({ hours, organisation, mistakes, onChange }: Props) {
  const name = useId();
  return (
    <section className="card" aria-labelledby="hours-title">
      <h2 id="hours-title">{t('hours-title')}</h2>
      <p>{t('hours-organisation', { hours: hoursText(organisation) })}</p>
      <div className="row wrap choices-row" role="radiogroup" aria-labelledby="hours-title">
        <label className="row">
          <input type="radio" name={name} checked={hours === null} onChange={() => onChange(null)} />
          {t('hours-as-is')}
        </label>
        <label className="row">
          <input
            type="radio"
            name={name}
            checked={hours !== null}
            onChange={() => onChange(hours ?? startOf(organisation))}
          />
          {t('hours-own')}
        </label>
      </div>
      {hours !== null && (
        <>
          <p className="quiet small">{t('hours-about')}</p>
          <ul className="weekdays">
            {weekdays.map((weekday, index) => (
              <Weekday
                key={weekday}
                day={weekdayText(weekday)}
                spans={hours[index] ?? []}
                mistakes={mistakes}
                onChange={(spans) => onChange(hours.map((each, at) => (at === index ? spans : each)))}
              />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

interface WeekdayProps {
  readonly day: string;
  readonly spans: readonly DraftSpan[];
  readonly mistakes: Mistakes['spans'];
  readonly onChange: (spans: DraftSpan[]) => void;
}

const mostSpans = 8;

function Weekday({ day, spans, mistakes, onChange }: WeekdayProps) {
  const error = useId();
  const set = (key: number, part: Partial<DraftSpan>) =>
    onChange(spans.map((each) => (each.key === key ? { ...each, ...part } : each)));
  return (
    <li>
      <h3>{day}</h3>
      <div className="row wrap">
        {spans.length === 0 && <span className="quiet">{t('hours-off')}</span>}
        {spans.map(({ key, from, to }) => {
          const mistake = mistakes.get(key);
          const about = mistake === undefined ? {} : { 'aria-invalid': true, 'aria-describedby': `${error}-${key}` };
          const time = (end: 'from' | 'to') => (
            <TimeInput
              className="input"
              aria-label={t(`hours-${end}`, { day })}
              value={end === 'from' ? from : to}
              onValue={(value) => set(key, { [end]: value })}
              {...about}
            />
          );
          return (
            <span key={key} className="row wrap span-times">
              {time('from')}–{time('to')}
              <Button
                kind="bare"
                aria-label={t('hours-remove', { day })}
                onClick={() => onChange(spans.filter((each) => each.key !== key))}
              >
                <CrossMark />
              </Button>
              {mistake !== undefined && (
                <span id={`${error}-${key}`} className="field-error small">
                  {t(mistake)}
                </span>
              )}
            </span>
          );
        })}
        {spans.length < mostSpans && (
          <Button
            kind="bare"
            aria-label={t('hours-add', { day })}
            onClick={() => onChange([...spans, { key: newKey(), from: '', to: '' }])}
          >
            +
          </Button>
        )}
      </div>
    </li>
  );
}

/** Own hours begin as the organisation's, to take away from; with none, as a usual day from Monday to Friday. */
function startOf(organisation: WorkingHours | null): Days {
  return weekdays.map((weekday, index) => {
    const usual = index < 5 ? [{ from: 8 * 60, to: 18 * 60 }] : [];
    const spans = organisation === null ? usual : (organisation.find((day) => day.weekday === weekday)?.spans ?? []);
    return spans.map(({ from, to }) => ({ key: newKey(), from: timeOf(from), to: timeOf(to) }));
  });
}

function hoursText(hours: WorkingHours | null): string {
  if (hours === null) return t('hours-any');
  if (hours.length === 0) return t('hours-off');
  const groups: { first: number; last: number; spans: string }[] = [];
  for (const { weekday, spans } of [...hours].sort((a, b) => a.weekday - b.weekday)) {
    const text = listText(spans.map(({ from, to }) => `${timeOf(from)}–${to === 1440 ? '24:00' : timeOf(to)}`));
    const group = groups.at(-1);
    if (group !== undefined && group.last === weekday - 1 && group.spans === text) group.last = weekday;
    else groups.push({ first: weekday, last: weekday, spans: text });
  }
  return groups
    .map(({ first, last, spans }) =>
      t('hours-day', {
        day:
          first === last ? weekdayText(first) : t('hours-days', { first: weekdayText(first), last: weekdayText(last) }),
        spans,
      }),
    )
    .join(', ');
}
