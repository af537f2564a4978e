import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daySchema } from '../../../../core/ids.ts';
import { languages } from '../../../../core/language.ts';
import { problem } from '../../../../core/problem.ts';
import { parseExport } from '../../../../core/reports/export.ts';
import { ok } from '../../../../core/result.ts';
import { hasChromium, type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { day as today, zone } from '../../fixtures/days.ts';
import { openData, overflows } from '../../fixtures/employee/data-pages.ts';
import { yesterday } from '../../fixtures/employee/data-scene.ts';

const brokenDay = problem('vault-unreadable', { part: 'journal' });

describe.skipIf(!hasChromium)('My data in Chromium', { timeout: 60_000 }, () => {
  let world: PageWorld;
  beforeAll(async () => {
    world = await pageWorld();
  }, 120_000);
  afterAll(() => world.close());

  const open = (hash: string, options?: Parameters<typeof openData>[2]) => openData(world, hash, options);

  it.each([
    ['a day', '#data/2026-11-16', false],
    ['a day in the dark', '#data/2026-11-16', true],
    ['an empty day', '#data/2026-11-15', false],
  ])('%s keeps to the policy, has nothing serious for axe and fits', async (_, hash, dark) => {
    const { page, complaints } = await open(hash, { dark });
    await page.getByRole('heading', { name: 'Your entries' }).waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    expect(await violationsOf(page)).toEqual([]);
    expect(complaints).toEqual([]);
  });

  it.each(languages)('speaks %s, with every word there', async (language) => {
    const { page, complaints } = await open('#data/2026-11-16', { language });
    await page.getByTestId('entry').first().waitFor();
    await soon(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
    const title = { en: 'My data', de: 'Meine Daten', es: 'Mis datos' }[language];
    await soon(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
  });

  describe('the calendar', () => {
    it('is moved through by keys, says what each day holds, and opens it', async () => {
      const { page } = await open('#data/2026-11-16');
      const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
      await page.locator('[data-day="2026-11-16"]').focus();
      await soon(() => focused()).toMatch(/^Monday 16 November 2026, recorded, \d+ screenshots$/);
      await page.keyboard.press('ArrowLeft');
      await soon(focused).toBe('Sunday 15 November 2026, nothing kept');
      await page.keyboard.press('PageUp');
      await soon(focused).toBe('Thursday 15 October 2026, nothing kept');
      await page.getByRole('heading', { name: 'October 2026' }).waitFor();
      for (const key of ['ArrowDown', 'ArrowDown', 'Home']) await page.keyboard.press(key);
      await soon(focused).toBe('Monday 26 October 2026, nothing kept');
      for (const _ of [1, 2, 3]) await page.keyboard.press('ArrowRight');
      await soon(focused).toMatch(/^Thursday 29 October 2026, recorded/);
      await page.keyboard.press('Enter');
      await soon(() => page.getByTestId('day-title').textContent()).toBe('Thursday 29 October 2026');
      await soon(() => page.locator('td[aria-selected="true"]').count()).toBe(1);
      await page.goBack();
      await soon(() => page.getByTestId('day-title').textContent()).toBe('Monday 16 November 2026');
    });

    it('has one stop for Tab, and goes no further than today', async () => {
      const { page } = await open('#data');
      await soon(() => page.getByTestId('day-title').textContent()).toBe('Tuesday 17 November 2026');
      await soon(() => page.locator('.month button[tabindex="0"]').count()).toBe(1);
      await page.locator(`[data-day="${today}"]`).focus();
      for (const key of ['ArrowRight', 'ArrowDown', 'PageDown']) await page.keyboard.press(key);
      await soon(() => page.evaluate(() => document.activeElement?.getAttribute('data-day'))).toBe(today);
      await soon(() => page.getByRole('button', { name: 'Next day' }).isDisabled()).toBe(true);
      await page.getByRole('button', { name: 'Previous day' }).press('Enter');
      await soon(() => page.getByTestId('day-title').textContent()).toBe('Monday 16 November 2026');
    });
  });

  it('shows the pictures of the day, and one of them large', async () => {
    const { page } = await open('#data/2026-11-16');
    await page
      .getByRole('button', { name: /^Open the screenshot at 08:04/ })
      .first()
      .press('Enter');
    const large = page.getByRole('dialog').locator('img[data-shot-id]');
    await large.first().waitFor();
    await soon(() => large.first().evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await soon(() => page.getByRole('dialog').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
  });

  describe('the search', () => {
    it('groups what it finds by day, and a hit opens the day at that moment', async () => {
      const { page } = await open('#data');
      await page.getByRole('searchbox').fill('PLANNING at the');
      await page.keyboard.press('Enter');
      await page.getByText('1 place. 6 days were searched.').waitFor();
      const hit = page.getByTestId('hit');
      await soon(() => hit.count()).toBe(1);
      await soon(() => hit.locator('mark').textContent()).toBe('Planning at the');
      await hit.press('Enter');
      await soon(() => page.getByTestId('day-title').textContent()).toBe('Monday 16 November 2026');
      await soon(() => page.getByTestId('selection').textContent()).toContain('12:05:00–12:45:00');
      await soon(() => page.evaluate(() => document.activeElement?.id)).toBe('day-title');
      expect(await seriousFindings(page)).toEqual([]);
    });

    it('says when there is more, which days it could not read, and that nothing was found', async () => {
      const { page } = await open('#data', { data: { unreadable: new Map([[yesterday, brokenDay]]) } });
      const [box, said] = [page.getByRole('searchbox'), page.locator('.search-sum')];
      await box.fill('e');
      await page.keyboard.press('Enter');
      await page.getByText('The newest 200 places; there are more.').waitFor();
      await soon(() => page.getByTestId('hit').count()).toBe(200);
      await soon(() => said.allTextContents()).toContain(
        '1 day could not be read:Mon 16 Nov: A part of the vault cannot be opened: the journal.',
      );
      await box.fill('nothing like this');
      await page.keyboard.press('Enter');
      await page.getByText('“nothing like this” was not found. 5 days were searched.').waitFor();
    });

    it('says beside the field what is missing or the wrong way round', async () => {
      const { page } = await open('#data');
      const form = page.getByRole('search');
      await form.getByRole('button', { name: 'Search' }).click();
      await form.getByText('Enter what to search for.').waitFor();
      await form.getByLabel('From').fill('2026-11-17');
      await form.getByLabel('To').fill('2026-11-16');
      await form.getByText('The first day is after the last one.').waitFor();
      await soon(() => form.getByLabel('To').getAttribute('aria-invalid')).toBe('true');
    });
  });

  describe('the export', () => {
    it('gives the records, tables and pictures of the chosen days as they are', async () => {
      const { page, data, scene } = await open('#data/2026-11-16');
      // Every byte value, so that any change on the way shows.
      const bytesOf = (id: string) =>
        Buffer.from(Array.from({ length: 512 }, (_, index) => (Number(id) + index) % 256));
      Object.assign(scene.service, {
        picture: async ({ id }: { id: string }) => ok({ webp: bytesOf(id).toString('base64') }),
      });
      const card = page.getByRole('region', { name: 'Export' });
      await card.getByText('whoever has it can read it').waitFor();
      await card.getByLabel('From').fill('2026-11-13');
      await card.getByLabel('Screenshots').check();
      const downloading = page.waitForEvent('download');
      await card.getByRole('button', { name: 'Export 2 days' }).press('Enter');
      const download = await downloading;
      expect(download.suggestedFilename()).toMatch(/^plainsight-[\p{L}-]+-2026-11-13-to-2026-11-16\.zip$/u);
      const files = unzipSync(await readFile(await download.path()));
      const days = [daySchema.parse('2026-11-13'), yesterday];
      expect(parseExport(strFromU8(files['export.json'] as Uint8Array))).toEqual(
        ok(days.map((day) => ({ day, zone, records: data.days.get(day) }))),
      );
      const table = strFromU8(files['entries.csv'] as Uint8Array)
        .trim()
        .split(/\r?\n/);
      expect(table).toHaveLength(3);
      expect(table.some((line) => line.includes('Planning at the customer’s'))).toBe(true);
      const shots = days.flatMap((day) => (data.days.get(day) ?? []).filter(({ kind }) => kind === 'shot'));
      const own = shots.flatMap((shot) => (shot.kind === 'shot' && shot.sameAs === null ? [shot] : []));
      expect(Object.keys(files).filter((name) => name.endsWith('.webp'))).toHaveLength(own.length);
      for (const { id } of own) {
        const name = Object.keys(files).find((each) => each.endsWith(`/${id}.webp`)) ?? '';
        expect(Buffer.from(files[name] as Uint8Array).equals(bytesOf(id))).toBe(true);
      }
      await card.getByText('is ready').waitFor();
      expect(await violationsOf(page)).toEqual([]);
    });

    it('offers the day that is shown, until another one is typed', async () => {
      const { page } = await open('#data/2026-11-16');
      const card = page.getByRole('region', { name: 'Export' });
      await soon(() => card.getByLabel('From').inputValue()).toBe('16/11/2026');
      await page.getByRole('button', { name: 'Previous day' }).click();
      await soon(() => card.getByLabel('From').inputValue()).toBe('15/11/2026');
      await card.getByLabel('From').fill('2026-11-11');
      await page.getByRole('button', { name: 'Previous day' }).click();
      await soon(() => card.getByLabel('To').inputValue()).toBe('14/11/2026');
      await soon(() => card.getByLabel('From').inputValue()).toBe('11/11/2026');
    });

    it('can be cancelled, and nothing is left of it', async () => {
      const { page, scene } = await open('#data/2026-11-16');
      let release = () => {};
      let asked = 0;
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      const { picture } = scene.service;
      const card = page.getByRole('region', { name: 'Export' });
      await card.getByLabel('Screenshots').check();
      Object.assign(scene.service, {
        picture: async (args: Parameters<typeof picture>[0]) => {
          asked += 1;
          if (asked > 2) await held;
          return picture(args);
        },
      });
      let downloads = 0;
      page.on('download', () => {
        downloads += 1;
      });
      await card.getByRole('button', { name: 'Export 1 day' }).click();
      await card.getByRole('progressbar').waitFor();
      await card.getByText(/day 1 of 1/).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await card.getByRole('button', { name: 'Cancel' }).press('Enter');
      release();
      await card.getByText('Cancelled. Nothing was kept.').waitFor();
      await soon(() => card.getByRole('progressbar').count()).toBe(0);
      expect(downloads).toBe(0);
    });

    it('says what is missing from the file, and refuses to make an empty one', async () => {
      const { page } = await open('#data/2026-11-16', { data: { unreadable: new Map([[yesterday, brokenDay]]) } });
      const card = page.getByRole('region', { name: 'Export' });
      await card.getByLabel('From').fill('2026-11-13');
      const downloading = page.waitForEvent('download');
      await card.getByRole('button', { name: 'Export 2 days' }).click();
      const files = unzipSync(await readFile(await (await downloading).path()));
      expect(strFromU8(files['missing.txt'] as Uint8Array)).toBe(`${yesterday}\n`);
      await card.getByText('Not in the file: 1 day.').waitFor();
      await card.getByLabel('From').fill('2026-11-16');
      await card.getByRole('button', { name: 'Export 1 day' }).click();
      await card.getByRole('alert').getByText('A part of the vault cannot be opened: the journal.').waitFor();
      for (const name of ['JSON', 'CSV']) await card.getByLabel(name).uncheck();
      await card.getByText('Choose at least one kind.').waitFor();
      await card.getByLabel('From').fill('2026-11-14');
      await card.getByLabel('To').fill('2026-11-15');
      await card.getByLabel('JSON').check();
      await card.getByText('No day of this span is kept on this computer.').waitFor();
    });
  });

  describe('states', () => {
    it('says so while nothing is kept yet', async () => {
      const { page } = await open('#data', { data: { days: new Map() } });
      await page.getByText('Nothing is kept on this computer yet.').waitFor();
      await page.getByText('Nothing was recorded on this day').waitFor();
      await soon(() => page.getByRole('button', { name: /^Export/ }).getAttribute('aria-disabled')).toBe('true');
    });

    it('says that it is still reading', async () => {
      let release = () => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      const { page } = await open('#data', { data: { gate } });
      await page.getByText('is taking longer than usual').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      release();
      await page.getByTestId('day-title').waitFor();
    });

    it('shows why a day cannot be read, and the others all the same', async () => {
      const { page } = await open('#data/2026-11-16', { data: { unreadable: new Map([[yesterday, brokenDay]]) } });
      await page.getByRole('alert').getByText('A part of the vault cannot be opened: the journal.').first().waitFor();
      await soon(() => page.getByText('Nothing was recorded on this day').count()).toBe(0);
      await page.getByRole('button', { name: 'Next day' }).click();
      await page.getByRole('heading', { name: 'Sums of the day' }).waitFor();
      await soon(() => page.getByRole('alert').count()).toBe(0);
    });
  });
});
