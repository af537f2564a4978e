import { z } from 'zod';
import { reason } from '../../../../core/reason.ts';
import type { SensorFailure } from '../../../ports.ts';
import { longestJudged } from '../../window-text.ts';

/** What the script told is not what it tells, or more than is read. */
export class ListUnreadable extends Error {
  readonly failure: SensorFailure = { ok: false, reason: reason('windows-unreadable') };
}

const place = z.number().int().min(-1_000_000).max(1_000_000);
const size = z.number().int().min(0).max(1_000_000);
const rectangle = z.object({ x: place, y: place, width: size, height: size });
/** One unit longer than is judged says that it was cut. */
const text = z.string().max(longestJudged + 1);
const id = z.string().max(128);
const mostWindows = 10_000;

const windowSchema = z.object({
  id: id.min(1),
  /** Of a dialog or menu: the window that it belongs to. */
  owner: id,
  pid: z.number().int().min(0).max(0x7fff_ffff),
  file: text,
  name: text,
  title: text,
  frame: rectangle,
  /** Where the program paints, shadows of its own included; null: not told. */
  content: rectangle.nullable(),
  kind: z.enum(['window', 'popup', 'panel', 'notice', 'desktop']),
  /** Of Xwayland, or of a kind that is not known to be native. */
  isX11: z.boolean(),
  /** It does not answer, which stands in its title then. */
  isSilent: z.boolean(),
  isShown: z.boolean(),
  isSolid: z.boolean(),
});

const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const listSchema = z.object({ active: id, changes: count, windows: z.array(windowSchema).max(mostWindows) });

/** A window as the script tells it. */
export type KwinWindow = z.infer<typeof windowSchema>;

/**
 * Every window of KWin, bottom first; `active` is the id of that with the focus, or empty, and `changes`
 * how often windows came, went, moved or changed places since the script began.
 */
export type KwinList = z.infer<typeof listSchema>;

/** Throws `ListUnreadable` for what is no list. */
export function parsedList(json: string): KwinList {
  try {
    const list = listSchema.parse(JSON.parse(json));
    if (new Set(list.windows.map((each) => each.id)).size === list.windows.length) return list;
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof z.ZodError)) throw error;
  }
  throw new ListUnreadable();
}
