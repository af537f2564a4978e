import { appendFileSync } from 'node:fs';
import { browsersOfLinux } from '../../../agent/browsers/browser-system.ts';
import { openBrowsers } from '../../../agent/browsers/browsers.ts';
import { browsersUnderNode } from '../../../agent/browsers/node-setup.ts';
import { openCapturePlatform } from '../../../agent/capture/detect.ts';

/** One line of what an agent is told, as `agent-ear.ts` writes it. */
export interface HeardLine {
  /** Since when it is so, by the agent. */
  readonly at: number;
  /** When the agent was told. */
  readonly now: number;
  readonly title: string | null;
  /** The page's address; null: not told, or no window. */
  readonly url: string | null;
}

/**
 * What an agent hears of windows and pages, in a process of its own that can be killed:
 * `node agent-ear.ts FOLDER HOME FILE`, in the environment of a desktop.
 */
if (import.meta.main) {
  const [folder = '', home = '', file = ''] = process.argv.slice(2);
  const clock = { now: () => Date.now() };
  const node = browsersUnderNode('linux', {});
  if (node === null) throw new Error('no setup for this system');
  const env = { ...process.env };
  const browsers = await openBrowsers(folder, { ...node, system: browsersOfLinux({ home, config: null }) }, clock);
  const platform = browsers.join(await openCapturePlatform({ platform: 'linux', env, clock }));
  await platform.activeWindow.start((reading, at) => {
    const window = reading.kind === 'window' ? reading.window : null;
    const line: HeardLine = { at, now: clock.now(), title: window?.title ?? null, url: window?.url ?? null };
    appendFileSync(file, `${JSON.stringify(line)}\n`);
  });
}
