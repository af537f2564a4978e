import type { Ref } from 'react';
import { minuteMs } from '../../../core/time/calendar.ts';
import type { Instant, Interval } from '../../../core/time/interval.ts';
import { Menu } from '../../parts/controls/menu.tsx';
import { whenText } from '../../parts/formats.ts';
import { DownMark } from '../../parts/timeline/marks.tsx';
import { tToday as t } from '../messages.ts';

const lengths = [5, 15, 60];

interface Props {
  readonly ref: Ref<HTMLButtonElement>;
  readonly now: Instant;
  readonly zone: string;
  readonly onChoose: (span: Interval) => void;
}

/** Chooses a length to take back; nothing happens before it was confirmed. */
export function DeleteLast({ ref, now, zone, onChoose }: Props) {
  const items = lengths.map((minutes) => {
    const start = now - minutes * minuteMs;
    return {
      key: String(minutes),
      name: t('last-minutes', { minutes }),
      about: t('last-from', { time: whenText(start, now, zone) }),
      onChoose: () => onChoose({ start, end: now }),
    };
  });
  const label = (
    <>
      {t('delete-last')} <DownMark />
    </>
  );
  // The question that then stands there takes the focus.
  return <Menu ref={ref} className="delete-last" label={label} items={items} isFocusMoved />;
}
