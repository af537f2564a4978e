import { z } from 'zod';
import { type Coded, type CodedValues, codedSchema, type ValuesArgument } from './coded.ts';

/** As long as every other text of a record: reasons come from the bucket too. */
const text = z.string().max(10_000);
const number = z.number();

/** Why a sensor gives nothing, no sign can be shown, or a state is unknown, with its values. */
export const reasonCodes = {
  'unsupported-system': { platform: text },
  'sensor-broken': {},
  'sensors-starting': {},
  'sensors-ended': {},
  silent: { seconds: number },
  'ffi-unavailable': {},
  'no-window-told': {},
  'active-window-unreadable': {},
  'permission-missing': {},
  'active-window-failed': {},
  'windows-no-raw-input': { error: number },
  'windows-secure-desktop': {},
  'no-web-addresses': { system: text },
  'websites-by-extension': {},
  'websites-no-browser': {},
  'titles-overfull': {},
  'windows-unreadable': {},
  'input-counts-not-on-this-host': { system: text },
  'presence-not-on-this-host': { system: text },
  'screen-not-on-this-host': { system: text },
  'no-raw-input-events': {},
  'no-idle-time': {},
  'idle-time-untold': {},
  'wayland-idle': {},
  wayland: {},
  'wayland-no-counts': {},
  'wayland-no-pixels': {},
  'kwin-no-pixels': {},
  'kwin-script': {},
  'compositor-unreachable': {},
  'compositor-ended': {},
  'compositor-unreadable': {},
  'gnome-extension-missing': {},
  'gnome-extension-login': {},
  'gnome-extension-off': {},
  'gnome-extension-failed': {},
  'gnome-extension-stranger': {},
  'gnome-extension-taken': {},
  'gnome-extension-old': {},
  'screen-locked': {},
  'hidden-window-in-front': {},
  'no-display': {},
  'display-not-local': {},
  'x-server-not-asked': {},
  'x-server-unreachable': { error: text },
  'x-server-silent': {},
  'x-server-unexpected': {},
  'x-server-closed': {},
  'x-server-ended': {},
  'x-server-no-screen': { number: number },
  'x-server-broken': { error: text },
  'pixel-format': { depth: number },
  'windows-unsettled': {},
  'windows-elsewhere': {},
  'screen-changed': {},
  'screen-unreadable': {},
  'no-window-list': {},
  'mac-recording-missing': {},
  'mac-recording-stale': {},
  'mac-recording-revoked': {},
  'mac-recording-unproven': {},
  'mac-front-unreadable': {},
  'mac-counters-silent': {},
  'mac-counters-frozen': {},
  'mac-idle-silent': {},
  'mac-no-display': {},
  'mac-black-picture': {},
  'mac-empty-picture': { screen: text },
  'mac-picture-size': { screen: text },
  'sign-coming': {},
  'sign-covered': {},
  'sign-taken': {},
  'sign-several-screens': {},
  'sign-not-on-this-host': {},
  'unknown-reason': { name: text },
} as const;

export type ReasonCode = keyof typeof reasonCodes;

/** A reason as it is recorded and sent. It never carries captured content. */
export interface Reason extends Coded<ReasonCode> {}

export function reason<Code extends ReasonCode>(
  code: Code,
  ...[values]: ValuesArgument<(typeof reasonCodes)[Code]>
): Reason {
  return { code, values: (values ?? {}) as CodedValues };
}

/**
 * What no setting, session or permission changes: on such a computer it is not possible, which is
 * no failure. All others may pass, or can be mended.
 */
const lasting: ReadonlySet<ReasonCode> = new Set([
  'unsupported-system',
  'no-web-addresses',
  'websites-by-extension',
  'input-counts-not-on-this-host',
  'wayland-no-counts',
  'screen-not-on-this-host',
  'no-raw-input-events',
  'no-idle-time',
  'no-window-list',
  'sign-not-on-this-host',
]);

/** What the person can permit in the system's own settings, or leave as it is. */
const permittable: ReadonlySet<ReasonCode> = new Set([
  'mac-recording-missing',
  'mac-recording-stale',
  'mac-recording-revoked',
]);

export function canBePermitted(reason: Reason | null): boolean {
  return reason !== null && permittable.has(reason.code);
}

export function isImpossible(reason: Reason | null): boolean {
  return reason !== null && lasting.has(reason.code);
}

export const reasonSchema: z.ZodType<Reason> = codedSchema(reasonCodes, (name) => reason('unknown-reason', { name }));

export function isSameReason(a: Reason | null, b: Reason | null): boolean {
  return a?.code === b?.code && JSON.stringify(a?.values) === JSON.stringify(b?.values);
}
