import type { Day } from '../../../core/ids.ts';
import { tPeriod as t } from '../messages.ts';
import { ArrowMark } from '../timeline/marks.tsx';
import { besides, rangeOf, rangeText, type Scale, scales } from './period-span.ts';
import './period.css';

interface Props {
  readonly scale: Scale;
  readonly day: Day;
  readonly today: Day;
  /** The address of a span, by a day of it. */
  readonly href: (scale: Scale, day: Day) => string;
}

/** Week, month or year, and the ones before and after: links, so that the way back leads back. */
export function PeriodWay({ scale, day, today, href }: Props) {
  const [before, after] = [besides(scale, day, -1), besides(scale, day, 1)];
  const step = (name: 'before' | 'after', at: Day) => (
    <a
      className="button"
      href={href(scale, at)}
      aria-label={t(name, { span: rangeText(scale, at) })}
      data-testid={name}
    >
      <ArrowMark to={name === 'before' ? 'left' : 'right'} />
    </a>
  );
  return (
    <div className="row wrap period-way">
      <nav className="toggles" aria-label={t('scale')}>
        {scales.map((each) => (
          <a
            key={each}
            className="toggle"
            href={href(each, day)}
            aria-current={each === scale ? 'true' : undefined}
            data-state={each === scale ? 'on' : 'off'}
          >
            {t(each)}
          </a>
        ))}
      </nav>
      <div className="row">
        {step('before', before)}
        <h2 aria-live="polite" data-testid="span">
          {rangeText(scale, day)}
        </h2>
        {rangeOf(scale, after).from > today ? <span className="period-none" /> : step('after', after)}
      </div>
    </div>
  );
}
