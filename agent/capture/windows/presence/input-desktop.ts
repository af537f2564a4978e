import {
  closeDesktop,
  desktopReadObjects,
  getScreenSaverRunning,
  getUserObjectInformation,
  objectName,
  openInputDesktop,
  systemParametersInfo,
} from '../api/user32-session.ts';

const name = Buffer.alloc(512);
const four = Buffer.alloc(4);

/**
 * Whether keyboard and mouse work on the person's own desktop. False: on another one, which the system shows while the computer is
 * locked and while it asks for rights.
 */
export function isOwnDesktopShown(): boolean {
  const desktop = openInputDesktop(0, 0, desktopReadObjects);
  if (desktop === 0) return false;
  try {
    if (getUserObjectInformation(desktop, objectName, name, name.length, null) === 0) return false;
    return name.toString('utf16le').replace(/\0.*$/s, '').toLowerCase() === 'default';
  } finally {
    closeDesktop(desktop);
  }
}

/** Whether a screen saver hides the screen. */
export function isScreenSaverOn(): boolean {
  return systemParametersInfo(getScreenSaverRunning, 0, four, 0) !== 0 && four.readInt32LE() !== 0;
}
