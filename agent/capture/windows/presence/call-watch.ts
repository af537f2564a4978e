import {
  currentUser,
  errorNoMoreItems,
  errorNotFound,
  keyRead,
  regCloseKey,
  regEnumKey,
  regOpenKey,
  regQueryValue,
  typeQword,
} from '../api/advapi32.ts';
import type { Handle } from '../api/user32.ts';

/** Where Windows keeps which program uses what, and since when, from 10 1903 on; its settings show it to the person. */
const store = 'Software\\Microsoft\\Windows\\CurrentVersion\\CapabilityAccessManager\\ConsentStore';
const devices = ['microphone', 'webcam'];
/** Programs that came from no store have a folder of their own, by their path. */
const withoutPackage = 'NonPackaged';

/** UTF-16 units of the longest name that a key has. */
const longestName = 256;
const name = Buffer.alloc(2 * longestName);
const four = Buffer.alloc(4);
const eight = Buffer.alloc(8);
const type = Buffer.alloc(4);

/**
 * Whether a microphone or a camera is in use by a program of this account, and nothing else: not by which one. In use is what was
 * begun and has not ended. Null where Windows keeps no such record, or it cannot be read.
 */
export function isCallOnWindows(): boolean | null {
  let answer: boolean | null = null;
  for (const device of devices) {
    const used = isInUse(`${store}\\${device}`);
    if (used === true) return true;
    answer = used === 'unreadable' ? null : (used ?? answer);
    if (used === 'unreadable') return null;
  }
  return answer;
}

/** Null: there is no record of the device. */
function isInUse(path: string): boolean | 'unreadable' | null {
  const programs = childrenOf(path);
  if (programs === null || programs === 'unreadable') return programs;
  const others = childrenOf(`${path}\\${withoutPackage}`);
  if (others === 'unreadable') return 'unreadable';
  return [
    ...programs.filter((each) => each !== withoutPackage).map((each) => `${path}\\${each}`),
    ...(others ?? []).map((each) => `${path}\\${withoutPackage}\\${each}`),
  ].some(hasBegun);
}

/** Names of a key's children; null: there is no such key. */
function childrenOf(path: string): string[] | 'unreadable' | null {
  const key = opened(path);
  if (typeof key !== 'number') return key;
  try {
    const names: string[] = [];
    for (let place = 0; ; place++) {
      four.writeUInt32LE(longestName);
      const code = regEnumKey(key, place, name, four, null, null, null, null);
      if (code === errorNoMoreItems) return names;
      if (code !== 0) return 'unreadable';
      names.push(name.toString('utf16le', 0, 2 * four.readUInt32LE()));
    }
  } finally {
    regCloseKey(key);
  }
}

function hasBegun(path: string): boolean {
  const key = opened(path);
  if (typeof key !== 'number') return false;
  try {
    return (timeIn(key, 'LastUsedTimeStart') ?? 0n) > 0n && timeIn(key, 'LastUsedTimeStop') === 0n;
  } finally {
    regCloseKey(key);
  }
}

function timeIn(key: Handle, value: string): bigint | null {
  four.writeUInt32LE(eight.length);
  const code = regQueryValue(key, value, null, type, eight, four);
  return code === 0 && type.readUInt32LE() === typeQword ? eight.readBigUInt64LE() : null;
}

function opened(path: string): Handle | 'unreadable' | null {
  const code = regOpenKey(currentUser, path, 0, keyRead, eight);
  if (code === 0) return Number(eight.readBigInt64LE());
  return code === errorNotFound ? null : 'unreadable';
}
