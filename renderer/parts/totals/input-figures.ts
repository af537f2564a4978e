import type { DayView } from '../../../core/day/view.ts';

/** Which figures of input a day has: where nothing can be counted, that no key was counted says nothing. */
export interface InputFigures {
  readonly counts: boolean;
  readonly seconds: boolean;
}

export function inputFiguresOf({ minutes, inputMinutes, sensors }: InputOfDay): InputFigures {
  const seconds = inputMinutes.length > 0 || sensors.some(({ sensor, ok }) => sensor === 'input-seconds' && ok);
  return { counts: minutes.length > 0 || !seconds, seconds };
}

type InputOfDay = Pick<DayView, 'minutes' | 'inputMinutes' | 'sensors'>;
