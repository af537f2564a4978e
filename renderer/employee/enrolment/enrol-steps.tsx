import { enrolWords } from '../../../messages/employee/enrolment.ts';
import { wordsOf } from '../../parts/language.ts';

const say = wordsOf(enrolWords);

/** How far the way to an enrolment is. */
export function EnrolSteps({ current }: { readonly current: 1 | 2 | 3 }) {
  return (
    <div className="steps">
      <p className="small">{say('step', { number: current })}</p>
      <ol>
        {([1, 2, 3] as const).map((number) => (
          <li key={number} data-reached={number <= current} aria-current={number === current ? 'step' : undefined}>
            {say(`step-${number}`)}
          </li>
        ))}
      </ol>
    </div>
  );
}
