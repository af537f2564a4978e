import { useState } from 'react';
import { shellWords } from '../../core/words/shell.ts';
import { wordsOf } from '../parts/language.ts';
import { PageHead } from './page-head.tsx';
import type { PageProps } from './page-props.ts';
import { Purposes } from './purposes.tsx';

const say = wordsOf(shellWords);

/** "What did I agree to?" */
export function ConsentPage({ connection, status, refresh }: PageProps) {
  const [choosing, setChoosing] = useState<'not-yet' | 'open' | 'done'>('not-yet');
  // The first yes must not change the list under the person's hand: it stays as it is until they are done.
  if (choosing === 'not-yet' && status.recording === 'off' && status.consentGiven === 'none') setChoosing('open');
  return (
    <>
      <PageHead title={say('page-consent')} />
      {choosing === 'open' ? (
        <Purposes client={connection.client} status={status} onDone={refresh} onClose={() => setChoosing('done')} />
      ) : (
        <Purposes client={connection.client} status={status} onDone={refresh} hasFocus={choosing === 'done'} />
      )}
    </>
  );
}
