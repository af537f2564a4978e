import { z } from 'zod';
import type { Rectangle } from '../../../../core/rectangle.ts';
import type { ActiveWindow } from '../../../ports.ts';
import { cleanAppId, cleanText, longestJudged, wholeWindowText } from '../../window-text.ts';
import { ShellGone } from './shell-gone.ts';
import type { ShellLink } from './shell-link.ts';

const place = z.number().min(-1_000_000).max(1_000_000);
const length = z.number().min(0).max(1_000_000);
const rectangle = z.object({ x: place, y: place, width: length, height: length });
/** More windows, or monitors, than anybody has. */
const mostWindows = 4_000;
const mostMonitors = 32;

const windowSchema = z.object({
  id: z.number().int().nonnegative(),
  title: z.string().max(longestJudged + 1),
  program: z.string(),
  name: z.string(),
  pid: z.number().int(),
  parent: z.number().int().nonnegative().nullable(),
  bounds: rectangle,
  isVisible: z.boolean(),
  isFocused: z.boolean(),
});
type ToldWindow = z.infer<typeof windowSchema>;

const monitorSchema = rectangle.extend({
  isPrimary: z.boolean(),
  area: rectangle,
  scale: z.number().positive().max(16),
});

const desktopSchema = z.object({
  isBusy: z.boolean(),
  stage: z.object({ width: z.number().positive().max(1_000_000), height: z.number().positive().max(1_000_000) }),
  monitors: z.array(monitorSchema).max(mostMonitors),
  windows: z.array(windowSchema).max(mostWindows),
  shown: z.array(rectangle).max(mostWindows),
  notices: z.array(rectangle).max(mostWindows),
});

/** A window, with where it is. */
export interface ShellWindow extends ActiveWindow {
  /** GNOME Shell's own number of it. */
  readonly id: number;
  readonly bounds: Rectangle;
  readonly isVisible: boolean;
  readonly isFocused: boolean;
}

export interface ShellMonitor extends Rectangle {
  readonly isPrimary: boolean;
  /** What panels leave of it. */
  readonly area: Rectangle;
  /** Pixels of the screen for each unit. */
  readonly scale: number;
}

export interface ShellDesktop {
  /** GNOME Shell draws windows elsewhere than they are, or something of its own over them. */
  readonly isBusy: boolean;
  /** All monitors together; a picture is of this. */
  readonly stage: { readonly width: number; readonly height: number };
  readonly monitors: readonly ShellMonitor[];
  /** Bottom first. */
  readonly windows: readonly ShellWindow[];
  /** What GNOME Shell shows above windows. */
  readonly shown: readonly Rectangle[];
  /** Messages of programs. */
  readonly notices: readonly Rectangle[];
}

/** Windows and monitors now. Rejects with `ShellGone`. */
export async function readDesktop(link: ShellLink): Promise<ShellDesktop> {
  return desktopOf((await link.ask({ ask: 'desktop' })).value);
}

/** Throws `ShellGone` for what is no desktop as our extension tells it. */
export function desktopOf(answer: unknown): ShellDesktop {
  const parsed = desktopSchema.safeParse(answer);
  if (!parsed.success) throw new ShellGone('windows-unreadable');
  const { windows, ...rest } = parsed.data;
  const byId = new Map(windows.map((window) => [window.id, window]));
  return { ...rest, windows: windows.map((window) => windowOf(window, byId)) };
}

function windowOf(window: ToldWindow, byId: ReadonlyMap<number, ToldWindow>): ShellWindow {
  const { id, bounds, isVisible, isFocused } = window;
  return { ...factsOf(window, ownersOf(window, byId)), id, bounds, isVisible, isFocused };
}

function factsOf({ id, title, program, name, pid }: ToldWindow, belongsTo: readonly ToldWindow[]): ActiveWindow {
  return {
    appId: cleanAppId(program),
    appName: cleanText(name || program) || 'unknown',
    title: wholeWindowText(title.slice(0, longestJudged)),
    url: null,
    pid: pid > 0 ? pid : null,
    handle: id,
    ...(title.length > longestJudged || program.length > longestJudged ? { isCut: true } : {}),
    ...(belongsTo.length > 0 ? { belongsTo: belongsTo.map((owner) => factsOf(owner, [])) } : {}),
  };
}

const mostOwners = 4;

/** The windows that this one is a dialog or a menu of, the nearest first. */
function ownersOf(window: ToldWindow, byId: ReadonlyMap<number, ToldWindow>): ToldWindow[] {
  const owners: ToldWindow[] = [];
  for (let at = window; owners.length < mostOwners; ) {
    const owner = at.parent === null ? undefined : byId.get(at.parent);
    if (owner === undefined || owner === window || owners.includes(owner)) break;
    owners.push(owner);
    at = owner;
  }
  return owners;
}
