import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problem } from '../../../core/problem.ts';
import { trayImageFile } from '../../../electron/tray/tray-images.ts';
import { trayShapes, trayWordsOf } from '../../../electron/tray/tray-messages.ts';
import type { EmployeeStatus } from '../../../ipc/employee.ts';
import { purpose } from '../../renderer/fixtures/employee/employee-statuses.ts';
import { employeeStatus } from '../app/employee-status.ts';

const noon = Date.UTC(2026, 10, 17, 12);
const trouble = problem('disk-full', { folder: '/home/a' });
const status = (change: Partial<EmployeeStatus> = {}) => employeeStatus({ now: noon, ...change });

describe('what the tray says', () => {
  it.each([
    [{}, 'open', 'Recording what you agreed to'],
    [{ recording: 'partly' }, 'half', 'Recording in part: something you agreed to does not work'],
    [{ recording: 'off' }, 'closed', 'Not recording'],
    [{ recording: 'paused', pause: { since: noon, until: null } }, 'closed', 'Paused until you resume'],
    [{ recording: 'paused', pause: { since: noon, until: noon + 900_000 } }, 'closed', 'Paused until 13:15'],
    [
      { recording: 'paused', pause: { since: noon, until: noon + 43_200_000 } },
      'closed',
      'Paused until 01:00 on Wed 18 Nov',
    ],
    [{ phase: 'new', recording: 'off' }, 'dot', 'Not recording: Plainsight is not set up yet'],
    [{ phase: 'locked', recording: 'off' }, 'dot', 'Not recording: open Plainsight and enter your passphrase'],
    [{ recording: 'off-hours', offHoursUntil: null }, 'closed', 'Off hours: not recording'],
    [{ recording: 'off-hours', offHoursUntil: noon + 900_000 }, 'closed', 'Off hours until 13:15: not recording'],
    [{ phase: 'unenrolled', recording: 'off' }, 'dot', 'Not recording: open the file that your organisation gave you'],
    [{ silentSince: noon - 900_000 }, 'dot', 'Recording what you agreed to'],
    [{ problems: [trouble] }, 'dot', 'Recording what you agreed to. The disk that holds /home/a is full.'],
    [{ problems: [trouble], recording: 'off' }, 'dot', 'Not recording. The disk that holds /home/a is full.'],
  ] as const)('%o: %s, %s', (change, shape, state) => {
    const words = trayWordsOf(status(change as Partial<EmployeeStatus>), 'en');
    expect([words.shape, words.state.replace(/\u202f| /g, ' ')]).toEqual([shape, state]);
    expect(words.tooltip).toContain(words.state);
  });

  it('says a problem in the person’s language', () => {
    const full = problem('disk-full', { folder: '/home/a' });
    expect(trayWordsOf(status({ problems: [full], recording: 'off', language: 'de' }), 'en').state).toBe(
      'Keine Aufzeichnung. Der Datenträger mit /home/a ist voll.',
    );
  });

  it('says when something was last captured, in the person’s zone', () => {
    expect(trayWordsOf(status({ lastCapturedAt: noon - 60_000 }), 'en').lastCaptured).toBe('Last captured at 12:59');
    expect(trayWordsOf(status({ lastCapturedAt: null }), 'en').lastCaptured).toBe('Nothing captured yet');
  });

  it('says that nothing is agreed to, and nothing else, where that is so', () => {
    const purposes = [purpose('apps', 'refused'), purpose('presence', 'refused')];
    const words = trayWordsOf(status({ recording: 'off', purposes }), 'en');
    expect(words).toMatchObject({ shape: 'closed', lastCaptured: '' });
    expect(words.tooltip).toBe('Plainsight\nNot recording: you have not agreed to anything');
  });

  it('claims neither recording nor rest when the service does not answer', () => {
    expect(trayWordsOf(null, 'en')).toMatchObject({ shape: 'dot', canPause: false, canResume: false });
    expect(trayWordsOf(null, 'en').state).toContain('does not know');
  });

  it.each([
    [{}, true, false],
    [{ recording: 'partly' }, true, false],
    [{ recording: 'paused', pause: { since: 0, until: null } }, false, true],
    [{ recording: 'off' }, true, false],
    [{ phase: 'locked', recording: 'off' }, false, false],
  ] as const)('%o can pause: %s, can resume: %s', (change, canPause, canResume) => {
    expect(trayWordsOf(status(change as Partial<EmployeeStatus>), 'en')).toMatchObject({ canPause, canResume });
  });
});

describe('the tray’s marks', () => {
  it.each(['darwin', 'win32', 'linux'] as const)('are all there on %s, at every scale', (platform) => {
    for (const shape of trayShapes)
      for (const dark of [true, false]) {
        const file = join('assets', 'tray', trayImageFile(shape, { platform, dark }));
        for (const scale of ['', '@1.5x', '@2x']) expect(existsSync(file.replace('.png', `${scale}.png`))).toBe(true);
      }
  });

  it('suit the bar where the system tells its colour', () => {
    expect(trayImageFile('open', { platform: 'darwin', dark: true })).toBe('openTemplate.png');
    expect(trayImageFile('open', { platform: 'win32', dark: true })).toBe('open-on-dark.png');
    expect(trayImageFile('open', { platform: 'win32', dark: false })).toBe('open-on-light.png');
  });
});
