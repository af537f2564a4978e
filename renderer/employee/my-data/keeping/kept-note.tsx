import type { Day } from '../../../../core/ids.ts';
import type { KnownDay } from '../../../../ipc/employee-data.ts';
import { dayText } from '../../../parts/formats.ts';
import { tMyData as t } from '../../messages.ts';

interface Props {
  readonly known: KnownDay;
  readonly today: Day;
}

/** Until when a day is kept by the notice, and its screenshots. Nothing where the notice asks for nothing any more. */
export function KeptNote({ known: { shots, goneBy }, today }: Props) {
  if (goneBy.days === null) return null;
  const day = dayText(goneBy.days);
  const isPast = goneBy.shots !== null && goneBy.shots <= today && shots === 0;
  return (
    <p className="quiet" data-testid="kept">
      {goneBy.shots !== null && shots > 0
        ? t('kept-with-pictures', { day, pictures: dayText(goneBy.shots) })
        : t('kept-day', { day })}
      {isPast && goneBy.shots !== null && ` ${t('kept-pictures-past', { pictures: dayText(goneBy.shots) })}`}
    </p>
  );
}
