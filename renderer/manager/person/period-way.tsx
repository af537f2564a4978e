import type { Day, PersonId } from '../../../core/ids.ts';
import { ArrowMark } from '../../parts/timeline/marks.tsx';
import { hrefOf, type Scale, scales } from '../frame/route.ts';
import { tPeriod as t } from '../messages.ts';
import { besides, rangeOf, rangeText } from './period-span.ts';

interface Props {
  readonly person: PersonId;
  readonly scale: Scale;
  readonly day: Day;
  readonly today: Day;
}

/** Week, month or year, and the ones before and after: links, so that the way back leads back. */
export function PeriodWay({ person, scale, day, today }: Props) {
  const href = (to: Scale, at: Day) => hrefOf({ page: 'person', person, scale: to, day: at });
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
