import { vi } from 'vitest';
import { daySchema } from '../../../core/ids.ts';
import type { Purpose } from '../../../core/organisation/purpose.ts';
import { Recording } from '../../fixtures/day/recordings.ts';

export const noon = Date.parse('2026-06-01T12:00:00Z');
export const day = daySchema.parse('2026-06-01');
export const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

export async function started(...agreed: Purpose[]): Promise<Recording> {
  const recording = new Recording();
  await recording.conductor.start();
  await recording.agree(...agreed);
  return recording;
}
