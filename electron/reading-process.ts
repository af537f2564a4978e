import type { UtilityProcess } from 'electron';
import type { BesideProcess } from '../viewer/day/segment-worker.ts';

/** What this takes of Electron's `utilityProcess`. The packaged program is no bare Node, so that nothing can be forked from it. */
interface UtilityProcesses {
  fork(
    modulePath: string,
    args: string[],
    options: object,
  ): Pick<UtilityProcess, 'postMessage' | 'kill' | 'on' | 'once'>;
}

/** The process beside the main one in which days are unpacked and parsed. Electron allows it once the app is ready. */
export function utilityReading(processes: UtilityProcesses, modulePath: string): BesideProcess {
  const child = processes.fork(modulePath, [], {
    execArgv: ['--max-old-space-size=512'],
    env: {},
    stdio: 'ignore',
    serviceName: 'Plainsight reading',
  });
  let hasEnded = false;
  const ended = new Set<() => void>();
  child.once('exit', () => {
    hasEnded = true;
    for (const listener of ended) listener();
    ended.clear();
  });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onEnd: (listener) => {
      if (hasEnded) listener();
      else ended.add(listener);
    },
    // The app lives until it is quit, whatever runs beside it.
    hold: () => {},
    kill: () => void child.kill(),
  };
}
