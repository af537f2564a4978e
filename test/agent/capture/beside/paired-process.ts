import { serveSensors } from '../../../../agent/capture/beside/serve-sensors.ts';
import type { CapturePlatform } from '../../../../agent/ports.ts';
import type { BesideProcess } from '../../../../ipc/process/beside-process.ts';

/** A process of the sensors in this one: messages are cloned and come a turn later, as between two. */
export interface PairedProcess extends BesideProcess {
  /** What it got. */
  readonly got: unknown[];
  /** Says something to the agent, as a broken one might. */
  say(message: unknown): void;
  readonly hasEnded: boolean;
}

/** `platform`: whose sensors it serves; null: it says nothing by itself. */
export function pairedProcess(platform: CapturePlatform | null): PairedProcess {
  const toAgent: ((message: unknown) => void)[] = [];
  const toSensors: ((message: unknown) => void)[] = [];
  const ended: (() => void)[] = [];
  const got: unknown[] = [];
  const state = { hasEnded: false };
  const later = (listeners: ((message: unknown) => void)[], message: unknown): void => {
    const copy = structuredClone(message);
    setImmediate(() => {
      if (!state.hasEnded) for (const listener of listeners) listener(copy);
    });
  };
  if (platform !== null)
    serveSensors(platform, {
      send: (message) => later(toAgent, message),
      onMessage: (listener) => void toSensors.push(listener),
      onGone: () => {},
    });
  return {
    got,
    get hasEnded() {
      return state.hasEnded;
    },
    say: (message) => later(toAgent, message),
    send: (message) => {
      got.push(message);
      later(toSensors, message);
    },
    onMessage: (listener) => void toAgent.push(listener),
    onEnd: (listener) => void (state.hasEnded ? listener() : ended.push(listener)),
    hold: () => {},
    kill: () => {
      if (state.hasEnded) return;
      state.hasEnded = true;
      setImmediate(() => {
        for (const listener of ended) listener();
      });
    },
  };
}
