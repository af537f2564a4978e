import type { Rectangle } from '../../../../core/rectangle.ts';
import { SwayGone, SwayLink } from './sway-link.ts';
import { readTree, TreeUnreadable } from './tree.ts';

/** What bars leave of each output, by its name; null where no sway answers. */
export async function swayAreas(
  env: Readonly<Record<string, string | undefined>>,
): Promise<ReadonlyMap<string, Rectangle> | null> {
  const socketPath = env.SWAYSOCK || env.I3SOCK;
  if (!socketPath) return null;
  let link: SwayLink | null = null;
  try {
    link = await SwayLink.open(socketPath);
    const { outputs } = await readTree(link);
    return new Map(outputs.flatMap(({ name, area }) => (area === null ? [] : [[name, area] as const])));
  } catch (error) {
    if (error instanceof SwayGone || error instanceof TreeUnreadable) return null;
    throw error;
  } finally {
    link?.close();
  }
}
