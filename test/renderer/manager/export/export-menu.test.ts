import { readFileSync } from 'node:fs';
import { strFromU8, unzipSync } from 'fflate';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import { daySchema, personIdSchema } from '../../../../core/ids.ts';
import type { Exported } from '../../../../ipc/manager-reports.ts';
import { fileToSave } from '../../../../renderer/manager/export/export-file.ts';
import { type ExportSubject, shortIdOf } from '../../../../renderer/manager/export/export-subject.ts';
import { marginRules } from '../../../../renderer/manager/export/print-margins.ts';
import { readCsv } from '../../../fixtures/csv.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { at } from '../../fixtures/days.ts';
import { goTo, openDay, openScene } from '../../fixtures/manager/manager-pages.ts';
import { idOf } from '../../fixtures/random.ts';

const person = personIdSchema.parse(idOf(1));
const [from, to] = [daySchema.parse('2026-11-09'), daySchema.parse('2026-11-15')];
const two = [
  { name: 'windows.csv', text: 'day,app\r\n2026-11-17,Schreiber für Übungen\r\n' },
  { name: 'states.csv', text: 'day,state\r\n' },
];

const subject: ExportSubject = {
  ...{ name: 'Ana Müller / Süd', shortId: null, organisation: 'Example Works', viewer: 'Viewer One' },
  ...{ span: 'Sunday 15 November 2026', zone: 'Europe/Berlin' },
};

describe('the file that is saved', () => {
  test.each<[string, Exported, Partial<ExportSubject>, string, object]>([
    [
      'a day',
      { kind: 'day', person, day: to },
      {},
      'plainsight-ana-müller-süd-2026-11-15-tables.zip',
      { from: to, to },
    ],
    [
      'a day of one of two of one name',
      { kind: 'day', person, day: to },
      { shortId: '000001' },
      'plainsight-ana-müller-süd-000001-2026-11-15-tables.zip',
      { from: to, to },
    ],
    [
      'several days',
      { kind: 'period', person, from, to },
      {},
      'plainsight-ana-müller-süd-2026-11-09-to-2026-11-15-tables.zip',
      { from, to },
    ],
    [
      'a team',
      { kind: 'team', team: 'Vertrieb / Süd: 2 ' },
      { name: 'Vertrieb / Süd: 2 ' },
      'plainsight-team-vertrieb-süd-2-2026-11-17-tables.zip',
      {},
    ],
  ])('of %s holds every file and what it is about, and its name says that too', (_, what, change, name, span) => {
    const of = { ...subject, ...change };
    const file = fileToSave(what, two, of, at(17, 18));
    expect([file?.name, file?.type]).toEqual([name, 'application/zip']);
    const [about, ...held] = Object.entries(unzipSync(file?.bytes ?? new Uint8Array())).map(([name, bytes]) => ({
      name,
      text: strFromU8(bytes),
    }));
    expect(held).toEqual(two);
    const [, ...rows] = readCsv(about?.text ?? '');
    expect(Object.fromEntries(rows)).toEqual({
      ...{ [what.kind === 'team' ? 'team' : 'person']: of.name, organisation: 'Example Works', ...span },
      ...{ zone: 'Europe/Berlin', viewer: 'Viewer One', exported_utc: '2026-11-17T16:18:00.000Z' },
    });
  });
  it('is one JSON file where there is only one, with what it is about, and nothing where there is none', () => {
    const day: Exported = { kind: 'day', person, day: to };
    const file = fileToSave(
      day,
      [{ name: 'export.json', text: '{ "format": "plainsight-export/1" }' }],
      subject,
      at(17),
    );
    expect([file?.name, file?.type]).toEqual(['plainsight-ana-müller-süd-2026-11-15-records.json', 'application/json']);
    expect(JSON.parse(new TextDecoder().decode(file?.bytes))).toMatchObject({
      about: { person: 'Ana Müller / Süd', organisation: 'Example Works', viewer: 'Viewer One', from: to, to },
      format: 'plainsight-export/1',
    });
    expect(fileToSave(day, [], subject, at(17))).toBeNull();
  });
  it('has another name for each of forty people, also for those of one name', () => {
    const people = Array.from({ length: 40 }, (_, index) => ({
      person: personIdSchema.parse(idOf(index + 1)),
      name: ['Ana Müller', 'ANA MÜLLER', 'Ana: Müller', '***', '/'][index % 5] ?? '',
    }));
    const names = people.map((each) => {
      const of = { ...subject, name: each.name, shortId: shortIdOf(each.person, each.name, people) };
      return fileToSave({ kind: 'day', person: each.person, day: to }, two, of, at(17))?.name.toLowerCase();
    });
    expect(new Set(names).size).toBe(40);
    for (const name of names) expect(name).toMatch(/^[\p{L}\p{N}.-]+$/u);
    const [first] = people;
    if (first !== undefined) expect(shortIdOf(first.person, 'Somebody', people)).toBeNull();
  });
});

test.each(['"; } @page { margin: 0', '\\', 'a\nb', '日本 ö</style>'])(
  'no name gets out of a page’s margin: %j',
  (name) => {
    const rules = marginRules({ topLeft: name, topRight: '', bottomLeft: '' });
    const line = rules.split('\n').find((each) => each.includes('@top-left')) ?? '';
    expect(line).toMatch(/^ *@top-left { content: "[^"\n<>{}]*"; font: [^"{}]+; }$/);
    expect(rules.split('\n')).toHaveLength(7);
  },
);

describe.skipIf(!hasChromium)('taking a day along in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const choose = async (page: Page, format: string) => {
    await page.getByRole('button', { name: 'Export' }).click();
    await page.locator(`[data-item="${format}"]`).click();
  };

  it('records it first, then saves the tables as one file', async () => {
    const { page, scene, complaints } = await openScene(world, 'full');
    await openDay(page);
    const download = page.waitForEvent('download');
    await choose(page, 'csv');
    const saved = await download;
    expect(saved.suggestedFilename()).toBe('plainsight-person-one-2026-11-17-tables.zip');
    const held = unzipSync(new Uint8Array(readFileSync(await saved.path())));
    expect(Object.keys(held)).toEqual(['about.csv', 'windows.csv', 'states.csv']);
    expect(scene.calls.at(-1)).toMatchObject({
      call: 'exportView',
      args: { what: { kind: 'day', day: '2026-11-17' }, format: 'csv' },
    });
    await page.getByText('The export was recorded at 17:18').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it('saves and prints nothing where it cannot be recorded, says why, and tries again', async () => {
    const { page, scene } = await openScene(world, 'unexported');
    await openDay(page);
    await page.evaluate(() => {
      Object.assign(window, { printed: 0, print: () => Object.assign(window, { printed: 1 }) });
    });
    let downloads = 0;
    page.on('download', () => {
      downloads += 1;
    });
    for (const format of ['json', 'pdf']) {
      await choose(page, format);
      await page
        .locator('.export-failed')
        .getByText('The store at store.example.org cannot be reached (nothing answers there).')
        .waitFor();
    }
    await page.locator('.export-failed').getByRole('button', { name: 'Try again' }).click();
    await expect.poll(() => scene.calls.filter(({ call }) => call === 'exportView').length).toBe(3);
    expect(downloads).toBe(0);
    await soon(() => page.evaluate(() => (window as unknown as { printed: number }).printed)).toBe(0);
  });

  it('is chosen by keyboard: Enter opens, arrows go, Escape leaves and the focus stays', async () => {
    const { page, scene } = await openScene(world, 'little');
    await openDay(page);
    const button = page.getByRole('button', { name: 'Export' });
    await button.focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem').first().waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => button.evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    const download = page.waitForEvent('download');
    await page.locator('[data-item="csv"][data-highlighted]').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('[data-item="json"][data-highlighted]').waitFor();
    await page.keyboard.press('Enter');
    expect((await download).suggestedFilename()).toBe('plainsight-person-one-2026-11-17-records.json');
    expect(scene.calls.at(-1)).toMatchObject({ call: 'exportView', args: { format: 'json' } });
  });

  it('prints once it was recorded, and the paper says by whom and when', async () => {
    const { page } = await openScene(world, 'full', { dark: true });
    await openDay(page);
    const onPaper = page.evaluate(
      () =>
        new Promise<string>((resolve) => {
          window.print = () => resolve(document.querySelector('.print-only')?.textContent ?? '');
        }),
    );
    await choose(page, 'pdf');
    expect(await onPaper).toBe(
      'Viewed by Viewer One, recorded at 17:14. ' +
        'Printed by Viewer One, recorded at 17:18. Whoever it is about can see both. Times are in Europe/Berlin.',
    );
  });

  it('names person, organisation, day and viewer on every page, with its number', async () => {
    const { page } = await openScene(world, 'full');
    await openDay(page);
    const margins = await page.evaluate(() =>
      document.adoptedStyleSheets.flatMap(({ cssRules }) => [...cssRules]).map(({ cssText }) => cssText),
    );
    expect(margins).toHaveLength(1);
    for (const text of [
      '"Person One · Example Works"',
      '"Tuesday 17 November 2026"',
      'Viewed by Viewer One, ',
      'counter(page) " / " counter(pages)',
    ])
      expect(margins[0]).toContain(text);
    expect(await violationsOf(page)).toEqual([]);
    await goTo(page, '#people');
    await soon(() => page.evaluate(() => document.adoptedStyleSheets.length)).toBe(0);
  });

  it('lays the day out on pages of A4, light whatever the theme, with name, day and tables and without what is pressed', async () => {
    const pdfs: Buffer[] = [];
    for (const dark of [false, true]) {
      const { page } = await openScene(world, 'full', { dark });
      await openDay(page);
      await page.locator('[data-check="done"]').waitFor();
      pdfs.push(await page.pdf({ preferCSSPageSize: true }));
      if (dark) {
        await page.emulateMedia({ media: 'print' });
        const shown = (text: string) => page.getByText(text, { exact: true }).first().isVisible();
        for (const text of ['Person One', 'Apps', 'Windows', 'States']) await soon(() => shown(text)).toBe(true);
        for (const text of ['Read again', 'Export', 'Lock', 'Search']) await soon(() => shown(text)).toBe(false);
        await soon(() => page.getByText('Tuesday 17 November 2026').isVisible()).toBe(true);
        // After printing the page is dark again.
        await soon(() => page.locator('html.on-paper').count()).toBe(0);
      }
      await world.leave(page);
    }
    const [light, dark] = pdfs.map((pdf) => pdf.toString('latin1'));
    const pages = light?.match(/\/Type\s*\/Page[^s]/g) ?? [];
    expect(pages.length).toBeGreaterThanOrEqual(3);
    expect(pages.length).toBeLessThanOrEqual(12);
    // 210 mm in points, as Chromium rounds them.
    expect(light).toMatch(/\/MediaBox\s*\[\s*0 0 59[45](\.\d+)? 84[12]/);
    // What is drawn differs in nothing: same pages, and as many bytes but for the date.
    expect(dark?.match(/\/Type\s*\/Page[^s]/g)?.length).toBe(pages.length);
    expect(Math.abs((dark?.length ?? 0) - (light?.length ?? 0))).toBeLessThan(400);
  });
});
