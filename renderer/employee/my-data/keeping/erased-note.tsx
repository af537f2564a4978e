import type { Day } from '../../../../core/ids.ts';
import type { ErasedSpan } from '../../../../ipc/employee-data.ts';
import { dayText } from '../../../parts/formats.ts';
import { Card } from '../../../parts/layout/card.tsx';
import { tMyData as t } from '../../messages.ts';

/** That a day, or its screenshots, were erased on request; nothing where they were not. */
export function ErasedDayNote({ day, erased }: { readonly day: Day; readonly erased: readonly ErasedSpan[] }) {
  const orders = erased.filter(({ from, to }) => (from === null || from <= day) && day <= to);
  const whole = orders.findLast(({ classes }) => classes.includes('days'));
  const pictures = orders.findLast(({ classes }) => classes.includes('shots'));
  const order = whole ?? pictures;
  if (order === undefined) return null;
  return (
    <p className="quiet" data-testid="erased">
      {t(whole === undefined ? 'erased-day-pictures' : 'erased-day', { on: dayText(order.on) })}
    </p>
  );
}

/** Every order to erase, the newest first. */
export function ErasedCard({ erased }: { readonly erased: readonly ErasedSpan[] }) {
  if (erased.length === 0) return null;
  return (
    <Card id="erased" title={t('erased-title')} data-testid="erased-list">
      <div className="stack">
        {erased.map((order) => (
          <p key={`${order.from} ${order.to} ${order.classes.join()}`}>
            {t(wordsOf(order), { span: spanText(order), on: dayText(order.on) })}
          </p>
        ))}
      </div>
    </Card>
  );
}

function wordsOf({ classes }: ErasedSpan): 'erased-days' | 'erased-pictures' | 'erased-weeks' {
  if (classes.includes('days')) return 'erased-days';
  return classes.includes('shots') ? 'erased-pictures' : 'erased-weeks';
}

function spanText({ from, to }: ErasedSpan): string {
  if (from === null) return t('erased-until', { to: dayText(to) });
  return t('erased-between', { from: dayText(from), to: dayText(to) });
}
