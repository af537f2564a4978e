import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { WebpEncoder } from '../ports.ts';

/**
 * WebP through libwebp as WebAssembly: nothing native, so it also works where `sharp` collides with the libraries of the
 * host. It runs on the calling thread, about 90 ms for 1920 x 1080, and its memory stays at the largest picture encoded. Throws when the
 * module cannot be loaded.
 */
export async function jsquashEncoder(): Promise<WebpEncoder> {
  const { default: encode, init } = await import('@jsquash/webp/encode.js');
  // The package fetches its module by URL, which Node cannot do for files: it is read from the package's folder here.
  const path = createRequire(import.meta.url).resolve('@jsquash/webp/codec/enc/webp_enc_simd.wasm');
  const module = await WebAssembly.compile(await readFile(path));
  await init({
    instantiateWasm(imports: WebAssembly.Imports, onReady: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(module, imports);
      onReady(instance);
      return instance.exports;
    },
  });
  return {
    name: 'jsquash',
    async encode({ rgb, width, height }) {
      // The module does not check: it would go on into what its memory still holds of earlier pictures.
      if (rgb.length !== width * height * 3)
        throw new RangeError(`${width} x ${height} is not the size of these pixels`);
      const picture = { data: rgbaFromRgb(rgb), width, height, colorSpace: 'srgb' } as ImageData;
      return new Uint8Array(await encode(picture, { quality: 60, method: 2 }));
    },
  };
}

function rgbaFromRgb(rgb: Uint8Array): Uint8ClampedArray {
  const rgba = new Uint8ClampedArray((rgb.length / 3) * 4).fill(255);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] as number;
    rgba[to + 1] = rgb[from + 1] as number;
    rgba[to + 2] = rgb[from + 2] as number;
  }
  return rgba;
}
