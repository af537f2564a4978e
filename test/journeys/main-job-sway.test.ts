import { describe, it } from 'vitest';
import type { Rectangle } from '../../core/rectangle.ts';
import { startSway } from '../sway-desktop.ts';
import { mainJobOnWayland, type WaylandScene } from './main-job-wayland.ts';

interface Node {
  readonly name: string | null;
  readonly rect: Rectangle;
  readonly deco_rect: Rectangle;
  readonly nodes: readonly Node[];
}

describe.skipIf(process.platform !== 'linux')('the main job on sway (Linux)', () => {
  it(
    'records windows, input, idle time, lock, pause and pictures, and nothing that is excluded or typed',
    {
      timeout: 400_000,
    },
    () => mainJobOnWayland('sway', openSway),
  );
});

async function openSway(): Promise<WaylandScene> {
  const desktop = await startSway();
  return {
    env: { ...desktop.env, DISPLAY: ':0' },
    appId: 'foot',
    openTerminal: desktop.openTerminal,
    focus: (title) => desktop.tell(`[title="${title.split(':')[0]}"]`, 'focus'),
    // A tenth of a second after each letter.
    type: (text) => desktop.run('wtype', '-d', '100', text),
    /** With the title bar. */
    async boundsOf(title) {
      const root = JSON.parse((await desktop.run('swaymsg', '-r', '-t', 'get_tree')).toString()) as Node;
      const all = (node: Node): readonly Node[] => [node, ...node.nodes.flatMap(all)];
      const found = all(root).find(({ name }) => name === title);
      if (found === undefined) throw new Error(`no window ${title}`);
      const { rect, deco_rect: deco } = found;
      return { ...rect, y: rect.y - deco.height, height: rect.height + deco.height };
    },
    close: desktop.close,
  };
}
