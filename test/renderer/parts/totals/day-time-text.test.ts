import { describe, expect, it } from 'vitest';
import { sumOfTimes } from '../../../../core/day/day-time.ts';
import { dayTimeText } from '../../../../renderer/parts/totals/day-time-text.ts';
import { inLanguage } from '../../fixtures/in-language.ts';

const minute = 60_000;
const timeOf = (change: object) => ({ ...sumOfTimes([]), recordedMs: 19 * minute, ...change });
const approved = { addedMs: 35 * minute, approvedMs: 20 * minute, waitingMs: 10 * minute, declinedMs: 5 * minute };

describe('the time of a day in a sentence', () => {
  it.each([
    ['nothing added', {}, '19 min recorded'],
    ['added and free', { addedMs: 35 * minute, freeMs: 35 * minute }, '19 min recorded + 35 min added'],
    [
      'answers that are not known',
      { addedMs: 35 * minute, freeMs: 15 * minute, unknownMs: 20 * minute },
      '19 min recorded + 35 min added, of which 20 min whose approval could not be read',
    ],
    [
      'each standing',
      approved,
      '19 min recorded + 35 min added, of which 20 min approved, 10 min waiting for approval and 5 min declined',
    ],
  ])('with %s', (_, change, text) => expect(dayTimeText(timeOf(change))).toBe(text));

  it.each([
    [
      'de',
      '19 min aufgezeichnet + 35 min ergänzt, davon 20 min genehmigt, 10 min noch nicht genehmigt und 5 min abgelehnt',
    ],
    [
      'es',
      '19 min registrados + 35 min añadidos, de ellos 20 min aprobados, 10 min a la espera de aprobación y 5 min rechazados',
    ],
  ] as const)('in %s', (language, text) =>
    expect(inLanguage(language, () => dayTimeText(timeOf(approved)))).toBe(text),
  );
});
