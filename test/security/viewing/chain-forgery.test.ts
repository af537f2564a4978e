import { describe, expect, it } from 'vitest';
import { activityName, dayKeyName, linkName, packName, summaryName } from '../../../bucket/layout.ts';
import { linkSchema, writeLink } from '../../../core/day/chain.ts';
import { identityFile, newKeyPair, openWith, sealTo } from '../../../seal/age.ts';
import { newSigningPair, signDocument, signerOf } from '../../../seal/signing.ts';
import {
  device,
  every,
  first,
  inText,
  last,
  made,
  middle,
  office,
  outcomeOf,
  prepareDays,
  type Row,
  runTable,
  Tampering,
} from './tampered-day.ts';

/**
 * Objects that are replayed, altered by a bit or signed by somebody else, as in `chain-tampering.test.ts`
 * those that are removed, added or swapped.
 */

prepareDays();

/** Link 1 as the device could have signed it with nothing in it. */
function unused(day: Tampering): Uint8Array {
  const { link } = JSON.parse(Buffer.from(day.get(linkName(middle))).toString());
  return writeLink(linkSchema.parse({ ...JSON.parse(link), entries: [] }), signerOf(device.signing.privateKey));
}

describe('replaying', () =>
  runTable([
    {
      what: 'an earlier pack',
      tamper: (day) => day.replay(packName),
      closed: [`outdated ${packName}`],
      open: [],
    },
    { what: 'earlier sums', tamper: (day) => day.replay(summaryName), closed: [`outdated ${summaryName}`], open: [] },
    {
      what: 'a link in a later place',
      tamper: (day) => day.put(linkName(99), day.get(linkName(first))),
      closed: ['missing links 3 to 98', `out-of-order ${linkName(99)}`],
    },
    {
      what: 'the first link in the place of the last',
      tamper: (day) => day.put(linkName(last), day.get(linkName(first))),
      closed: [`out-of-order ${linkName(last)}`],
    },
    {
      what: 'a link that the device once signed for this place and did not use',
      tamper: (day) => day.put(linkName(middle), unused(day)),
      closed: [`altered ${linkName(middle)}`],
    },
    {
      what: 'the same, in the pack alone',
      tamper: (day) => day.repack((packed) => packed.set(linkName(middle), unused(day))),
      closed: [`altered ${packName}`],
    },
    {
      what: 'the same, and no pack',
      tamper: (day) => {
        day.put(linkName(middle), unused(day));
        day.remove(packName);
      },
      // The link after it is the one that does not follow on it.
      closed: (day) => [
        `out-of-order ${linkName(last)}`,
        `missing ${packName}`,
        ...every(day).map((name) => `unexpected ${name}`),
      ],
      open: [`out-of-order ${linkName(last)}`],
      shown: [first, last],
    },
    {
      what: 'a key that was sealed to fewer people (the day is the same: nothing is wrong with it)',
      tamper: async (day) => {
        const recipients = [office.viewer.certificate.recipient];
        day.put(dayKeyName('days'), await sealTo(recipients, identityFile(made[day.which].key.identity)));
      },
      closed: [],
    },
    {
      what: 'a key that is sealed to others (cannot be told from one that was never sealed to this viewer)',
      tamper: async (day) => {
        const { recipient } = await newKeyPair();
        day.put(dayKeyName('days'), await sealTo([recipient], identityFile(made[day.which].key.identity)));
      },
      closed: [],
      shown: [],
      problem: 'no-access',
    },
  ]));

describe('altering one bit', () => {
  const ageRegions: [string, (bytes: Uint8Array) => number][] = [
    ['in its first line', () => 3],
    ['in the seal', (bytes) => inText('--- ')(bytes) + 5],
    ['in its content', () => -20],
    ['at its end', () => -1],
  ];
  runTable([
    ...ageRegions.flatMap(([where, place]): Row[] => [
      {
        what: `of the key ${where}`,
        tamper: (day) => day.flip(dayKeyName('days'), place),
        closed: [`altered ${dayKeyName('days')}`],
        shown: [],
        problem: 'day-key-altered',
      },
      {
        what: `of a segment, a picture and a sheet ${where}`,
        tamper: (day) => {
          for (const name of every(day)) day.flip(name, place);
        },
        closed: (day) => every(day).map((name) => `altered ${name}`),
      },
      {
        what: `of a segment ${where}, and no pack`,
        tamper: (day) => {
          day.flip(activityName(middle), place);
          day.remove(packName);
        },
        closed: [`altered ${activityName(middle)}`, `missing ${packName}`],
        open: [`altered ${activityName(middle)}`],
        shown: [first, last],
      },
      {
        what: `of the sums ${where}`,
        tamper: (day) => day.flip(summaryName, place),
        closed: [`altered ${summaryName}`],
      },
    ]),
    {
      what: 'of a link before its text',
      tamper: (day) => day.flip(linkName(middle), () => 0),
      closed: [`unreadable ${linkName(middle)}`],
    },
    {
      what: 'of a link in its text',
      tamper: (day) => day.flip(linkName(middle), inText('plainsight-')),
      closed: [`bad-signature ${linkName(middle)}`],
    },
    {
      what: 'of a link in its signature',
      tamper: (day) => day.changeLetter(linkName(middle), inText('"signature":"')),
      closed: [`bad-signature ${linkName(middle)}`],
    },
    {
      what: 'of a link in its text, and no pack',
      tamper: (day) => {
        day.flip(linkName(middle), inText('plainsight-'));
        day.remove(packName);
      },
      closed: (day) => [
        `bad-signature ${linkName(middle)}`,
        `missing ${packName}`,
        ...every(day).map((name) => `unexpected ${name}`),
      ],
      open: [`bad-signature ${linkName(middle)}`],
      shown: [first, last],
    },
    {
      what: 'of the pack in its first line',
      tamper: (day) => day.flip(packName, () => 3),
      closed: [`unreadable ${packName}`],
    },
    {
      what: 'of the pack in its list',
      tamper: (day) => day.flip(packName, inText('[{"name"')),
      closed: [`unreadable ${packName}`],
    },
    {
      what: 'of a link in the pack',
      tamper: (day) => day.flip(packName, inText('plainsight-link')),
      closed: [`altered ${packName}`],
    },
    {
      what: 'of a segment in the pack',
      tamper: (day) => day.flip(packName, (bytes) => inText('age-encryption.org/v1')(bytes) + 40),
      closed: [`altered ${packName}`],
    },
  ]);
});

describe('signing by somebody else', () => {
  it('is seen of sums that say something else, however well they are sealed', async () => {
    const day = new Tampering('closed');
    const summary = await openWith(made.closed.key.identity, day.get(summaryName));
    const { payload } = JSON.parse(Buffer.from(summary ?? []).toString());
    const changed = { ...JSON.parse(payload), shots: 99 };
    const recipients = [made.closed.key.recipient];
    day.put(summaryName, await sealTo(recipients, signDocument(changed, newSigningPair().privateKey)));
    expect((await outcomeOf(day)).faults).toEqual([`altered ${summaryName}`]);
    // Even the device's own signature does not make other sums of what was recorded.
    day.put(summaryName, await sealTo(recipients, signDocument(changed, device.signing.privateKey)));
    expect((await outcomeOf(day)).faults).toEqual([`altered ${summaryName}`]);
  });
});
