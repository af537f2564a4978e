/** What is needed of a buffer to count an event: nothing else of it is ever read. */
export interface EventBytes {
  readUInt16LE(offset: number): number;
  readUInt8(offset: number): number;
}

export type Counted = 'key' | 'click' | 'scroll' | null;

/** XInput 2 event types, and the version that delivers them under another program's grab. */
export const rawKeyPress = 13;
export const rawButtonPress = 15;

/** Offsets behind the 8-byte header of a generic event: evtype, deviceid, time, detail. */
const evtypeAt = 0;
const detailAt = 8;

/**
 * What a raw event counts as. For a key only the event's type is read: the detail bytes say which
 * key it was, and they are not touched. For a button the detail is read, because the wheel's
 * notches (4 to 7) come as buttons.
 */
export function countedAs(event: EventBytes): Counted {
  const type = event.readUInt16LE(evtypeAt);
  if (type === rawKeyPress) return 'key';
  if (type !== rawButtonPress) return null;
  const button = event.readUInt8(detailAt);
  return button >= 4 && button <= 7 ? 'scroll' : 'click';
}
