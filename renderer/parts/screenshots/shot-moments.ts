import type { ShotId } from '../../../core/ids.ts';
import type { Instant } from '../../../core/time/interval.ts';
import { tParts as t } from '../messages.ts';

export interface MomentShot {
  readonly id: ShotId;
  /** Whose picture to show: another's where the screen had not changed since. */
  readonly source: ShotId;
  readonly monitor: string;
  readonly width: number;
  readonly height: number;
  /** What there is to say of it: covered windows, no change. Empty for nothing. */
  readonly note: string;
}

/** The monitors' pictures of one moment. */
export interface ShotMoment {
  readonly at: Instant;
  readonly shots: readonly MomentShot[];
}

const togetherMs = 5000;

/** Pictures in order of time, grouped where they follow within five seconds and show different monitors. */
export function momentsOf(shots: readonly (MomentShot & { readonly at: Instant })[]): ShotMoment[] {
  const moments: { at: Instant; shots: MomentShot[] }[] = [];
  for (const { at, ...shot } of [...shots].sort((a, b) => a.at - b.at)) {
    const last = moments.at(-1);
    const isSame =
      last !== undefined && at - last.at < togetherMs && !last.shots.some(({ monitor }) => monitor === shot.monitor);
    if (isSame) last.shots.push(shot);
    else moments.push({ at, shots: [shot] });
  }
  return moments;
}

/** `1 window covered`, `screen had not changed`, both or neither. */
export function shotNote(covered: number, unchanged: boolean): string {
  const notes = [];
  if (covered > 0) notes.push(t('shot-covered', { count: covered }));
  if (unchanged) notes.push(t('shot-unchanged'));
  return notes.join(' · ');
}
