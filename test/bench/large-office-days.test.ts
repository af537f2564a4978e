import { expect, test } from 'vitest';
import { at } from '../../bench/large-office/at.ts';
import { openOfficeStore } from '../../bench/large-office/bucket/open-store.ts';
import { planOffice, variantOf } from '../../bench/large-office/plan.ts';
import { visit } from '../../bench/large-office/visit.ts';
import { unwrap } from '../../core/result.ts';
import { scratchFolder } from '../bucket/scratch.ts';

// Sealing thousands of objects takes its time on a busy machine.

/** One day of each variant. */
const size = { people: 1, days: 4, seed: 'whole' };
const { workers, days } = planOffice(size);

test('every day opens as verified by the product’s own service, and stays so when every object is checked', async () => {
  const { store, reach } = await openOfficeStore(await scratchFolder(), size);
  const { service, requests, close } = await visit(reach);
  try {
    const people = unwrap(await service.people({}));
    expect(people.map(({ name }) => name)).toEqual(workers.map(({ name }) => name));
    const { person } = at(workers, 0);
    for (const [index, day] of days.entries()) {
      const { devices } = unwrap(await service.openDay({ person, day, reason: 'A test' }));
      const { chain, view, sheets } = at(devices, 0);
      expect(chain).toEqual({ state: 'verified', links: 65, objects: 104, faults: [] });
      expect(view?.day).toBe(day);
      expect(new Date(view?.first ?? 0).toISOString()).toBe(`${day}T08:00:00.000Z`);
      expect(view?.shots).toHaveLength(48);
      expect(sheets.flatMap(({ cells }) => cells)).toEqual(view?.shots.map(({ id }) => id));
      expect(view?.entries).toHaveLength(variantOf(0, index) === 1 ? 1 : 0);
      const checked = await checkAll(() => service.checkDay({ person, day }));
      expect(checked).toMatchObject([{ chain: { state: 'verified', faults: [] } }]);
    }
    expect(requests()).toBeGreaterThan(4 * 170);
  } finally {
    close();
    await store.close();
  }
});

test('sums, presence and pictures are the ones of the days themselves', async () => {
  const { store, reach } = await openOfficeStore(await scratchFolder(), size);
  const { service, close } = await visit(reach);
  try {
    const { person } = at(workers, 0);
    const span = { from: at(days, 0), to: at(days, days.length - 1) };
    const period = unwrap(await service.period({ person, ...span, reason: 'A test' }));
    expect(period.missing).toEqual([]);
    expect(period.days.map(({ day }) => day)).toEqual(days);
    for (const sums of period.days) {
      const { devices } = unwrap(await service.openDay({ person, day: sums.day, reason: 'A test' }));
      expect(devices[0]?.view?.totals).toEqual({ inputSeconds: 0, ...sums.totals });
      expect(sums.categories.map(({ category }) => category)).toContain('building');
    }
    const [presence] = unwrap(await service.presence({ people: [person] }));
    expect(presence?.latest).toMatchObject({ day: days.at(-1), recordedMs: period.days.at(-1)?.totals.recordedMs });
    const day = at(days, 0);
    const part = at(unwrap(await service.openDay({ person, day, reason: 'A test' })).devices, 0);
    const { device, sheets } = part;
    for (const { name } of sheets) {
      const { webp } = unwrap(await service.sheet({ person, day, device, name }));
      expect(Buffer.from(webp, 'base64').subarray(8, 12).toString()).toBe('WEBP');
    }
    const { id } = at(part.view?.shots ?? [], 0);
    const { webp } = unwrap(await service.picture({ person, day, device, id }));
    expect(Buffer.from(webp, 'base64').subarray(8, 12).toString()).toBe('WEBP');
  } finally {
    close();
    await store.close();
  }
});

async function checkAll<T extends { done: number; total: number; devices: unknown }>(
  step: () => Promise<Parameters<typeof unwrap<T>>[0]>,
): Promise<unknown> {
  for (;;) {
    const { done, total, devices } = unwrap(await step());
    if (done >= total) return devices;
  }
}
