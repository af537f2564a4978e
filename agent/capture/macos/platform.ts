import { reason } from '../../../core/reason.ts';
import type { CapturePlatform, Clock, SensorFailure } from '../../ports.ts';
import { noInputCounts, noScreen, noWebsites } from '../unavailable.ts';
import { answerOr } from './answers.ts';
import type { MacApi } from './api/mac-api.ts';
import { macActiveWindow } from './front/active-window.ts';
import { type AskLaunchServices, frontByLaunchServices } from './front/launch-services.ts';
import { ScreenRecording } from './permission/screen-recording.ts';
import { isMacInCall } from './presence/calls.ts';
import { IdleClock } from './presence/idle-clock.ts';
import { macPresence } from './presence/presence.ts';
import { isSaverOn, isSessionAway } from './presence/session.ts';
import { MacDesktop } from './windows/mac-desktop.ts';

export interface MacPlatformOptions {
  readonly api: MacApi;
  readonly clock: Clock;
  readonly ownPid: number;
  /** Monotonic, ms. */
  readonly now: () => number;
  readonly askFront: AskLaunchServices;
}

/** How long a first question that may never be answered is waited for, ms. */
export const probeMs = 2_000;

const pollMs = 2_000;

/**
 * The sensors of macOS that need no main loop: under Node, and in a process of their own beside
 * Electron's main one. Keys and clicks are counted, and pictures taken, in the main one alone.
 */
export function openMacPlatform({ api, clock, ownPid, now, askFront }: MacPlatformOptions): CapturePlatform {
  const desktop = new MacDesktop({ api, ownPid, now });
  const { programOf } = desktop;
  const recording = new ScreenRecording(() => desktop.evidence(), now);
  const away = (): boolean | null => {
    const isAway = isSessionAway(api.graphics, desktop.reader);
    return isAway === false && isSaverOn(desktop.untitled() ?? [], programOf) ? true : isAway;
  };
  return {
    name: 'macOS',
    activeWindow: macActiveWindow({
      front: frontByLaunchServices(askFront),
      windowsOf: (pid) => desktop.ofProcess(pid),
      programOf,
      clock,
      pollMs,
    }),
    websites: noWebsites('macOS'),
    inputCounts: noInputCounts(noCounts),
    inputSeconds: null,
    presence: macPresence({
      idle: new IdleClock({ graphics: api.graphics, deadlineMs: probeMs }),
      away,
      inCall: () => isMacInCall(api.audio, api.cameras),
    }),
    screen: noScreen(noPictures),
    never: { 'input-counts': noCounts, screen: noPictures },
    lacking: (purpose) => (purpose === 'titles' ? recording.failure : null),
    async openWindows() {
      const windows = answerOr(() => desktop.open(), null);
      return windows === null ? { kind: 'unavailable', failure: noList } : { kind: 'windows', windows };
    },
    async close() {
      desktop.close();
    },
  };
}

const noCounts: SensorFailure = { ok: false, reason: reason('input-counts-not-on-this-host', { system: 'macOS' }) };
const noPictures: SensorFailure = { ok: false, reason: reason('screen-not-on-this-host', { system: 'macOS' }) };
const noList: SensorFailure = { ok: false, reason: reason('windows-unreadable') };
