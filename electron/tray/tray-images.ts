import type { TrayShape } from './tray-messages.ts';

/** The bar that the tray stands in. `dark` is what the system says of its own bars, where it says. */
interface Bar {
  readonly platform: NodeJS.Platform;
  readonly dark: boolean;
}

/**
 * The mark's file in assets/tray/. macOS recolours an image whose name ends in `Template`; Windows tells the colour of
 * its bar; Linux tells nothing, so the mark there is light with a dark edge. Electron picks `@1.5x` and `@2x` itself.
 */
export function trayImageFile(shape: TrayShape, { platform, dark }: Bar): string {
  if (platform === 'darwin') return `${shape}Template.png`;
  if (platform !== 'win32') return `${shape}-on-any.png`;
  return dark ? `${shape}-on-dark.png` : `${shape}-on-light.png`;
}
