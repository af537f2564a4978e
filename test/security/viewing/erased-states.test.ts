import { describe, expect, it } from 'vitest';
import {
  activityName,
  dayKeyName,
  isPictureName,
  linkName,
  sheetName,
  shotName,
  summaryName,
} from '../../../bucket/layout.ts';
import { shotId } from '../../fixtures/agent/vaults.ts';

import {
  allOver,
  before,
  built,
  isPictures,
  made,
  no,
  type Ordered,
  order,
  other,
  picturesOver,
  prepareErased,
  remove,
  seen,
  store,
} from './erased-scene.ts';

/**
 * What the bucket's operator can make of a day that was erased on request, one that is too old, and one that is whole: none of it is passed off
 * as another. Each state of the objects is looked at with every word of the organisation's, before and after the notice's time is over.
 */

prepareErased();

/** What lies in the bucket of the day. */
const states: Readonly<Record<string, () => void>> = {
  whole: () => {},
  'without pictures': () => remove(isPictures),
  'without pictures but their key': () => remove(isPictureName),
  'without one picture': () => remove((name) => name === shotName(shotId(0))),
  'with one picture alone, put back': () => remove((name) => isPictures(name) && name !== shotName(shotId(0))),
  'with one picture, altered': () => {
    store.objects.set(made.keyOf(shotName(shotId(0))), new Uint8Array(9));
  },
  gone: () => remove(() => true),
  'gone but its keys, put back': () => remove((name) => name !== dayKeyName('days') && name !== dayKeyName('shots')),
  'gone but its sums, put back': () => remove((name) => name !== 'summary.age'),
  'gone but its pictures': () => remove((name) => !isPictures(name)),
  'without its key': () => remove((name) => name === dayKeyName('days')),
  'with the key of another day': () => {
    store.objects.set(made.keyOf(dayKeyName('days')), built.objects.get(other.keyOf(dayKeyName('days'))) ?? no);
  },
  'with the key of its pictures altered': () => {
    store.objects.set(made.keyOf(dayKeyName('shots')), new Uint8Array(9));
  },
  'without its sums': () => remove((name) => name === summaryName),
  'with its sums altered': () => {
    store.objects.set(made.keyOf(summaryName), new Uint8Array(9));
  },
  'without a segment': () => remove((name) => name === activityName(1)),
  'with a segment altered': () => {
    store.objects.set(made.keyOf(activityName(1)), new Uint8Array(9));
  },
  'without its first link': () => remove((name) => name === linkName(0)),
  'without a link': () => remove((name) => name === linkName(1)),
  'with a link altered': () => {
    store.objects.set(made.keyOf(linkName(1)), new Uint8Array(9));
  },
  'without a sheet': () => remove((name) => name === sheetName(0)),
  'gone, with what another day has in its place': () => {
    remove(() => true);
    for (const key of other.keys())
      store.objects.set(made.keyOf(other.nameOf(key) ?? ''), store.objects.get(key) ?? no);
  },
};

const allKept = '6 erased on 2026-06-10, picture-erased';
/** By state: what is told before and after the time of pictures, and after that of the day. One word: the same at each time. */
const expected: Readonly<Record<Ordered, Readonly<Record<string, string | readonly [string, string, string]>>>> = {
  nothing: {
    whole: 'verified: ok',
    'without pictures': [
      'broken: 7 missing, day-key-missing',
      'verified: 6 expired, picture-expired',
      'verified: 6 expired, picture-expired',
    ],
    'without pictures but their key': [
      'broken: 6 missing, chain-missing',
      'verified: 6 expired, picture-expired',
      'verified: 6 expired, picture-expired',
    ],
    'without one picture': [
      'broken: 1 missing, chain-missing',
      'verified: 1 expired, picture-expired',
      'verified: 1 expired, picture-expired',
    ],
    'with one picture alone, put back': [
      'broken: 6 missing, day-key-missing',
      'verified: 5 expired, picture-expired',
      'verified: 5 expired, picture-expired',
    ],
    'with one picture, altered': 'broken: 1 altered, chain-altered',
    gone: ['day-empty', 'day-empty', 'day-expired'],
    'gone but its keys, put back': ['day-empty', 'day-empty', 'day-expired'],
    'gone but its sums, put back': ['day-empty', 'day-empty', 'day-expired'],
    'gone but its pictures': ['day-empty', 'day-empty', 'day-expired'],
    'without its key': ['broken: 1 missing, ok', 'broken: 1 missing, ok', 'day-expired'],
    'with the key of another day': 'broken: 1 wrong-day, ok',
    'with the key of its pictures altered': 'broken: 1 altered, day-key-altered',
    'without its sums': 'broken: 1 missing, ok',
    'with its sums altered': 'broken: 1 altered, ok',
    'without a segment': 'broken: 1 missing, ok',
    'with a segment altered': 'broken: 1 altered, ok',
    'without its first link': ['broken: 1 missing, ok', 'broken: 1 missing, ok', 'day-expired'],
    'without a link': 'broken: 1 missing, ok',
    'with a link altered': 'broken: 1 unreadable, ok',
    'without a sheet': ['broken: 1 missing, ok', 'verified: 1 expired, ok', 'verified: 1 expired, ok'],
    'gone, with what another day has in its place': 'broken: 3 wrong-day, 2 altered, picture-missing',
  },
  pictures: {
    whole: 'broken: 7 not-erased, picture-erased',
    'without pictures': `verified: ${allKept}`,
    'without pictures but their key': `broken: 1 not-erased, ${allKept}`,
    'without one picture': 'broken: 6 not-erased, 1 erased on 2026-06-10, picture-erased',
    'with one picture alone, put back': 'broken: 1 not-erased, 5 erased on 2026-06-10, picture-erased',
    'with one picture, altered': 'broken: 7 not-erased, picture-erased',
    gone: ['day-empty', 'day-empty', 'day-expired'],
    'without its key': [
      'broken: 1 missing, 7 not-erased, picture-erased',
      'broken: 1 missing, 7 not-erased, picture-erased',
      'day-expired',
    ],
    'with the key of its pictures altered': 'broken: 7 not-erased, picture-erased',
    'without its sums': 'broken: 7 not-erased, 1 missing, picture-erased',
    'with a segment altered': 'broken: 1 altered, 7 not-erased, picture-erased',
    'without a link': 'broken: 1 missing, 7 not-erased, picture-erased',
    'without a sheet': 'broken: 6 not-erased, 1 erased on 2026-06-10, picture-erased',
    'gone, with what another day has in its place': 'broken: 3 wrong-day, 2 altered, 7 not-erased, picture-erased',
  },
  'the day': {
    ...Object.fromEntries(Object.keys(states).map((state) => [state, 'day-not-erased'])),
    gone: 'day-erased',
  },
  'another day': {},
  'another person': {},
};

describe.each(Object.keys(expected) as Ordered[])('where the organisation ordered %s to be erased', (ordered) => {
  // What was ordered of another day or person is no word about this one.
  const table = Object.keys(expected[ordered]).length === 0 ? expected.nothing : expected[ordered];
  it.each(Object.keys(table))('a day %s is told as what it is', async (state) => {
    states[state]?.();
    await order(ordered);
    const words = table[state];
    const told = [await seen(before), await seen(picturesOver), await seen(allOver)];
    expect(told).toEqual(typeof words === 'string' ? [words, words, words] : words);
  });
});
