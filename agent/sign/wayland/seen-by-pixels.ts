import { canCopyScreen, copyScreen, NoScreenPixels } from '../../capture/wayland/wire/screencopy.ts';
import type { WaylandLink } from '../../capture/wayland/wire/wayland-link.ts';
import type { LayerPlace } from './layer-pill.ts';
import type { SignEye } from './layer-pills.ts';
import { isSeenAs } from './pill-place.ts';

/** The sign is seen where the pixels of the screen show it. */
export function seenByPixels(link: WaylandLink): SignEye {
  return {
    canSee: () => canCopyScreen(link),
    async areSeen(places) {
      for (const where of places) if (!(await isSeen(link, where))) return false;
      return true;
    },
  };
}

/** Whether the screen shows there what it should; false where that cannot be told. */
async function isSeen(link: WaylandLink, { output, place, drawn }: LayerPlace): Promise<boolean> {
  try {
    return isSeenAs(await copyScreen(link, output, place), drawn);
  } catch (error) {
    if (error instanceof NoScreenPixels) return false;
    throw error;
  }
}
