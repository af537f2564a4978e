import type { XProperty } from 'x11';
import type { ActiveWindow } from '../../../ports.ts';
import { cleanAppId, cleanText, longestJudged, textOfBytes, wholeWindowText } from '../../window-text.ts';
import { decodeCompoundText } from './compound-text.ts';
import type { X11Link } from './link.ts';

const names = [
  '_NET_ACTIVE_WINDOW',
  '_NET_CLIENT_LIST',
  '_NET_CLIENT_LIST_STACKING',
  '_NET_CURRENT_DESKTOP',
  '_NET_SUPPORTED',
  '_NET_SUPPORTING_WM_CHECK',
  '_NET_WM_CM_S0',
  '_NET_WM_NAME',
  '_NET_WM_PID',
  '_NET_WM_STRUT',
  '_NET_WM_STRUT_PARTIAL',
  '_NET_WM_WINDOW_TYPE',
  '_NET_WM_WINDOW_TYPE_DESKTOP',
  '_NET_WM_WINDOW_TYPE_DOCK',
  '_NET_WM_WINDOW_TYPE_NOTIFICATION',
  '_NET_WORKAREA',
  'COMPOUND_TEXT',
  'UTF8_STRING',
  'WM_STATE',
] as const;

/** Atoms by name; the last three are numbered by the protocol itself. */
export type Atoms = Readonly<Record<(typeof names)[number] | 'WM_NAME' | 'WM_CLASS' | 'WM_TRANSIENT_FOR', number>>;

export async function internAtoms(link: X11Link): Promise<Atoms> {
  const numbers = await Promise.all(
    names.map((name) => link.ask<number>((client, answer) => client.InternAtom(false, name, answer))),
  );
  const atoms = Object.fromEntries(names.map((name, index) => [name, numbers[index] ?? 0]));
  return { ...atoms, WM_NAME: 39, WM_CLASS: 67, WM_TRANSIENT_FOR: 68 } as Atoms;
}

/** Of a property: whatever it has. */
export const anyType = 0;
/** In units of four bytes: client lists of up to 65,536 windows are whole. */
const longest = 1 << 16;

/** The property's value, or null when the window or the property is not there. */
export async function property(
  link: X11Link,
  window: number,
  atom: number,
  units = longest,
): Promise<XProperty | null> {
  const value = await link.askIfThere<XProperty>((client, answer) =>
    client.GetProperty(0, window, atom, anyType, 0, units, answer),
  );
  return value && value.type !== 0 ? value : null;
}

/** 32-bit numbers of a property, or null when it is missing or of another format. */
export async function numbers(link: X11Link, window: number, atom: number): Promise<number[] | null> {
  const value = await property(link, window, atom);
  if (value?.format !== 32) return null;
  return Array.from({ length: Math.floor(value.data.length / 4) }, (_, index) => value.data.readUInt32LE(index * 4));
}

export async function firstNumber(link: X11Link, window: number, atom: number): Promise<number | null> {
  return (await numbers(link, window, atom))?.[0] ?? null;
}

/** What a window says about itself, cleaned. The title can be empty, the program `unknown`. */
export interface WindowFacts {
  readonly appId: string;
  readonly appName: string;
  /** Whole, see `ActiveWindow`. */
  readonly title: string;
  readonly pid: number | null;
  readonly handle?: number;
  readonly isCut?: boolean;
  readonly belongsTo?: readonly ActiveWindow[];
}

const longestClass = 512;
/** A dialog of a dialog of a dialog; a chain that is longer, or a ring, is not followed. */
const mostOwners = 4;

export async function windowFacts(link: X11Link, atoms: Atoms, window: number): Promise<WindowFacts> {
  const [own, firstOwner] = await Promise.all([
    ownFacts(link, atoms, window),
    firstNumber(link, window, atoms.WM_TRANSIENT_FOR),
  ]);
  const belongsTo: ActiveWindow[] = [];
  const seen = new Set([window, link.root]);
  for (let owner = firstOwner; owner !== null && owner > 0 && !seen.has(owner) && belongsTo.length < mostOwners; ) {
    seen.add(owner);
    belongsTo.push({ ...(await ownFacts(link, atoms, owner)), url: null });
    owner = await firstNumber(link, owner, atoms.WM_TRANSIENT_FOR);
  }
  return belongsTo.length === 0 ? own : { ...own, belongsTo };
}

async function ownFacts(link: X11Link, atoms: Atoms, window: number): Promise<WindowFacts> {
  const [className, netName, pid] = await Promise.all([
    property(link, window, atoms.WM_CLASS, longestClass / 4),
    property(link, window, atoms._NET_WM_NAME, longestJudged / 4),
    firstNumber(link, window, atoms._NET_WM_PID),
  ]);
  // WM_CLASS holds instance and class, zero-terminated; a few programs set only the first.
  const [instance = '', classPart = ''] = (className ? textOfBytes(className.data) : '').split('\0');
  const title = netName ? wholeWindowText(textOfBytes(netName.data)) : '';
  const name = title ? null : await property(link, window, atoms.WM_NAME, longestJudged / 4);
  const isCut = [className, netName, name].some((value) => value !== null && value.bytesAfter > 0);
  return {
    appId: cleanAppId(classPart || instance),
    appName: cleanText(classPart || instance) || 'unknown',
    title: title || (name ? wholeWindowText(decodeName(name, atoms)) : ''),
    pid: pid !== null && pid > 0 ? pid : null,
    handle: window,
    ...(isCut ? { isCut } : {}),
  };
}

function decodeName(value: XProperty, atoms: Atoms): string {
  return value.type === atoms.COMPOUND_TEXT ? decodeCompoundText(value.data) : textOfBytes(value.data);
}
