import { shellWords } from '../../core/words/shell.ts';
import { wordsOf } from '../parts/language.ts';
import { EyeMark } from '../parts/marks.tsx';
import type { PageProps } from './page-props.ts';

const say = wordsOf(shellWords);

/** Before this computer belongs to an organisation: what to do for that. */
export function EnrolPage(_: PageProps) {
  return (
    <main className="alone" data-recording="off">
      <span className="brand">
        <EyeMark look="closed" /> Plainsight
      </span>
      <div className="prose">
        <h1>{say('unenrolled-title')}</h1>
        <p>{say('unenrolled-body')}</p>
      </div>
    </main>
  );
}
