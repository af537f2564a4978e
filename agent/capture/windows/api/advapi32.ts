// The registry. Source: learn.microsoft.com/windows/win32/api/winreg, the page of each function. Each answers 0, or an error's number.

import { foreignLibrary } from '../../../../ffi/library.ts';
import type { Handle } from './user32.ts';

const advapi32 = foreignLibrary('advapi32.dll');

/** HKEY_CURRENT_USER. */
export const currentUser = -2147483647;
/** KEY_READ. */
export const keyRead = 0x20019;
/** ERROR_FILE_NOT_FOUND: there is no such key or value. */
export const errorNotFound = 2;
/** ERROR_NO_MORE_ITEMS. */
export const errorNoMoreItems = 259;
/** REG_QWORD: eight bytes. */
export const typeQword = 11;

/** Writes the handle (8 bytes) of a key below another. */
export const regOpenKey = advapi32.declare<
  (key: Handle, path: string, options: 0, access: number, opened: Buffer) => number
>('int32 RegOpenKeyExW(intptr key, str16 path, uint32 options, uint32 access, void *opened)');
/** Copies the name of a key's child by its place; `units` (u32) holds how many fit, with the 0, then how many there are, without. */
export const regEnumKey = advapi32.declare<
  (
    key: Handle,
    place: number,
    name: Buffer,
    units: Buffer,
    reserved: null,
    className: null,
    classUnits: null,
    written: null,
  ) => number
>(
  'int32 RegEnumKeyExW(intptr key, uint32 place, void *name, void *units, void *reserved, void *class, void *classUnits, void *written)',
);
/** Copies a value; `type` (u32) is what it is, `bytes` (u32) how many fit, then how many there are. */
export const regQueryValue = advapi32.declare<
  (key: Handle, name: string, reserved: null, type: Buffer, into: Buffer, bytes: Buffer) => number
>('int32 RegQueryValueExW(intptr key, str16 name, void *reserved, void *type, void *into, void *bytes)');
export const regCloseKey = advapi32.declare<(key: Handle) => number>('int32 RegCloseKey(intptr key)');
