// What a program's file says of itself. Source: learn.microsoft.com/windows/win32/api/winver, the page of each function.

import { foreignLibrary } from '../../../../ffi/library.ts';

const version = foreignLibrary('version.dll');

/** Bytes of a file's version resource; `ignored` is 4 bytes that are set to 0. 0: it has none, or cannot be read. */
export const getFileVersionInfoSize = version.declare<(file: string, ignored: Buffer) => number>(
  'uint32 GetFileVersionInfoSizeW(str16 file, void *ignored)',
);
/** Copies the resource. 0: it cannot be read. */
export const getFileVersionInfo = version.declare<(file: string, ignored: 0, bytes: number, into: Buffer) => number>(
  'int GetFileVersionInfoW(str16 file, uint32 ignored, uint32 bytes, void *into)',
);
/**
 * Writes where in `resource` a value lies (an address) and how long it is (u32; of texts in UTF-16 units with the 0). 0: there is
 * no such value.
 */
export const verQueryValue = version.declare<(resource: Buffer, path: string, value: Buffer, length: Buffer) => number>(
  'int VerQueryValueW(void *resource, str16 path, void *value, void *length)',
);
