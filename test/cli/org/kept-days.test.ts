import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readNotice, usualNotice } from '../../../cli/org/org-notice.ts';
import { unwrap } from '../../../core/result.ts';
import { scratchFolder } from '../../bucket/scratch.ts';

async function read(purposes: object) {
  const path = join(await scratchFolder(), 'notice.json');
  await writeFile(path, JSON.stringify({ purposes }));
  return readNotice(path, usualNotice);
}

const ofDay = ['apps', 'titles', 'websites', 'input-counts', 'presence'];
const forAll = (keptDays: object) => Object.fromEntries(ofDay.map((purpose) => [purpose, { keptDays }]));

describe('how long a notice keeps things', () => {
  it('is the same for everything of a day, and may be less for pictures', async () => {
    const kept = { least: 60, most: 63 };
    const notice = unwrap(await read({ ...forAll(kept), screenshots: { keptDays: { least: 7, most: 10 } } }));
    for (const { purpose, keptDays } of notice.purposes)
      expect(keptDays).toEqual(purpose === 'screenshots' ? { least: 7, most: 10 } : kept);
  });

  it.each([
    [
      'another time for one purpose',
      { apps: { keptDays: { least: 60, most: 63 } } },
      /apps and titles have different keptDays/,
    ],
    [
      'another most alone',
      { presence: { keptDays: { least: 90, most: 121 } } },
      /apps and presence have different keptDays/,
    ],
    ['longer pictures', { screenshots: { keptDays: { least: 91, most: 110 } } }, /screenshots have longer keptDays/],
    [
      'a longer most of pictures',
      { screenshots: { keptDays: { least: 30, most: 121 } } },
      /screenshots have longer keptDays/,
    ],
    [
      'a most that no store reaches',
      forAll({ least: 60, most: 62 }),
      /apps\.keptDays has no valid value\. It takes a most that is at least 3/,
    ],
    ['no most', forAll({ least: 60 }), /apps\.keptDays\.most has no valid value/],
    ['a number alone', forAll(60 as never), /apps\.keptDays has no valid value/],
  ])('is refused with %s', async (_, purposes, why) => {
    const notice = await read(purposes);
    expect(notice.ok ? '' : JSON.stringify(notice.problem)).toMatch(why);
  });

  it('is asked of purposes that are asked for, and of no others', async () => {
    const purposes = { ...Object.fromEntries(ofDay.slice(1).map((purpose) => [purpose, null])) };
    const apps = { keptDays: { least: 40, most: 50 } };
    expect(unwrap(await read({ ...purposes, apps })).purposes).toHaveLength(2);
  });
});
