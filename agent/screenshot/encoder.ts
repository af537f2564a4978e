import type { WebpEncoder } from '../ports.ts';
import { jsquashEncoder } from './encode-jsquash.ts';
import { sharpEncoder } from './encode-sharp.ts';

export interface EncoderHost {
  readonly platform: NodeJS.Platform;
  readonly isElectron: boolean;
}

type LoadEncoder = () => Promise<WebpEncoder>;

/**
 * The encoder for this host: `sharp`, but WebAssembly inside Electron on Linux, where the GLib that
 * libvips brings along meets the system's and can crash the process. When one cannot be loaded the
 * other is used, except for `sharp` in that one place. Rejects when none loads.
 */
export async function chooseEncoder(
  { platform, isElectron }: EncoderHost,
  loaders: { readonly sharp: LoadEncoder; readonly jsquash: LoadEncoder } = {
    sharp: sharpEncoder,
    jsquash: jsquashEncoder,
  },
): Promise<WebpEncoder> {
  if (platform === 'linux' && isElectron) return loaders.jsquash();
  try {
    return await loaders.sharp();
  } catch {
    return loaders.jsquash();
  }
}
