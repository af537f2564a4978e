import { describe, expect, it } from 'vitest';
import { recordedPurposes as purposes } from '../../../../core/organisation/purpose.ts';
import { reason } from '../../../../core/reason.ts';
import { todayAnswerOf } from '../../../../renderer/employee/today/answer.ts';
import { at } from '../../fixtures/days.ts';
import { now, purpose, statusOf } from '../../fixtures/employee/employee-statuses.ts';

describe('the answer', () => {
  it('says what is recorded for whom, when last, and what is still the person’s alone', () => {
    const answer = todayAnswerOf(statusOf(), now);
    expect(answer.headline).toBe('Recording apps, counts, presence and screenshots for Example Works.');
    expect(answer.facts.slice(0, 3)).toEqual([
      'Last captured 12 s ago',
      'What is newer than 15:02 is still only yours',
      'Next screenshot between 15:15 and 15:22',
    ]);
    expect(answer.notRecorded).toEqual([
      'titles (you did not agree)',
      'websites (the system does not tell which page a browser shows; only an extension in the browser could)',
    ]);
  });
  it('says that all of today is still here, instead of naming midnight', () => {
    expect(todayAnswerOf(statusOf({ deletableFrom: at(0, 0) }), now).facts[1]).toBe(
      'Nothing of today has left this computer',
    );
    expect(todayAnswerOf(statusOf({ deletableFrom: at(0, 0) - 24 * 3_600_000 }), now).facts[1]).toMatch(
      /^What is newer than \w+ 16 Nov, 00:00 is still only yours$/,
    );
  });
  it('says once what several purposes have in common', () => {
    const status = statusOf({
      purposes: purposes.map((each) =>
        purpose(each, each === 'presence' ? 'recording' : 'unavailable', reason('no-window-list')),
      ),
    });
    expect(todayAnswerOf(status, now).notRecorded).toEqual([
      'apps, titles, websites, counts and screenshots (this system does not tell Plainsight where the other windows are, so it could not cover the ones you exclude)',
    ]);
  });
  it('never says that anything is recorded while paused, whatever the purposes claim', () => {
    const pause = { since: now - 1000, until: now + 660_000 };
    expect(todayAnswerOf(statusOf({ recording: 'paused', pause }), now).headline).toBe(
      'Paused until 15:25. Nothing is being recorded.',
    );
    const open = { since: now - 1000, until: null };
    expect(todayAnswerOf(statusOf({ recording: 'paused', pause: open }), now).headline).toBe(
      'Paused until you resume. Nothing is being recorded.',
    );
  });
  it('names the day on which a long pause ends', () => {
    const pause = { since: now, until: now + 24 * 3_600_000 };
    expect(todayAnswerOf(statusOf({ recording: 'paused', pause }), now).headline).toContain('until Wed 18 Nov, 15:14');
  });
  it('tells nothing agreed from recording that had to stop', () => {
    const refused = statusOf({ recording: 'off', purposes: purposes.map((each) => purpose(each, 'refused')) });
    expect(todayAnswerOf(refused, now).headline).toBe('Nothing is recorded. You have not agreed to anything.');
    expect(todayAnswerOf({ ...refused, deletableFrom: null }, now).facts).toEqual([]);
    const stopped = statusOf({
      recording: 'off',
      purposes: purposes.map((each) => purpose(each, 'stopped')),
    });
    expect(todayAnswerOf(stopped, now).headline).toBe('Nothing is being recorded.');
  });
  it('does not invent a capture', () => {
    const upload = { ...statusOf().upload, waiting: 0, onHold: 0 };
    const { facts } = todayAnswerOf(
      statusOf({ lastCapturedAt: null, deletableFrom: null, upload, nextShot: null }),
      now,
    );
    expect(facts).toEqual(['Nothing captured yet']);
  });
});
