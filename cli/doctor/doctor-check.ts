import type { SensorState } from '../../agent/ports.ts';
import type { Problem } from '../../core/problem.ts';

/** One thing that was looked at. `missing`: something optional is not there; `fails`: Plainsight cannot do its work like this. */
export interface Check {
  readonly id: string;
  readonly state: 'works' | 'missing' | 'fails';
  readonly what: string;
  /** What to do, where there is something to do. */
  readonly remedy: string | null;
}

export function works(id: string, what: string): Check {
  return { id, state: 'works', what, remedy: null };
}

export function missing(id: string, what: string, remedy: string | null): Check {
  return { id, state: 'missing', what, remedy };
}

export function fails(id: string, { what, remedy }: Pick<Problem, 'what' | 'remedy'>): Check {
  return { id, state: 'fails', what, remedy };
}

export function ofSensor(id: string, state: SensorState): Check {
  if (state.ok) return works(id, 'It answers.');
  return missing(id, state.reason, state.remedy ?? null);
}
