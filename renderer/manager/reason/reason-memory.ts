import { useRef } from 'react';

/**
 * The reason that was last given for each person, team and search, so that it need not be typed again after the key was locked or for the next
 * day. It is the viewer's own words and stays in this page's memory; nothing is opened by it: it is asked for, filled in.
 */
export interface ReasonMemory {
  of(subject: string): string | null;
  keep(subject: string, reason: string): void;
}

export function useReasonMemory(): ReasonMemory {
  const memory = useRef<ReasonMemory>(null);
  if (memory.current === null) {
    const kept = new Map<string, string>();
    memory.current = {
      of: (subject) => kept.get(subject) ?? null,
      keep: (subject, reason) => {
        kept.set(subject, reason);
      },
    };
  }
  return memory.current;
}
