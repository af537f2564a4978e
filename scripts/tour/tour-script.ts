import type { Desktop } from '../../test/desktop.ts';
import type { TourWindows } from './tour-desktop.ts';

/** What was really done on the desktop, to compare with what was recorded. */
export interface Driven {
  keys: number;
  clicks: number;
  scrolls: number;
  /** When each window was given the focus, as the window manager said (UTC ms). */
  readonly focus: { readonly window: keyof TourWindows; readonly at: number }[];
}

export interface TourScriptOptions {
  readonly desktop: Desktop;
  readonly windows: TourWindows;
  readonly onStep: (text: string) => void;
  readonly pause: () => Promise<unknown>;
  readonly resume: () => Promise<unknown>;
}

/** A minute at a desk: about five seconds a step, with real keys, clicks and wheel. */
export async function driveTour({ desktop, windows, onStep, pause, resume }: TourScriptOptions): Promise<Driven> {
  const driven: Driven = { keys: 0, clicks: 0, scrolls: 0, focus: [] };
  const focus = async (window: keyof TourWindows): Promise<void> => {
    await desktop.activate(windows[window]);
    driven.focus.push({ window, at: Date.now() });
  };
  const type = async (text: string): Promise<void> => {
    await desktop.xdotool('type', '--delay', '40', text);
    // Lower-case letters, digits and spaces only: one key each, none with Shift.
    driven.keys += text.length;
  };
  const key = async (name: string): Promise<void> => {
    await desktop.xdotool('key', name);
    driven.keys += 1;
  };
  const click = async (x: number, y: number): Promise<void> => {
    await desktop.xdotool('mousemove', String(x), String(y), 'click', '1');
    driven.clicks += 1;
  };
  const scroll = async (steps: number): Promise<void> => {
    await desktop.xdotool('click', '--repeat', String(steps), '--delay', '120', '5');
    driven.scrolls += steps;
  };

  onStep('writing in the editor');
  await focus('editor');
  await type('minutes of the meeting');
  await key('Return');
  await type('the new release goes out on friday');
  await rest(4);
  onStep('reading a page in the browser');
  await focus('browser');
  await click(1100, 300);
  await scroll(12);
  await rest(6);
  await scroll(8);
  await rest(2);
  onStep('typing in the terminal');
  await focus('terminal');
  await type('make test');
  await key('Return');
  await rest(5);
  onStep('opening a window that is excluded');
  await focus('diary');
  await type('nobody reads this');
  await rest(5);
  onStep('pausing for six seconds');
  await pause();
  // These are typed while paused, and so are not counted.
  await desktop.xdotool('type', '--delay', '40', 'a private word');
  await rest(5);
  await resume();
  onStep('back to the editor');
  await focus('editor');
  await click(300, 300);
  await type('and the handbook is read');
  await rest(8);
  onStep('a last look at the terminal');
  await focus('terminal');
  await type('exit');
  await rest(6);
  return driven;
}

function rest(seconds: number): Promise<void> {
  return new Promise((done) => setTimeout(done, seconds * 1000));
}
