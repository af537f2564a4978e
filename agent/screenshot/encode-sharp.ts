import type { WebpEncoder } from '../ports.ts';

/**
 * WebP through libvips, off the main thread. Imported when first needed. Throws when `sharp` has no
 * binary for this system. One thread and no cache: measured, a second thread costs CPU and gains no
 * time.
 */
export async function sharpEncoder(): Promise<WebpEncoder> {
  const { default: sharp } = await import('sharp');
  sharp.concurrency(1);
  sharp.cache(false);
  return {
    name: 'sharp',
    async encode({ rgb, width, height }) {
      return sharp(rgb, { raw: { width, height, channels: 3 }, limitInputPixels: false })
        .webp({ quality: 60, effort: 2 })
        .toBuffer();
    },
    async decode(webp) {
      const { data, info } = await sharp(webp, { limitInputPixels: false })
        .removeAlpha()
        .raw()
        .toBuffer({ resolveWithObject: true });
      return { rgb: data, width: info.width, height: info.height };
    },
  };
}
