import { describe, expect, it } from 'vitest';
import { daySchema } from '../../../../core/ids.ts';
import { dataHref, periodHref, placeOf } from '../../../../renderer/employee/my-data/data-route.ts';
import { scales } from '../../../../renderer/parts/period/period-span.ts';

const day = daySchema.parse('2026-11-16');

describe('the address of a day', () => {
  it.each([[null], [{ start: 1_763_370_000_000, end: 1_763_373_600_000 }]])('leads back to it (%o)', (span) => {
    expect(placeOf(dataHref(day, span))).toEqual({ day, span, scale: null });
  });

  it.each([
    ['', null],
    ['#data', null],
    ['#data/', null],
    ['#today/2026-11-16', null],
    ['#data/2026-02-30', null],
    ['#data/yesterday', null],
    ['#data/2026-11-16/', day],
    ['#data/2026-11-16/now', day],
    ['#data/2026-11-16/5', day],
    ['#data/2026-11-16/9-5', day],
    ['#data/2026-11-16/5-5', day],
    ['#data/2026-11-16/-5-9', day],
    ['#data/2026-11-16/1e3-9e9', day],
    ['#data/2026-11-16/1-9999999999999999', day],
  ])('%s names the day %s and no span', (hash, named) => {
    expect(placeOf(hash)).toEqual({ day: named, span: null, scale: null });
  });

  it.each(scales)('of the %s that it is in leads back to it', (scale) => {
    expect(placeOf(periodHref(scale, day))).toEqual({ day, span: null, scale });
  });
});
