import { drawsSession, keptShell } from '../../capture/wayland/gnome/kept-shell.ts';
import { ShellBus } from '../../capture/wayland/gnome/shell-bus.ts';
import { ShellGone } from '../../capture/wayland/gnome/shell-gone.ts';
import type { ShellLink } from '../../capture/wayland/gnome/shell-link.ts';
import type { RecordingSign } from '../../ports.ts';
import { WatchedSign } from '../watched-sign.ts';
import { ShellPills } from './shell-pills.ts';
import type { WaylandSignOptions } from './wayland-sign.ts';

/** The sign that our extension in GNOME Shell shows; null where none draws this session. */
export async function openShellSign({
  env,
  language,
  now,
  retryMs,
}: WaylandSignOptions): Promise<RecordingSign | null> {
  const bus = new ShellBus(env, { onExtension: () => void shell.open() });
  const shell = keptShell(env, bus, retryMs);
  if (!(await drawsSession(bus, env))) {
    bus.close();
    return null;
  }
  const sign = new WatchedSign({ language, now, isGone: (error) => error instanceof ShellGone });
  await shell.open();
  shell.follow({ up: (link) => showInShell(link, sign), down: (failure) => sign.down(failure) });
  return {
    show: (content) => sign.show(content),
    state: () => sign.state(),
    onChange: (listener) => sign.onChange(listener),
    async close() {
      await sign.close();
      shell.close();
      bus.close();
    },
  };
}

/** Windows that come or go, and monitors, may change what is seen of it. */
function showInShell(link: ShellLink, sign: WatchedSign): void {
  link.onHint((changed) => {
    if (changed === 'windows') sign.restacked();
  });
  sign.up(new ShellPills(link));
}
