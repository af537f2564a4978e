import { tEnrolment as t } from '../messages.ts';

/** How far the way to an enrolment is. */
export function EnrolSteps({ current }: { readonly current: 1 | 2 | 3 }) {
  return (
    <div className="steps">
      <p className="small">{t('step', { number: current })}</p>
      <ol>
        {([1, 2, 3] as const).map((number) => (
          <li key={number} data-reached={number <= current} aria-current={number === current ? 'step' : undefined}>
            {t(`step-${number}`)}
          </li>
        ))}
      </ol>
    </div>
  );
}
