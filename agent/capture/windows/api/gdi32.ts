// Pixels. Source: learn.microsoft.com/windows/win32/api/wingdi, the page of each function.

import { foreignLibrary } from '../../../../ffi/library.ts';
import type { Handle } from './user32.ts';

const gdi32 = foreignLibrary('gdi32.dll');

/** A context in memory like `dc`. 0: it failed. */
export const createCompatibleDc = gdi32.declare<(dc: Handle) => Handle>('intptr CreateCompatibleDC(intptr dc)');
/** A bitmap like the pixels of `dc`. 0: there is no memory for it. */
export const createCompatibleBitmap = gdi32.declare<(dc: Handle, width: number, height: number) => Handle>(
  'intptr CreateCompatibleBitmap(intptr dc, int width, int height)',
);
/** Has `dc` draw on `object` and answers what it drew on before. 0: it failed. */
export const selectObject = gdi32.declare<(dc: Handle, object: Handle) => Handle>(
  'intptr SelectObject(intptr dc, intptr object)',
);
/** SRCCOPY and CAPTUREBLT: windows with transparency too. */
export const copyWhatIsSeen = 0x40cc0020;
/** Copies pixels. 0: it failed, as while another desktop (locked, or asking for rights) is shown. */
export const bitBlt = gdi32.declare<
  (
    to: Handle,
    x: number,
    y: number,
    width: number,
    height: number,
    from: Handle,
    fromX: number,
    fromY: number,
    operation: number,
  ) => number
>('int BitBlt(intptr to, int x, int y, int width, int height, intptr from, int fromX, int fromY, uint32 operation)');
/** BITMAPINFOHEADER: size u32 at 0, width i32 at 4, height i32 at 8 (negative: top row first), planes u16 at 12, bits u16 at 14. */
export const bitmapHeaderBytes = 40;
/** Copies rows of a bitmap that no context draws on, in the form that `header` describes. Answers how many. 0: it failed. */
export const getDiBits = gdi32.declare<
  (dc: Handle, bitmap: Handle, first: number, rows: number, into: Buffer, header: Buffer, usage: 0) => number
>('int GetDIBits(intptr dc, intptr bitmap, uint32 first, uint32 rows, void *into, void *header, uint32 usage)');
/** 0: it is drawn on, or was no object. */
export const deleteGdiObject = gdi32.declare<(object: Handle) => number>('int DeleteObject(intptr object)');
/** 0: it was no context of ours. */
export const deleteDc = gdi32.declare<(dc: Handle) => number>('int DeleteDC(intptr dc)');
/** Sets rows of a bitmap that no context draws on from `rows`, in the form that `header` describes. Answers how many. 0: it failed. */
export const setDiBits = gdi32.declare<
  (dc: Handle, bitmap: Handle, first: number, count: number, rows: Buffer, header: Buffer, usage: 0) => number
>('int SetDIBits(intptr dc, intptr bitmap, uint32 first, uint32 count, void *rows, void *header, uint32 usage)');
