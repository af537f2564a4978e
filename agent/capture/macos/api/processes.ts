import type { ForeignLibrary } from '../../../../ffi/library.ts';

export interface Processes {
  /**
   * `proc_pidpath` of libproc (`libproc.h`): the executable's path. Null: no such process, or one
   * that this account may not look at, which is said by 0 bytes.
   */
  pathOf(pid: number): string | null;
}

/** PROC_PIDPATHINFO_MAXSIZE. */
const longestPath = 4_096;

export function bindProcesses(library: ForeignLibrary): Processes {
  const pathOf = library.declare<(pid: number, into: Buffer, bytes: number) => number>(
    'int proc_pidpath(int pid, void *buffer, uint32 bytes)',
  );
  return {
    pathOf(pid) {
      const buffer = Buffer.alloc(longestPath);
      const bytes = pathOf(pid, buffer, longestPath);
      return bytes > 0 && bytes <= longestPath ? buffer.toString('utf8', 0, bytes) : null;
    },
  };
}
