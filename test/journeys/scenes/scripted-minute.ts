import type { CastWindow, DrivenDesktop } from './driven-desktop.ts';

/** What was done with keyboard and mouse, counted by whoever did it. */
export interface Done {
  keys: number;
  clicks: number;
  scrolls: number;
  /** Every text that was typed, in the order of typing. */
  readonly typed: string[];
}

/** Characters that take Shift on the US layout that X servers begin with: Shift is a key of its own. */
const shifted = /[A-Z~!@#$%^&*()_+{}|:"<>?]/g;

export function pressesFor(text: string): number {
  return text.length + (text.match(shifted)?.length ?? 0);
}

/** The hands of the scripted minute. Every move is a real input event of the X server. */
export class Hands {
  readonly done: Done = { keys: 0, clicks: 0, scrolls: 0, typed: [] };
  readonly #scene: Pick<DrivenDesktop, 'desktop'>;

  constructor(scene: Pick<DrivenDesktop, 'desktop'>) {
    this.#scene = scene;
  }

  to(target: CastWindow): Promise<void> {
    return this.#scene.desktop.activate(target.window);
  }

  async type(text: string): Promise<void> {
    await this.#scene.desktop.xdotool('type', '--delay', '25', text);
    this.done.keys += pressesFor(text);
    this.done.typed.push(text);
  }

  async press(key: string, times = 1): Promise<void> {
    await this.#scene.desktop.xdotool('key', '--delay', '20', '--repeat', String(times), key);
    this.done.keys += times;
  }

  /** A click at a place inside the window, both from 0 to 1. */
  async click({ bounds }: CastWindow, across: number, down: number): Promise<void> {
    const x = Math.round(bounds.x + bounds.width * across);
    const y = Math.round(bounds.y + bounds.height * down);
    await this.#scene.desktop.xdotool('mousemove', String(x), String(y), 'click', '1');
    this.done.clicks += 1;
  }

  async scroll(notches: number, direction: 'up' | 'down'): Promise<void> {
    const button = direction === 'up' ? '4' : '5';
    await this.#scene.desktop.xdotool('click', '--repeat', String(notches), '--delay', '40', button);
    this.done.scrolls += notches;
  }
}

export interface MinuteTexts {
  readonly secret: string;
  readonly ordinary: string;
  readonly note: string;
  readonly comment: string;
  readonly diary: string;
}

/** The scripted minute: each step begins at its second, `beside` runs along at half time and is waited for. */
export async function driveMinute(
  scene: DrivenDesktop,
  texts: MinuteTexts,
  beside: () => Promise<void>,
): Promise<Done> {
  const hands = new Hands(scene);
  const { terminal, editor, browser, diary } = scene;
  let aside: Promise<void> = Promise.resolve();
  const steps: readonly (readonly [second: number, act: () => Promise<unknown>])[] = [
    [1, () => hands.type(`${texts.ordinary} then `)],
    [4, () => hands.type(texts.secret)],
    [6, () => hands.type(' and on\n')],
    [9, () => hands.to(editor)],
    [10, () => hands.click(editor, 0.5, 0.6)],
    [11, () => hands.press('End', 2)],
    [12, () => hands.type(texts.note)],
    [20, () => hands.to(browser)],
    [21, () => hands.click(browser, 0.2, 0.42)],
    [22, () => hands.type(texts.comment)],
    [26, () => hands.scroll(12, 'down')],
    [29, () => hands.scroll(5, 'up')],
    [
      30,
      async () => {
        aside = beside();
        // Whatever went wrong there is told at the end of the minute.
        aside.catch(() => {});
      },
    ],
    [33, () => hands.to(diary)],
    [34, () => hands.type(`${texts.diary}\n`)],
    [40, () => hands.to(terminal)],
    [41, () => hands.click(terminal, 0.5, 0.5)],
    [42, () => hands.type('ls -la\n')],
    [46, () => hands.to(editor)],
    [47, () => hands.press('Return', 3)],
    [48, () => hands.type('done for today')],
    [54, () => hands.to(terminal)],
    [60, async () => undefined],
  ];
  const began = Date.now();
  for (const [second, act] of steps) {
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, began + second * 1000 - Date.now())));
    await act();
  }
  await aside;
  return hands.done;
}
