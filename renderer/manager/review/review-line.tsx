import type { PersonId } from '../../../core/ids.ts';
import { viewReasonIn } from '../../../messages/manager/frame.ts';
import { Button } from '../../parts/controls/button.tsx';
import { dayText } from '../../parts/formats.ts';
import { pageLanguage } from '../../parts/language.ts';
import { tReview as t } from '../messages.ts';
import type { Review } from './review.ts';

interface Props {
  readonly review: Review;
  readonly person: PersonId;
  readonly onEnd: () => void;
}

/** Where in a review somebody is, for which reason, and the way out of it. */
export function ReviewLine({ review, person, onEnd }: Props) {
  const at = review.people.indexOf(person) + 1;
  return (
    <section className="card review-line" aria-label={t('line')} data-testid="review">
      <p>
        <strong>{t('at', { at, count: review.people.length, day: dayText(review.day) })}</strong>{' '}
        <span className="quiet">
          {t('reason', { reason: viewReasonIn(pageLanguage(), review.reason) })} {t('left')}
        </span>
      </p>
      <Button onClick={onEnd}>{t('end')}</Button>
    </section>
  );
}
