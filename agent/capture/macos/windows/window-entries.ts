import type { Rectangle } from '../../../../core/rectangle.ts';
import type { CfRef } from '../api/core-foundation.ts';
import { type CoreGraphics, layers, windowKeys } from '../api/core-graphics.ts';
import { type CfReader, unreadableText } from './cf-reader.ts';

/** A program with more windows than this gets no list, so that the computer stays usable. */
const mostWindows = 5_000;

/** One window as the system lists it. What it left out is null. */
export interface WindowEntry {
  readonly id: number | null;
  readonly pid: number | null;
  /** The program's name for people, in the person's language; empty where it is not told. */
  readonly owner: string;
  /** Null: not told, as of every other program's window without Screen Recording. */
  readonly title: string | null;
  /** There is a title, and it could not be read whole. */
  readonly isTitleCut: boolean;
  readonly layer: number;
  /** Points; null: not told, or no rectangle. */
  readonly bounds: Rectangle | null;
  /** 0: nothing of it is drawn. */
  readonly alpha: number | null;
  readonly isOnScreen: boolean;
}

/** What `WindowEntries` asks of the system. */
export type WindowListPort = Pick<CoreGraphics, 'copyWindows' | 'rectangle'>;

/** What is read of a list: what is not needed is not read. */
export interface WindowReading {
  /** A sum of `windowLists`. */
  readonly option: number;
  /** The windows of this process alone. */
  readonly pid?: number;
  /** False: titles are left unread, and so are null. */
  readonly titles: boolean;
}

/**
 * The system's list of windows, front to back. Null: there is none, since the session has no
 * desktop, or it is not what its page says.
 */
export function windowEntries(
  graphics: WindowListPort,
  reader: CfReader,
  { option, pid, titles }: WindowReading,
): WindowEntry[] | null {
  return overWindows(graphics, reader, option, (all) =>
    all
      .filter((each) => pid === undefined || reader.number(each, windowKeys.pid) === pid)
      .map((each) => entryOf(graphics, reader, each, titles)),
  );
}

/** How many windows of other programs have a title, and how many have none; no title is read. */
export interface TitleCount {
  readonly titled: number;
  readonly untitled: number;
}

/**
 * Counts windows that people would call windows, by whether their title is told. Those of `ownPid`
 * prove nothing, since a program sees its own, nor do those of the system, which it sees always.
 */
export function countTitles(
  graphics: WindowListPort,
  reader: CfReader,
  option: number,
  ownPid: number,
): TitleCount | null {
  return overWindows(graphics, reader, option, (all) => {
    const others = all.filter((each) => {
      const pid = reader.number(each, windowKeys.pid);
      return reader.number(each, windowKeys.layer) === layers.normal && pid !== null && pid !== ownPid;
    });
    const titled = others.filter((each) => reader.hasText(each, windowKeys.title)).length;
    return { titled, untitled: others.length - titled };
  });
}

function overWindows<T>(
  graphics: WindowListPort,
  reader: CfReader,
  option: number,
  read: (windows: readonly CfRef[]) => T,
): T | null {
  const list = graphics.copyWindows(option);
  if (list === null) return null;
  return reader.within(list, (array) => {
    const windows = reader.dictionaries(array);
    return windows === null || windows.length > mostWindows ? null : read(windows);
  });
}

function entryOf(graphics: WindowListPort, reader: CfReader, window: CfRef, titles: boolean): WindowEntry {
  const title = titles ? reader.text(window, windowKeys.title) : null;
  const owner = reader.text(window, windowKeys.owner);
  const place = reader.dictionary(window, windowKeys.bounds);
  return {
    id: reader.number(window, windowKeys.number),
    pid: reader.number(window, windowKeys.pid),
    owner: typeof owner === 'string' ? owner : '',
    title: typeof title === 'string' ? title : null,
    isTitleCut: title === unreadableText,
    // A window that tells no layer is taken for one like any other, which rules judge.
    layer: reader.number(window, windowKeys.layer) ?? layers.normal,
    bounds: place === null ? null : graphics.rectangle(place),
    alpha: reader.number(window, windowKeys.alpha),
    // Absent in lists of what is on the screen too, says its page, where a window is not.
    isOnScreen: reader.boolean(window, windowKeys.isOnScreen) ?? false,
  };
}
