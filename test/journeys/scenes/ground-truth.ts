import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Desktop } from '../../desktop.ts';

/** Which window had the focus under which title, `[start, end)`, as a program that has nothing to do with ours saw it. */
export interface TrueSpan {
  readonly window: string;
  readonly title: string;
  readonly start: number;
  readonly end: number;
}

type Seen = { readonly at: number } & ({ readonly window: string } | { readonly of: string; readonly title: string });

export interface GroundTruth {
  /** The spans of `[from, to)`. */
  spans(from: number, to: number): TrueSpan[];
  close(): void;
}

/** On the way from one window to the next openbox says for a moment that none is active; that is no span. */
const passingMs = 100;

/** Has `xprop -spy` watch the active window and the titles of `windows` (decimal ids), and notes when it speaks. */
export async function watchTruth(desktop: Desktop, windows: readonly string[]): Promise<GroundTruth> {
  const seen: Seen[] = [];
  const spies = [
    spy(desktop, ['-root', '-spy', '_NET_ACTIVE_WINDOW'], (line) => {
      const id = /window id # (0x[0-9a-f]+)/.exec(line)?.[1];
      if (id !== undefined) seen.push({ at: Date.now(), window: String(Number(id)) });
    }),
    // xterm tells its title in the older property only; the programs of today in both.
    ...windows.map((of) =>
      spy(desktop, ['-id', of, '-spy', 'WM_NAME'], (line) => {
        const title = /^WM_NAME\(\w+\) = "(.*)"$/.exec(line)?.[1];
        if (title !== undefined) seen.push({ at: Date.now(), of, title });
      }),
    ),
  ];
  await Promise.all(spies.map(({ spoke }) => spoke));
  return {
    spans: (from, to) => fold(seen, from, to),
    close: () => {
      for (const { child } of spies) child.kill();
    },
  };
}

function spy(
  desktop: Desktop,
  args: string[],
  onLine: (line: string) => void,
): { child: ChildProcess; spoke: Promise<void> } {
  const child = spawn('xprop', args, { env: desktop.env, stdio: ['ignore', 'pipe', 'ignore'] });
  const spoke = new Promise<void>((resolve, reject) => {
    child.once('exit', () => reject(new Error(`xprop ${args.join(' ')} ended before it said anything`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      onLine(line);
      resolve();
    });
  });
  return { child, spoke };
}

function fold(seen: readonly Seen[], from: number, to: number): TrueSpan[] {
  const titles = new Map<string, string>();
  const spans: TrueSpan[] = [];
  let window: string | null = null;
  let since = from;
  const close = (at: number) => {
    const start = Math.max(since, from);
    const end = Math.min(at, to);
    if (window !== null && window !== '0' && end > start)
      join(spans, { window, title: titles.get(window) ?? '', start, end });
    since = at;
  };
  for (const each of seen) {
    if ('of' in each) {
      if (each.of === window && titles.get(each.of) !== each.title) close(each.at);
      titles.set(each.of, each.title);
    } else if (each.window !== window) {
      close(each.at);
      window = each.window;
    }
  }
  close(to);
  return spans;
}

/** Appends `next`, as one with the last where both show the same with hardly anything between. */
function join(spans: TrueSpan[], next: TrueSpan): void {
  const last = spans.at(-1);
  const touches = last !== undefined && next.start - last.end < passingMs;
  if (touches && last.window === next.window && last.title === next.title)
    spans[spans.length - 1] = { ...last, end: next.end };
  else spans.push(touches ? { ...next, start: last.end } : next);
}
