import { existsSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { hasMarker, writeMarker } from '../../agent/consent/withdrawal-marker.ts';
import { enrolledPath } from '../../agent/enrolment/enrolled-file.ts';
import type { Result } from '../../core/result.ts';
import { problemText } from '../../messages/problem-text.ts';
import { openedWith } from './opened-with.ts';

interface WithdrawingApp {
  requestSingleInstanceLock(): boolean;
  whenReady(): Promise<void>;
  exit(code: number): void;
}

interface RemovalPorts {
  readonly app: WithdrawingApp;
  readonly dataFolder: string;
  /** Takes away what browsers were told of the program. */
  readonly leaveBrowsers: () => Promise<Result<null>>;
  /** Withdraws where no other instance runs, once the app is ready. Answers whether that is on the disk. */
  readonly alone: () => Promise<boolean>;
  readonly log: (reason: string) => void;
  /** How long another instance is given to withdraw. */
  readonly answerMs?: number;
}

/**
 * Whether a program's arguments ask for `--withdraw`, as an uninstaller does. Never beside a file or link to open: those come from elsewhere, and
 * what is smuggled in with one must not withdraw for the person.
 */
export function asksToWithdraw(args: readonly string[], folder: string): boolean {
  return args.includes('--withdraw') && openedWith(args, folder) === null;
}

/**
 * Withdraws everything without a window, and exits. The marker file comes first: whatever fails after it, everything counts as withdrawn. An instance
 * that runs is asked by the single-instance lock, obeys the marker file besides, and quits by itself.
 */
export async function withdrawAndExit(ports: RemovalPorts): Promise<void> {
  const { app, dataFolder, leaveBrowsers, alone, log, answerMs = 10_000 } = ports;
  // Where nobody is enrolled there is nothing to withdraw, and nothing is left behind.
  const marked = existsSync(enrolledPath(dataFolder)) ? await writeMarker(dataFolder) : null;
  const left = await leaveBrowsers();
  if (!left.ok) log(`browsers still know of the program: ${problemText('en', left.problem).what}`);
  if (marked === null) return app.exit(0);
  if (!marked.ok) log(`the mark could not be left: ${problemText('en', marked.problem).what}`);
  if (!app.requestSingleInstanceLock()) {
    const end = Date.now() + answerMs;
    while (hasMarker(dataFolder) && Date.now() < end) await wait(50);
    return app.exit(marked.ok ? 0 : 1);
  }
  await app.whenReady();
  app.exit((await alone()) || marked.ok ? 0 : 1);
}
