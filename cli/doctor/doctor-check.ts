import type { SensorState } from '../../agent/ports.ts';
import { type ProblemText, problemText } from '../../messages/problem-text.ts';

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

export function fails(id: string, { what, remedy }: ProblemText): Check {
  return { id, state: 'fails', what, remedy };
}

export function ofSensor(id: string, state: SensorState): Check {
  if (state.ok) return works(id, 'It answers.');
  const { what, remedy } = problemText('en', state.reason);
  return missing(id, what, remedy === '' ? null : remedy);
}
