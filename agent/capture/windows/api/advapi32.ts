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
/** REG_SZ: text with a 0 at its end, and REG_QWORD: eight bytes. */
export const typeText = 1;
export const typeQword = 11;
/** KEY_READ and KEY_WRITE. */
export const keyReadWrite = 0x2001f;

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

/** Opens a key, and makes it and those above it where they are not there. */
export const regCreateKey = advapi32.declare<
  (
    key: Handle,
    path: string,
    reserved: 0,
    className: null,
    options: 0,
    access: number,
    security: null,
    opened: Buffer,
    wasThere: null,
  ) => number
>(
  'int32 RegCreateKeyExW(intptr key, str16 path, uint32 reserved, void *class, uint32 options, uint32 access, void *security, void *opened, void *wasThere)',
);
export const regSetValue = advapi32.declare<
  (key: Handle, name: string, reserved: 0, type: number, value: Buffer, bytes: number) => number
>('int32 RegSetValueExW(intptr key, str16 name, uint32 reserved, uint32 type, void *value, uint32 bytes)');
export const regDeleteValue = advapi32.declare<(key: Handle, name: string) => number>(
  'int32 RegDeleteValueW(intptr key, str16 name)',
);
/** Deletes a key with its values, and fails where it has children. */
export const regDeleteKey = advapi32.declare<(key: Handle, path: string) => number>(
  'int32 RegDeleteKeyW(intptr key, str16 path)',
);
/** Writes how many children (u32) and how many values (u32) a key has. */
export const regQueryInfoKey = advapi32.declare<
  (
    key: Handle,
    className: null,
    classUnits: null,
    reserved: null,
    children: Buffer,
    longestChild: null,
    longestClass: null,
    values: Buffer,
    longestName: null,
    longestValue: null,
    security: null,
    written: null,
  ) => number
>(
  'int32 RegQueryInfoKeyW(intptr key, void *class, void *classUnits, void *reserved, void *children, void *longestChild, void *longestClass, void *values, void *longestName, void *longestValue, void *security, void *written)',
);
