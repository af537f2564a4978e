import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { WebpEncoder } from '../ports.ts';

/**
 * WebP through libwebp as WebAssembly: nothing native, so it also works where `sharp` collides with
 * the libraries of the host. It runs on the calling thread, about 90 ms for 1920 x 1080, and its
 * memory stays at the largest picture encoded. Throws when the module cannot be loaded.
 */
export async function jsquashEncoder(): Promise<WebpEncoder> {
  const { default: encode, init } = await import('@jsquash/webp/encode.js');
  await init(await moduleFrom('@jsquash/webp/codec/enc/webp_enc_simd.wasm'));
  // Pictures are read back only where a person covers a part of one.
  let decoder: Promise<(webp: ArrayBuffer) => Promise<ImageData>> | null = null;
  return {
    name: 'jsquash',
    async encode({ rgb, width, height }) {
      // The module does not check: it would read on into earlier pictures in its memory.
      if (rgb.length !== width * height * 3)
        throw new RangeError(`${width} x ${height} is not the size of these pixels`);
      const picture = { data: rgbaFromRgb(rgb), width, height, colorSpace: 'srgb' } as ImageData;
      return new Uint8Array(await encode(picture, { quality: 60, method: 2 }));
    },
    async decode(webp) {
      decoder ??= loadDecoder();
      const { data, width, height } = await (await decoder)(Uint8Array.from(webp).buffer);
      return { rgb: rgbFromRgba(data), width, height };
    },
  };
}

async function loadDecoder(): Promise<(webp: ArrayBuffer) => Promise<ImageData>> {
  const { default: decode, init } = await import('@jsquash/webp/decode.js');
  await init(await moduleFrom('@jsquash/webp/codec/dec/webp_dec.wasm'));
  return decode;
}

/** The package fetches its modules by URL, which Node cannot do: read from its folder. */
async function moduleFrom(name: string) {
  const module = await WebAssembly.compile(await readFile(createRequire(import.meta.url).resolve(name)));
  return {
    instantiateWasm(imports: WebAssembly.Imports, onReady: (instance: WebAssembly.Instance) => void) {
      const instance = new WebAssembly.Instance(module, imports);
      onReady(instance);
      return instance.exports;
    },
  };
}

function rgbFromRgba(rgba: Uint8ClampedArray): Uint8Array {
  const rgb = new Uint8Array((rgba.length / 4) * 3);
  for (let from = 0, to = 0; from < rgba.length; from += 4, to += 3) {
    rgb[to] = rgba[from] as number;
    rgb[to + 1] = rgba[from + 1] as number;
    rgb[to + 2] = rgba[from + 2] as number;
  }
  return rgb;
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
