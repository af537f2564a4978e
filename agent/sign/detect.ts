import { reason } from '../../core/reason.ts';
import type { BesideProcess } from '../../ipc/process/beside-process.ts';
import { displayAddress, type Environment, isWayland } from '../capture/linux-x11/wire/display-address.ts';
import { systemLanguage } from '../host/system-language.ts';
import type { RecordingSign, SensorFailure, SignState } from '../ports.ts';
import { besideSign } from './beside-sign.ts';
import { forkedSign } from './forked-sign.ts';

export interface SignOptions {
  readonly platform: NodeJS.Platform;
  readonly env: Environment;
  /** Starts the process of the sign of a Wayland session; under Node unless given. */
  readonly startSign?: () => BesideProcess;
}

/**
 * The sign that a program without windows of its own can put up here. Give it what the capture
 * platform is given: it is for the session that is recorded. Without a desktop there is none to put
 * up and nothing that could be recorded.
 */
export async function openRecordingSign({ platform, env, startSign }: SignOptions): Promise<RecordingSign> {
  if (platform === 'win32') return besideSign({ start: () => forkedSign('windows', env) });
  if (platform !== 'linux') return fixedSign({ kind: 'not-shown', failure: notHere });
  if (isWayland(env)) return besideSign({ start: startSign ?? (() => forkedSign('wayland', env)) });
  const address = displayAddress(env);
  if (!address.ok)
    return fixedSign(
      address.reason.code === 'no-display' ? { kind: 'not-needed' } : { kind: 'not-shown', failure: address },
    );
  // Loaded only where there is an X server: the package that speaks to it is not everywhere.
  const { openX11Sign } = await import('./x11/x11-sign.ts');
  return openX11Sign({ address, env, language: systemLanguage(env), now: () => performance.now() });
}

/** A sign of which nothing ever changes. */
export function fixedSign(state: SignState): RecordingSign {
  return { show: () => {}, state: () => state, onChange: () => () => {}, close: async () => {} };
}

const notHere: SensorFailure = { ok: false, reason: reason('sign-not-on-this-host') };
