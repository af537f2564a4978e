import { reason } from '../../../../core/reason.ts';
import type { Instant } from '../../../../core/time/interval.ts';
import type { ActiveWindow, ActiveWindowReading, ActiveWindowSensor, Clock, SensorFailure } from '../../../ports.ts';
import { cleanAppId, cleanText } from '../../window-text.ts';
import { answerOr } from '../answers.ts';
import { layers } from '../api/core-graphics.ts';
import { asActiveWindow, type ProgramOf } from '../windows/visible-windows.ts';
import type { WindowEntry } from '../windows/window-entries.ts';
import type { FrontProgram, FrontReading } from './frontmost.ts';

export interface MacActiveWindowOptions {
  /** Does not reject. */
  readonly front: () => Promise<FrontReading> | FrontReading;
  /** The windows of a process that are on the screen, front to back; null: there is no list. */
  readonly windowsOf: (pid: number) => readonly WindowEntry[] | null;
  readonly programOf: ProgramOf;
  /** Called when a watch begins, and when it ends. */
  readonly onWatching?: (isWatching: boolean) => void;
  readonly clock: Clock;
  /** ms between two readings. A reading that takes long makes them rarer. */
  readonly pollMs: number;
}

/** A reading takes at most this part of the time. */
const restFactor = 20;

/** The program in front by the system's word, and the title of the foremost of its windows that has one. */
export function macActiveWindow(options: MacActiveWindowOptions): ActiveWindowSensor {
  const { clock, pollMs, onWatching = () => {} } = options;
  let heardAt: Instant | null = null;
  return {
    heardAt: () => heardAt,
    async start(onReading) {
      let stopped = false;
      onWatching(true);
      let timer: NodeJS.Timeout | null = null;
      let lastKey = '';
      const turn = async (): Promise<void> => {
        const at = clock.now();
        const began = performance.now();
        const reading = await readFront(options);
        if (stopped) return;
        if (reading.kind !== 'unavailable') heardAt = at;
        const key = JSON.stringify(reading);
        if (key !== lastKey) onReading(reading, at);
        lastKey = key;
        timer = setTimeout(() => void turn(), Math.max(pollMs, (performance.now() - began) * restFactor));
        timer.unref();
      };
      await turn();
      return async () => {
        if (!stopped) onWatching(false);
        stopped = true;
        if (timer !== null) clearTimeout(timer);
      };
    },
  };
}

async function readFront({ front, windowsOf, programOf }: MacActiveWindowOptions): Promise<ActiveWindowReading> {
  const reading = await answerOr(front, unread);
  if (reading.kind === 'unreadable') return { kind: 'unavailable', failure: unreadable };
  if (reading.kind === 'none') return { kind: 'none' };
  const { program } = reading;
  const listed = answerOr(() => windowsOf(program.pid), null) ?? [];
  const own = listed.filter(({ layer }) => layer === layers.normal);
  // A sheet or a dialogue has no title; the window that it belongs to lies behind it.
  const foremost = own.find(({ title, isTitleCut }) => isTitleCut || (title ?? '') !== '');
  const windowless: ActiveWindow = { appId: '', appName: '', title: '', url: null, pid: program.pid };
  const named = (pid: number | null, owner: string) => answerOr(() => programOf(pid, owner), nameless(owner));
  const window = foremost === undefined ? windowless : asActiveWindow(foremost, named);
  return { kind: 'window', window: { ...window, ...namesOf(program, named) } };
}

function namesOf({ pid, bundle, name }: FrontProgram, programOf: ProgramOf): Pick<ActiveWindow, 'appId' | 'appName'> {
  const known = programOf(pid, name);
  return {
    appId: bundle === '' ? known.appId : cleanAppId(bundle),
    appName: cleanText(name) || known.appName,
  };
}

function nameless(owner: string): Pick<ActiveWindow, 'appId' | 'appName'> {
  return { appId: cleanAppId(owner), appName: cleanText(owner) || 'unknown' };
}

const unread: FrontReading = { kind: 'unreadable' };
const unreadable: SensorFailure = { ok: false, reason: reason('mac-front-unreadable') };
