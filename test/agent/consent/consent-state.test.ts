import { describe, expect, it } from 'vitest';
import { heldWord, lastWord } from '../../../agent/consent/consent-state.ts';
import type { ConsentRecord } from '../../../core/consent/consent.ts';
import type { Purpose } from '../../../core/organisation/purpose.ts';
import { decision } from '../../fixtures/consent/consents.ts';

const said = (purpose: Purpose, agreed: boolean, at: number, change: Partial<ConsentRecord> = {}): ConsentRecord => ({
  ...decision(purpose, agreed, at),
  ...change,
});
const narrowed = said('apps', true, 5, { event: 'narrowed', given: 'organisation' });

describe('by what somebody decided', () => {
  it.each<[string, ConsentRecord[] | null, string, string]>([
    ['nothing is known', null, 'none', 'none'],
    ['nothing was decided', [], 'none', 'none'],
    ['a yes on the page', [said('apps', true, 1)], 'page', 'page'],
    ['a no on the page', [said('apps', false, 1)], 'page', 'none'],
    ['the later of two yeses', [said('apps', true, 2, { given: 'terminal' }), said('titles', true, 3)], 'page', 'page'],
    [
      'a yes that was taken back, and an older one that holds',
      [said('titles', true, 1, { given: 'terminal' }), said('apps', true, 2), said('apps', false, 3)],
      'page',
      'terminal',
    ],
    ['the organisation asked for less since', [said('apps', true, 1), narrowed], 'page', 'page'],
    ['removing the program said no', [said('apps', false, 1, { given: 'uninstall' })], 'none', 'none'],
    ['a yes of a time that has not come', [said('apps', true, 50)], 'page', 'none'],
  ])('%s', (_, ledger, last, held) => {
    expect(lastWord(ledger)).toBe(last);
    expect(heldWord(ledger, 10)).toBe(held);
  });
});
