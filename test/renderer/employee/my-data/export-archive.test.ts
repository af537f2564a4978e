import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { Day, ShotId } from '../../../../core/ids.ts';
import { problem } from '../../../../core/problem.ts';
import { parseExport } from '../../../../core/reports/export.ts';
import { fail, ok } from '../../../../core/result.ts';
import {
  type ExportChoice,
  type ExportProgress,
  type ExportSource,
  exportDays,
} from '../../../../renderer/employee/my-data/export-archive.ts';
import { zone } from '../../fixtures/days.ts';
import { dataWorld, fullDays } from '../../fixtures/employee/data-scene.ts';

const world = dataWorld();
const about = { person: 'Ana Müller', organisation: 'Office', from: '2026-11-13', to: '2026-11-16', zone };
const [first, second] = [...fullDays].sort().slice(-2) as [Day, Day];
const broken = fail(problem('vault-unreadable', { part: 'journal' }));
/** Every byte value, so that text handling anywhere on the way would show. */
const bytesOf = (id: ShotId) => Buffer.from(Array.from({ length: 300 }, (_, index) => (Number(id) + index) % 256));

function sourceOf(change: Partial<ExportSource> = {}): ExportSource & { readonly asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    records: async (day) => {
      asked.push(day);
      return ok(world.days.get(day) ?? []);
    },
    picture: async (id) => {
      asked.push(id);
      return ok({ webp: bytesOf(id).toString('base64') });
    },
    answers: async () => ok({ answers: [] }),
    ...change,
  };
}

async function made(source: ExportSource, choice: Partial<ExportChoice>, days = [first, second]) {
  const progress: ExportProgress[] = [];
  const all = { json: false, csv: false, pictures: false, ...choice };
  const abort = new AbortController();
  const result = await exportDays(source, days, all, { now: world.now, zone, about }, abort.signal, (each) =>
    progress.push(each),
  );
  if (result === null || !result.ok) throw new Error('nothing was made');
  return { ...result.value, files: unzipSync(Buffer.concat(result.value.parts)), progress };
}

describe('an export', () => {
  it('gives the records back as they were', async () => {
    const { files } = await made(sourceOf(), { json: true });
    expect(Object.keys(files)).toEqual(['about.csv', 'export.json']);
    const said = strFromU8(files['about.csv'] as Uint8Array);
    for (const [what, value] of Object.entries(about)) expect(said).toContain(`${what},${value}`);
    expect(said).toContain(`exported_utc,${new Date(world.now).toISOString().slice(0, 16)}`);
    const read = parseExport(strFromU8(files['export.json'] as Uint8Array));
    expect(read).toEqual(ok([first, second].map((day) => ({ day, zone, records: world.days.get(day) }))));
  });

  it('holds tables that name every picture, and pictures that are the same to the byte', async () => {
    const { files, pictures, missingDays, missingPictures } = await made(sourceOf(), { csv: true, pictures: true });
    const names = Object.keys(files).filter((name) => name.startsWith('pictures/'));
    const shots = [first, second].flatMap((day) =>
      (world.days.get(day) ?? []).flatMap((record) =>
        record.kind === 'shot' && record.sameAs === null ? [{ day, id: record.id }] : [],
      ),
    );
    expect(names.sort()).toEqual(shots.map(({ day, id }) => `pictures/${day}/${id}.webp`).sort());
    expect([pictures, missingDays, missingPictures]).toEqual([shots.length, 0, 0]);
    const table = strFromU8(files['shots.csv'] as Uint8Array);
    for (const { day, id } of shots) {
      const name = `pictures/${day}/${id}.webp`;
      expect(Buffer.from(files[name] as Uint8Array).equals(bytesOf(id))).toBe(true);
      expect(table).toContain(name);
    }
    expect(Object.keys(files)).not.toContain('export.json');
  });

  it('leaves out what the person removed', async () => {
    const shot = world.days.get(first)?.find((record) => record.kind === 'shot' && record.sameAs === null);
    if (shot?.kind !== 'shot') throw new Error('the fixture has a picture');
    const records = [...(world.days.get(first) ?? []), { kind: 'removed' as const, at: world.now, id: shot.id }];
    const source = sourceOf({ records: async () => ok(records) });
    const { files } = await made(source, { pictures: true }, [first]);
    expect(Object.keys(files)).not.toContain(`pictures/${first}/${shot.id}.webp`);
    expect(source.asked).not.toContain(shot.id);
  });

  it('goes on without what cannot be read, and names it', async () => {
    const lost = world.days.get(second)?.find((record) => record.kind === 'shot' && record.sameAs === null);
    if (lost?.kind !== 'shot') throw new Error('the fixture has a picture');
    const whole = sourceOf();
    const source = sourceOf({
      records: (day) => (day === first ? Promise.resolve(broken) : whole.records(day)),
      picture: (id) => (id === lost.id ? Promise.resolve(broken) : whole.picture(id)),
    });
    const { files, missingDays, missingPictures, why } = await made(source, { json: true, pictures: true });
    expect(strFromU8(files['missing.txt'] as Uint8Array)).toBe(`${first}\npictures/${second}/${lost.id}.webp\n`);
    expect([missingDays, missingPictures, why]).toEqual([1, 1, broken.ok ? null : broken.problem]);
    expect(Object.keys(files)).toContain('export.json');
  });

  it('fails where nothing can be read', async () => {
    const source = sourceOf({ records: async () => broken });
    const choice = { json: true, csv: true, pictures: true };
    const signal = new AbortController().signal;
    expect(await exportDays(source, [first], choice, { now: 0, zone, about }, signal, () => {})).toEqual(broken);
  });

  it('tells how far it is, never backwards', async () => {
    const { progress } = await made(sourceOf(), { pictures: true });
    expect(progress[0]).toEqual({ day: first, daysDone: 0, days: 2, pictures: 0, bytes: 0 });
    for (const [index, { pictures, bytes, daysDone }] of progress.slice(1).entries()) {
      const before = progress[index] as ExportProgress;
      expect(pictures).toBeGreaterThanOrEqual(before.pictures);
      expect(bytes).toBeGreaterThanOrEqual(before.bytes);
      expect(daysDone).toBeGreaterThanOrEqual(before.daysDone);
    }
  });

  it('asks for nothing more once it is cancelled, and gives nothing', async () => {
    const abort = new AbortController();
    const whole = sourceOf();
    const source = sourceOf({
      picture: async (id) => {
        if (whole.asked.length === 3) abort.abort();
        return whole.picture(id);
      },
    });
    const choice = { json: true, csv: true, pictures: true };
    const result = await exportDays(source, [first, second], choice, { now: 0, zone, about }, abort.signal, () => {});
    expect(result).toBeNull();
    expect(whole.asked).toHaveLength(4);
    expect(source.asked).toEqual([first]);
  });
});
