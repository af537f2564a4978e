import type { PageProps } from '../frame/page-props.ts';
import type { NewLooksState } from './use-new-looks.ts';
import type { Questions } from './use-questions.ts';

/** What the pages of somebody who is enrolled know of looks, beside what every page is given. */
export interface LookProps extends PageProps {
  readonly newLooks: NewLooksState;
  readonly questions: Questions;
}
