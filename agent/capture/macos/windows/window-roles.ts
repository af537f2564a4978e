import type { WindowRole } from '../../../ports.ts';
import { layers } from '../api/core-graphics.ts';

/** Show what other programs want said. */
const notifiers = new Set([
  'com.apple.notificationcenterui',
  'com.apple.usernotificationcenter',
  'notificationcenter',
  'usernotificationcenter',
]);

/**
 * Draw bars, switchers and overviews that name other programs' windows or show small pictures of
 * them: the Dock (and Mission Control, its switcher), Stage Manager, the menu bar, Spotlight.
 */
const shells = new Set([
  'com.apple.dock',
  'dock',
  'com.apple.windowmanager',
  'windowmanager',
  'com.apple.controlcenter',
  'controlcenter',
  'com.apple.systemuiserver',
  'systemuiserver',
  'com.apple.spotlight',
  'spotlight',
  'windowserver',
  'window server',
]);

interface MacWindowFacts {
  readonly appId: string;
  readonly owner: string;
  readonly layer: number;
  /** The program has a window in the layer of ordinary ones. */
  readonly hasOrdinary: boolean;
}

/**
 * What a window is for, by the program and the layer that it lies in. A window above the ordinary
 * ones, of a program that has none of these, is a switcher or a launcher as far as anybody can
 * tell, and may name any window.
 */
export function macRoleOf({ appId, owner, layer, hasOrdinary }: MacWindowFacts): WindowRole {
  if (notifiers.has(appId)) return 'notice';
  // The desktop's picture and its symbols: under every window, and naming none.
  if (layer < layers.normal) return 'window';
  if (shells.has(appId) || shells.has(owner.toLowerCase())) return 'panel';
  if (layer === layers.menuBar || layer === layers.statusItem) return 'panel';
  return layer > layers.normal && !hasOrdinary ? 'panel' : 'window';
}
