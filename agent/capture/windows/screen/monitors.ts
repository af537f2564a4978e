import type { Rectangle } from '../../../../core/rectangle.ts';
import { foreignCallback } from '../../../../ffi/callback.ts';
import type { Monitor } from '../../../ports.ts';
import { enumDisplayMonitors, getMonitorInfo, type Handle, monitorProc } from '../api/user32.ts';
import { rectangleOf } from '../windows/window-facts.ts';

/** MONITORINFOEXW: size u32 at 0, RECTs of the monitor at 4 and of its work area at 20, flags u32 at 36, name of the device at 40 (32 UTF-16 units). */
export const monitorInfoBytes = 104;
const primary = 1;

/** A monitor, and what of it the taskbar and its like leave free. */
export interface WorkArea {
  readonly monitor: Monitor;
  readonly area: Rectangle;
}

/** Every monitor of the desktop in its own pixels; the primary one lies at 0, 0, and others may lie left of it or above. */
export function monitorList(): Monitor[] {
  return workAreaList().map(({ monitor }) => monitor);
}

export function workAreaList(): WorkArea[] {
  const found: WorkArea[] = [];
  const each = foreignCallback(monitorProc, (monitor: Handle) => {
    const info = Buffer.alloc(monitorInfoBytes);
    info.writeUInt32LE(monitorInfoBytes);
    if (getMonitorInfo(monitor, info) !== 0) found.push(workAreaOf(info));
    return 1;
  });
  try {
    enumDisplayMonitors(0, null, each.address, 0);
  } finally {
    each.release();
  }
  return found;
}

/** What the system answered of one monitor. */
export function workAreaOf(info: Buffer): WorkArea {
  const device = info.toString('utf16le', 40).replace(/\0.*$/s, '');
  const monitor = {
    ...rectangleOf(info, 4),
    name: device.replace(/^\\\\\.\\/, ''),
    primary: (info.readUInt32LE(36) & primary) !== 0,
  };
  return { monitor, area: rectangleOf(info, 20) };
}
