import type { DesktopCapturer, Display, Screen as ElectronScreen, NativeImage } from 'electron';
import type { MacDisplay } from '../../agent/capture/macos/screen/display-plane.ts';
import type { MacPictures } from '../../agent/capture/macos/screen/screen.ts';

export interface DesktopPicturesOptions {
  readonly capturer: Pick<DesktopCapturer, 'getSources'>;
  readonly displays: Pick<ElectronScreen, 'getAllDisplays' | 'getPrimaryDisplay'>;
}

/**
 * Pictures of the displays through Electron, on macOS. They are asked for in pixels: the size that is asked for is the size that comes, scaled
 * up where it is larger than what there is, so that whoever asks has to know it.
 */
export function createDesktopPictures({ capturer, displays }: DesktopPicturesOptions): MacPictures {
  return {
    displays: () => {
      const main = displays.getPrimaryDisplay().id;
      return displays.getAllDisplays().map((display) => toMacDisplay(display, main));
    },
    async take({ id, bounds, scale }) {
      const thumbnailSize = { width: Math.round(bounds.width * scale), height: Math.round(bounds.height * scale) };
      const sources = await capturer.getSources({ types: ['screen'], thumbnailSize });
      const image = sources.find((source) => source.display_id === id)?.thumbnail;
      if (image === undefined) return { kind: 'none' };
      if (image.isEmpty()) return { kind: 'empty' };
      return { kind: 'picture', ...image.getSize(), rgb: rgbOf(image) };
    },
  };
}

function toMacDisplay({ id, label, bounds, scaleFactor }: Display, main: number): MacDisplay {
  return { id: String(id), name: label, isMain: id === main, bounds, scale: scaleFactor };
}

/** `toBitmap` gives four bytes a pixel, blue first. */
function rgbOf(image: Pick<NativeImage, 'toBitmap'>): Uint8Array {
  const bgra = image.toBitmap();
  const rgb = new Uint8Array((bgra.length / 4) * 3);
  for (let from = 0, to = 0; from < bgra.length; from += 4, to += 3) {
    rgb[to] = bgra[from + 2] ?? 0;
    rgb[to + 1] = bgra[from + 1] ?? 0;
    rgb[to + 2] = bgra[from] ?? 0;
  }
  return rgb;
}
