import { managerWords } from '../../../messages/manager/frame.ts';
import { wordsOf } from '../../parts/language.ts';

const say = wordsOf(managerWords);

/** Where an address leads to somebody whom this viewer may not see. */
export function UnknownPerson() {
  return (
    <div className="empty">
      <h1>{say('unknown-person')}</h1>
      <p className="quiet">{say('unknown-person-about')}</p>
      <p>
        <a className="link" href="#people">
          {say('to-people')}
        </a>
      </p>
    </div>
  );
}
