import { reason } from '../../../../core/reason.ts';
import type { SensorFailure } from '../../../ports.ts';

/** Why GNOME Shell, or our extension in it, tells nothing. */
type ShellReason =
  | 'compositor-unreachable'
  | 'compositor-ended'
  | 'compositor-unreadable'
  | 'windows-unreadable'
  | 'screen-unreadable'
  | 'screen-locked'
  | 'gnome-extension-missing'
  | 'gnome-extension-login'
  | 'gnome-extension-off'
  | 'gnome-extension-failed'
  | 'gnome-extension-stranger'
  | 'gnome-extension-taken'
  | 'gnome-extension-old';

export class ShellGone extends Error {
  readonly failure: SensorFailure;

  constructor(code: ShellReason) {
    super(code);
    this.name = 'ShellGone';
    this.failure = { ok: false, reason: reason(code) };
  }
}
