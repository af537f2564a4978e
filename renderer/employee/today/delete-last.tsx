import { DropdownMenu } from 'radix-ui';
import { type Ref, useRef } from 'react';
import { minuteMs } from '../../../core/time/calendar.ts';
import type { Instant, Interval } from '../../../core/time/interval.ts';
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
  const hasChosen = useRef(false);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger ref={ref} className="button delete-last">
        {t('delete-last')} <DownMark />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align="end"
          sideOffset={6}
          onCloseAutoFocus={(event) => {
            // The question that now stands there has taken the focus.
            if (hasChosen.current) event.preventDefault();
            hasChosen.current = false;
          }}
        >
          {lengths.map((minutes) => {
            const start = now - minutes * minuteMs;
            return (
              <DropdownMenu.Item
                key={minutes}
                className="menu-item"
                onSelect={() => {
                  hasChosen.current = true;
                  onChoose({ start, end: now });
                }}
              >
                <span>{t('last-minutes', { minutes })}</span>
                <span className="quiet">{t('last-from', { time: whenText(start, now, zone) })}</span>
              </DropdownMenu.Item>
            );
          })}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
