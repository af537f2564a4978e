import type { X11Link } from '../../../agent/capture/linux-x11/wire/link.ts';
import { linkTo } from '../../agent/capture/linux-x11/windows/observer.ts';
import type { Desktop } from '../../desktop.ts';

export interface PlainWindow {
  readonly title: string;
  /** What its program is known as, on either system. */
  readonly program: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** 0xRRGGBB. */
  readonly colour: number;
  /** `flat`: without a frame. */
  readonly look: 'framed' | 'flat';
}

/** WM_NAME, STRING and WM_CLASS, which every server has by these numbers. */
const [wmName, string, wmClass] = [39, 31, 67];

/** The program of `programs/windows.ts` for X11: windows of one colour, with the title that is wanted. */
export async function openX11Windows(desktop: Desktop) {
  const link: X11Link = await linkTo(desktop);
  const { client, root } = link;
  const hints = await link.ask<number>((asked, answer) => asked.InternAtom(false, '_MOTIF_WM_HINTS', answer));
  return {
    make({ title, program, x, y, width, height, colour, look }: PlainWindow): void {
      const window = client.AllocID();
      const values = { overrideRedirect: false, eventMask: 0, backgroundPixmap: 0, backgroundPixel: colour };
      client.CreateWindow(window, root, x, y, width, height, 0, 0, 1, 0, values);
      client.ChangeProperty(0, window, wmClass, string, 8, Buffer.from(`${program}\0${program}\0`));
      client.ChangeProperty(0, window, wmName, string, 8, Buffer.from(title));
      if (look === 'flat') {
        // Decorations are spoken of, and there are none.
        const words = Buffer.alloc(20);
        words.writeUInt32LE(2, 0);
        client.ChangeProperty(0, window, hints, hints, 32, words);
      }
      client.MapWindow(window);
      link.flush();
    },
    end: () => link.end(),
  };
}
