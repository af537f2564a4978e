import { readdirSync, readFileSync } from 'node:fs';

/** What a process has used so far, from /proc (proc(5)). */
export interface ProcessUsage {
  /** CPU of all its threads, and of children that it has waited for, in ms. */
  readonly cpuMs: number;
  /** How often its threads gave the processor up and were woken again. */
  readonly wakeUps: number;
  readonly residentMb: number;
}

export function usageOf(pid: number): ProcessUsage {
  const threads = readdirSync(`/proc/${pid}/task`);
  // schedstat counts nanoseconds; the ticks in stat are 10 ms, too coarse for a process at rest.
  const ownNs = sum(
    threads.map((thread) => Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ')[0])),
  );
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const childTicks = Number(fields[13]) + Number(fields[14]);
  const wakeUps = sum(
    threads.map((thread) =>
      Number(
        /^voluntary_ctxt_switches:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/task/${thread}/status`, 'utf8'))?.[1] ?? 0,
      ),
    ),
  );
  const resident = Number(/^VmRSS:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  return { cpuMs: ownNs / 1e6 + childTicks * 10, wakeUps, residentMb: resident / 1024 };
}

/** `pid` and its processes beside it, but for those whose command names `without`. */
export function processesOf(pid: number, without: string): number[] {
  const children = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  const counted = children.filter((child) => !readFileSync(`/proc/${child}/cmdline`, 'utf8').includes(without));
  return [pid, ...counted.flatMap((child) => processesOf(child, without))];
}

export function usedSince(before: ProcessUsage, after: ProcessUsage): ProcessUsage {
  return { cpuMs: after.cpuMs - before.cpuMs, wakeUps: after.wakeUps - before.wakeUps, residentMb: after.residentMb };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}
