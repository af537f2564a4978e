import { describe, expect, it } from 'vitest';
import { dayKeyName, sheetName } from '../../../bucket/layout.ts';
import { identityFile, newKeyPair, sealTo } from '../../../seal/age.ts';
import {
  first,
  inText,
  made,
  middle,
  office,
  outcomeOf,
  prepareDays,
  runTable,
  store,
  Tampering,
} from './tampered-day.ts';

/** What is done to the key of a day's pictures, and to where they lie: what was recorded is shown all the same. */
prepareDays();

const [own, shots] = [dayKeyName('days'), dayKeyName('shots')];
const readers = () => [...office.keys.document.recovery, office.viewer.certificate.recipient];

describe('the key of the pictures', () =>
  runTable([
    { what: 'is removed', tamper: (day) => day.remove(shots), closed: [`missing ${shots}`] },
    {
      what: 'is the one of another day',
      tamper: (day) => day.put(shots, day.get(shots, 'other')),
      closed: [`wrong-day ${shots}`],
    },
    {
      what: 'is the one of another device',
      tamper: (day) => day.put(shots, day.get(shots, 'device')),
      closed: [`wrong-day ${shots}`],
    },
    {
      what: 'is the one of what was recorded',
      tamper: (day) => day.put(shots, day.get(own)),
      closed: [`wrong-day ${shots}`],
    },
    {
      what: 'takes the place of the one of what was recorded',
      tamper: (day) => day.swap(shots, own),
      closed: [`wrong-day ${own}`, `wrong-day ${shots}`],
      shown: [],
      problem: 'day-key-altered',
    },
    {
      what: 'is a new one',
      tamper: async (day) => day.put(shots, await sealTo(readers(), identityFile((await newKeyPair()).identity))),
      closed: [`wrong-day ${shots}`],
    },
    {
      what: 'holds no key',
      tamper: async (day) => day.put(shots, await sealTo(readers(), Buffer.from('no key'))),
      closed: [`unreadable ${shots}`],
    },
    {
      what: 'is sealed to others alone',
      tamper: async (day) => {
        const { recipient } = await newKeyPair();
        day.put(shots, await sealTo([recipient], identityFile(made[day.which].shotsKey.identity)));
      },
      closed: [],
    },
    { what: 'is cut', tamper: (day) => day.cut(shots, (length) => length - 1), closed: [`altered ${shots}`] },
    {
      what: 'is altered in its header',
      tamper: (day) => day.flip(shots, inText('-> X25519 ')),
      closed: [`altered ${shots}`],
    },
  ]));

describe('a picture that lies where what was recorded does', () => {
  it.each([
    ['as well', false],
    ['and no longer where pictures do', true],
  ])('%s is named', async (_, isMoved) => {
    const day = new Tampering('closed');
    const name = isMoved ? day.shot(middle) : sheetName(first);
    const key = made.closed.keyOf(name);
    const bytes = day.get(name);
    store.objects.set(key.replace(/^shots\//, 'days/'), bytes);
    if (isMoved) day.remove(name);
    const { faults, state } = await outcomeOf(day);
    expect(state).toBe('broken');
    expect(faults).toEqual([...(isMoved ? [`missing ${name}`] : []), `unexpected ${name}`]);
  });
});
