import { shellWords } from '../../core/words/shell.ts';
import { wordsOf } from '../parts/language.ts';
import { PageHead } from './page-head.tsx';
import type { PageProps } from './page-props.ts';

const say = wordsOf(shellWords);

/** "What may it see, when, and how sharply?" */
export function ControlPage(_: PageProps) {
  return <PageHead title={say('page-control')} />;
}
