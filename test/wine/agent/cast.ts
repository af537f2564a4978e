import { type Desktop, until } from '../../desktop.ts';
import { rareWord } from '../../journeys/scenes/canary.ts';
import { boundsOf, type CastWindow } from '../../journeys/scenes/driven-desktop.ts';
import type { PlainWindow } from './x11-windows.ts';

export const screen = { width: 1280, height: 800 } as const;

export type Part = 'notes' | 'letter' | 'ledger' | 'diary';

/** Titles, programs and places of the windows, which are the same whatever the system; a rule of the person excludes the diary. */
export function newCast(): Readonly<Record<Part, PlainWindow>> {
  return {
    notes: {
      ...{ title: 'Untitled - Notepad', program: 'notepad' },
      ...{ x: 20, y: 40, width: 560, height: 300, colour: 0xeeeecc, look: 'framed' },
    },
    letter: {
      ...{ title: 'Document - Wine Wordpad', program: 'wordpad' },
      ...{ x: 640, y: 40, width: 600, height: 300, colour: 0xccccee, look: 'framed' },
    },
    ledger: {
      ...{ title: `Ledger ${rareWord()}`, program: 'node' },
      ...{ x: 20, y: 400, width: 520, height: 300, colour: 0x2f6f4f, look: 'framed' },
    },
    diary: {
      ...{ title: `Diary ${rareWord()}`, program: 'node' },
      ...{ x: 700, y: 410, width: 400, height: 260, colour: 0xc83214, look: 'flat' },
    },
  };
}

/** What a program under Wine may take until its window is there, on a machine that is never free. */
const programMs = 60_000;

export type Cast = ReturnType<typeof newCast>;
export type OpenCast = Readonly<Record<Part, CastWindow>>;

/** The cast once it is on the screen, each window in its place; the notes have the focus. */
export async function placed(desktop: Desktop, cast: Cast): Promise<OpenCast> {
  const put = async ({ title, x, y, width, height, look }: PlainWindow): Promise<CastWindow> => {
    const window = await until(async () => {
      const found = await desktop.xdotool('search', '--onlyvisible', '--name', `^${title}$`);
      return found.trim().split('\n').at(-1) || null;
    }, programMs);
    if (look === 'framed') await desktop.xdotool('windowsize', window, String(width), String(height));
    // Programs differ in what of a window they put where they are told: its frame, or what is in it.
    let [to, before] = [
      { x, y },
      { x: Number.NaN, y: Number.NaN },
    ];
    await until(async () => {
      const now = await boundsOf(desktop, window);
      if (now.x === x && now.y === y && now.width >= width && now.width < width + 40) return true;
      if (now.x === before.x && now.y === before.y) to = { x: to.x + x - now.x, y: to.y + y - now.y };
      before = now;
      await desktop.xdotool('windowmove', window, `${to.x}`, `${to.y}`);
      return null;
    });
    return { window, appId: '', bounds: await boundsOf(desktop, window) };
  };
  const diary = await put(cast.diary);
  const ledger = await put(cast.ledger);
  const letter = await put(cast.letter);
  const notes = await put(cast.notes);
  await desktop.activate(notes.window);
  return { notes, letter, ledger, diary };
}
