import { describe } from 'vitest';
import {
  activityName,
  dayKeyName,
  linkName,
  packName,
  sheetName,
  shotName,
  summaryName,
} from '../../../bucket/layout.ts';
import { linkSchema, writeLink } from '../../../core/day/chain.ts';
import { openWith, sealTo } from '../../../seal/age.ts';
import { newSigningPair, signerOf } from '../../../seal/signing.ts';
import { shotId } from '../../fixtures/agent/vaults.ts';
import { strangeBytes } from '../../fixtures/day/made-days.ts';
import { every, first, last, made, middle, prepareDays, type Row, runTable, type Tampering } from './tampered-day.ts';

/**
 * Every way to remove, add, swap, cut short, replay or alter an object of a day is told apart and named, and what is shown is never what was
 * altered. Each case runs on a day that its device has closed and on one that goes on. What cannot be told is here too, as what is shown then.
 */

prepareDays();

const removed = [first, middle, last].flatMap((index): Row[] => [
  { what: `link ${index}`, tamper: (day) => day.remove(linkName(index)), closed: [`missing ${linkName(index)}`] },
  {
    what: `segment ${index}`,
    tamper: (day) => day.remove(activityName(index)),
    closed: [`missing ${activityName(index)}`],
  },
  {
    what: `segment ${index}, from the pack as well`,
    tamper: (day) => {
      day.remove(activityName(index));
      day.repack((packed) => packed.delete(activityName(index)));
    },
    closed: [`missing ${activityName(index)}`, `outdated ${packName}`],
    open: [`missing ${activityName(index)}`],
    shown: [first, middle, last].filter((each) => each !== index),
  },
  {
    what: `picture ${index}`,
    tamper: (day) => day.remove(day.shot(index)),
    closed: (day) => [`missing ${day.shot(index)}`],
  },
  { what: `sheet ${index}`, tamper: (day) => day.remove(sheetName(index)), closed: [`missing ${sheetName(index)}`] },
]);

describe('nothing', () => runTable([{ what: 'is wrong', tamper: () => {}, closed: [] }]));

describe('removing', () =>
  runTable([
    {
      what: 'the key',
      tamper: (day) => day.remove(dayKeyName('days')),
      closed: [`missing ${dayKeyName('days')}`],
      shown: [],
      problem: 'day-key-missing',
    },
    ...removed,
    { what: 'the pack', tamper: (day) => day.remove(packName), closed: [`missing ${packName}`], open: [] },
    { what: 'the sums', tamper: (day) => day.remove(summaryName), closed: [`missing ${summaryName}`], open: [] },
    {
      what: 'a link and the pack that has it too',
      tamper: (day) => day.remove(linkName(middle), packName),
      closed: (day) => [
        'missing link 1',
        `missing ${packName}`,
        ...[activityName(middle), day.shot(middle), sheetName(middle)].map((name) => `unexpected ${name}`),
      ],
      // While a day goes on, what no link names may be on its way.
      open: ['missing link 1'],
      shown: [first, last],
    },
    {
      what: 'the end of the day but its sums',
      tamper: (day) => {
        day.remove(linkName(last), activityName(last), day.shot(last), sheetName(last));
        day.replay(packName);
      },
      closed: [`missing ${linkName(last)}`],
      shown: [first, middle],
    },
    {
      what: 'the end of the day but its pack',
      tamper: (day) => {
        day.remove(linkName(last), activityName(last), day.shot(last), sheetName(last));
        day.replay(summaryName);
      },
      closed: (day) => [
        ...[linkName(last), activityName(last), day.shot(last), sheetName(last)].map((name) => `missing ${name}`),
        `outdated ${summaryName}`,
      ],
      open: (day) =>
        [linkName(last), activityName(last), day.shot(last), sheetName(last)].map((name) => `missing ${name}`),
    },
    {
      // As the bucket was an hour ago: the one thing that nobody can tell from the day itself. It is shown as a day that goes on, never as whole.
      what: 'the end of the day with every trace of it (cannot be told: it is shown as a day that goes on)',
      tamper: (day) => {
        day.remove(linkName(last), activityName(last), day.shot(last), sheetName(last));
        day.replay(packName, summaryName);
      },
      closed: [],
      state: 'open',
      shown: [first, middle],
    },
  ]));

describe('adding', () => {
  const strangeLink = (day: Tampering) => {
    const { link } = JSON.parse(Buffer.from(day.get(linkName(last))).toString());
    const next = linkSchema.parse({ ...JSON.parse(link), seq: 3, entries: [], final: false });
    return writeLink(next, signerOf(newSigningPair().privateKey));
  };
  runTable([
    {
      what: 'a picture that the chain does not know',
      tamper: (day) => day.put('shots/strange.webp.age', strangeBytes()),
      closed: ['unexpected shots/strange.webp.age'],
      open: [],
    },
    {
      what: 'a picture of another day',
      tamper: (day) => day.put(shotName(shotId(20)), day.get(shotName(shotId(20)), 'other')),
      closed: [`unexpected ${shotName(shotId(20))}`],
      open: [],
    },
    {
      what: 'something that is no part of a day',
      tamper: (day) => day.put('notes.txt', strangeBytes()),
      closed: ['unexpected notes.txt'],
      open: [],
    },
    {
      what: 'a link that somebody else signed',
      tamper: (day) => day.put(linkName(3), strangeLink(day)),
      closed: [`bad-signature ${linkName(3)}`],
    },
    {
      what: 'a link that is none',
      tamper: (day) => day.put('chain/notes', strangeBytes()),
      closed: ['unexpected chain/notes'],
    },
    {
      what: 'a link to the pack alone',
      tamper: (day) => day.repack((packed) => packed.set(linkName(3), strangeLink(day))),
      closed: [`altered ${packName}`],
    },
    {
      what: 'a segment to the pack alone',
      tamper: (day) => day.repack((packed) => packed.set(activityName(3), strangeBytes())),
      closed: [`altered ${packName}`],
    },
  ]);
});

describe('swapping', () => {
  const foreign = ['other', 'device', 'person'] as const;
  const says = { other: 'another day', device: 'another device', person: 'another person' };
  /** The same object there: pictures have numbers of their own. */
  const there = { other: 20, device: 30, person: 40 };
  const rows = foreign.flatMap((of): Row[] => [
    {
      what: `a link for one of ${says[of]}`,
      tamper: (day) => day.put(linkName(middle), day.get(linkName(middle), of)),
      closed: [`${of === 'other' ? 'wrong-day' : 'bad-signature'} ${linkName(middle)}`],
    },
    {
      what: `a segment for one of ${says[of]}`,
      tamper: (day) => day.put(activityName(middle), day.get(activityName(middle), of)),
      closed: [`altered ${activityName(middle)}`],
    },
    {
      what: `a segment for one of ${says[of]}, in the pack as well`,
      tamper: (day) => {
        const bytes = day.get(activityName(middle), of);
        day.put(activityName(middle), bytes);
        day.repack((packed) => packed.set(activityName(middle), bytes));
      },
      closed: [`altered ${activityName(middle)}`, `altered ${packName}`],
      shown: [first, last],
    },
    {
      what: `a picture for one of ${says[of]}`,
      tamper: (day) => day.put(day.shot(middle), day.get(shotName(shotId(there[of] + middle)), of)),
      closed: (day) => [`altered ${day.shot(middle)}`],
    },
    {
      what: `a sheet for one of ${says[of]}`,
      tamper: (day) => day.put(sheetName(middle), day.get(sheetName(middle), of)),
      closed: [`altered ${sheetName(middle)}`],
    },
    {
      what: `the key for the one of ${says[of]}`,
      tamper: (day) => day.put(dayKeyName('days'), day.get(dayKeyName('days'), of)),
      closed: [`wrong-day ${dayKeyName('days')}`],
      shown: [],
      problem: 'day-key-altered',
    },
    {
      what: `the pack for the one of ${says[of]}`,
      tamper: (day) => day.put(packName, day.get(packName, of)),
      closed: [`${of === 'other' ? 'wrong-day' : 'altered'} ${packName}`],
    },
    {
      what: `the sums for those of ${says[of]}`,
      tamper: (day) => day.put(summaryName, day.get(summaryName, of)),
      closed: [`altered ${summaryName}`],
    },
  ]);
  runTable([
    {
      what: 'two links',
      tamper: (day) => day.swap(linkName(first), linkName(middle)),
      closed: [`out-of-order ${linkName(first)}`, `out-of-order ${linkName(middle)}`],
    },
    {
      what: 'two segments',
      tamper: (day) => day.swap(activityName(first), activityName(last)),
      closed: [`altered ${activityName(first)}`, `altered ${activityName(last)}`],
    },
    {
      what: 'two pictures',
      tamper: (day) => day.swap(day.shot(first), day.shot(last)),
      closed: (day) => [`altered ${day.shot(first)}`, `altered ${day.shot(last)}`],
    },
    {
      what: 'a picture and a sheet',
      tamper: (day) => day.swap(day.shot(first), sheetName(first)),
      closed: (day) => [`altered ${sheetName(first)}`, `altered ${day.shot(first)}`],
    },
    {
      what: 'the key and the sums',
      tamper: (day) => day.swap(dayKeyName('days'), summaryName),
      closed: [],
      // Each is a whole age file for somebody else: of the key nobody can tell that from one that was never sealed to this viewer.
      shown: [],
      problem: 'no-access',
    },
    {
      what: 'two links in the pack alone',
      tamper: (day) =>
        day.repack((packed) => {
          packed.set(linkName(first), day.get(linkName(middle)));
          packed.set(linkName(middle), day.get(linkName(first)));
        }),
      closed: [`altered ${packName}`],
    },
    ...rows,
    {
      what: 'the sums for those of another day, sealed to this day by one who could read them',
      tamper: async (day) => {
        const summary = await openWith(made.other.key.identity, day.get(summaryName, 'other'));
        day.put(summaryName, await sealTo([made[day.which].key.recipient], summary ?? new Uint8Array()));
      },
      closed: [`altered ${summaryName}`],
    },
  ]);
});

describe('cutting short', () => {
  const sizes: [string, (length: number) => number][] = [
    ['by a byte', (length) => length - 1],
    ['to a half', (length) => Math.floor(length / 2)],
    ['to nothing', () => 0],
  ];
  runTable(
    sizes.flatMap(([by, size]): Row[] => [
      {
        what: `the key ${by}`,
        tamper: (day) => day.cut(dayKeyName('days'), size),
        closed: [`altered ${dayKeyName('days')}`],
        shown: [],
        problem: 'day-key-altered',
      },
      {
        what: `a link ${by}`,
        tamper: (day) => day.cut(linkName(middle), size),
        closed: [`unreadable ${linkName(middle)}`],
      },
      {
        what: `a segment, a picture and a sheet ${by}`,
        tamper: (day) => {
          for (const name of every(day)) day.cut(name, size);
        },
        closed: (day) => every(day).map((name) => `altered ${name}`),
      },
      { what: `the pack ${by}`, tamper: (day) => day.cut(packName, size), closed: [`unreadable ${packName}`] },
      { what: `the sums ${by}`, tamper: (day) => day.cut(summaryName, size), closed: [`altered ${summaryName}`] },
    ]),
  );
});
