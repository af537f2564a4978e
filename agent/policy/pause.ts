import { z } from 'zod';
import type { Circumstances } from '../../core/consent/consent.ts';
import type { Result } from '../../core/result.ts';
import { dayBounds, dayOf, hourMs, minuteMs, type Zone } from '../../core/time/calendar.ts';
import type { Instant } from '../../core/time/interval.ts';
import type { PauseLength } from '../../ipc/employee.ts';
import type { Vault } from '../vault/vault.ts';

const pauseSchema = z.object({ since: z.number(), until: z.number().nullable() }).nullable();

const fact = 'pause';

/** The pause when the agent last ran. An unreadable one holds until the person resumes. */
export function readPause(vault: Vault): Circumstances['pause'] {
  const text = vault.fact(fact);
  if (text === null) return null;
  try {
    return pauseSchema.parse(JSON.parse(text));
  } catch {
    return { since: 0, until: null };
  }
}

/** From `since` for as long as the person chose; a day ends in their `zone`. */
export function pauseOf(length: PauseLength, since: Instant, zone: Zone): NonNullable<Circumstances['pause']> {
  const until: Record<PauseLength, Instant | null> = {
    '15-minutes': since + 15 * minuteMs,
    '1-hour': since + hourMs,
    'until-tomorrow': dayBounds(dayOf(since, zone), zone).end,
    'until-resumed': null,
  };
  return { since, until: until[length] };
}

export function writePause(vault: Vault, pause: Circumstances['pause']): Result<void> {
  return vault.setFact(fact, JSON.stringify(pause));
}
