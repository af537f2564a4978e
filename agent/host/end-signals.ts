/**
 * How somebody ends a program that should keep everything first. On Windows a console tells it: Ctrl+C, Ctrl+Break, and its window
 * that is closed, after which some five seconds are left. Other programs cannot: what they call a signal there ends it at once.
 */
export function endSignals(platform: NodeJS.Platform = process.platform): readonly NodeJS.Signals[] {
  return platform === 'win32' ? ['SIGINT', 'SIGBREAK', 'SIGHUP'] : ['SIGTERM', 'SIGINT', 'SIGHUP'];
}

/** Answers at the first of these signals. A second one finds no handler and ends the process at once. */
export function untilTold(platform: NodeJS.Platform = process.platform): Promise<NodeJS.Signals> {
  const signals = endSignals(platform);
  return new Promise((resolve) => {
    const stop = (signal: NodeJS.Signals): void => {
      for (const each of signals) process.removeListener(each, stop);
      resolve(signal);
    };
    for (const signal of signals) process.on(signal, stop);
  });
}
