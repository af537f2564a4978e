import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daySchema } from '../../../../core/ids.ts';
import { languages } from '../../../../core/language.ts';
import { problem } from '../../../../core/problem.ts';
import { parseExport } from '../../../../core/reports/export.ts';
import { ok } from '../../../../core/result.ts';
import { type PageWorld, pageWorld, seriousFindings, soon, violationsOf } from '../../fixtures/browser.ts';
import { day as today, zone } from '../../fixtures/days.ts';
import { openData, overflows } from '../../fixtures/employee/data-pages.ts';
import { answerTo, idleId, meetingId, on, yesterday } from '../../fixtures/employee/data-scene.ts';

const hasChromium = process.platform === 'linux' && existsSync('/usr/bin/chromium');
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
    await page.context().close();
  });

  it.each(languages)('speaks %s, with every word there', async (language) => {
    const { page, complaints } = await open('#data/2026-11-16', { language });
    await page.getByTestId('entry').first().waitFor();
    await soon(() => page.evaluate(() => document.documentElement.lang)).toBe(language);
    const title = { en: 'My data', de: 'Meine Daten', es: 'Mis datos' }[language];
    await soon(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(title);
    expect(complaints).toEqual([]);
    expect(await overflows(page)).toEqual([0, 0, 0, 0]);
    await page.context().close();
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
      await page.context().close();
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
      await page.context().close();
    });
  });

  it('shows the pictures of the day, and one of them large', async () => {
    const { page } = await open('#data/2026-11-16');
    await page
      .getByRole('button', { name: /^Open Screenshot at 08:04/ })
      .first()
      .press('Enter');
    const large = page.getByRole('dialog').locator('img[data-shot-id]');
    await large.first().waitFor();
    await soon(() => large.first().evaluate((img: HTMLImageElement) => img.naturalWidth)).toBeGreaterThan(0);
    await page.keyboard.press('Escape');
    await soon(() => page.getByRole('dialog').count()).toBe(0);
    expect(await violationsOf(page)).toEqual([]);
    await page.context().close();
  });

  describe('the search', () => {
    it('groups what it finds by day, and a hit opens the day at that moment', async () => {
      const { page } = await open('#data');
      await page.getByRole('searchbox').fill('PLANNING customer');
      await page.keyboard.press('Enter');
      await page.getByText('1 place. 6 days were searched.').waitFor();
      const hit = page.getByTestId('hit');
      await soon(() => hit.count()).toBe(1);
      await hit.press('Enter');
      await soon(() => page.getByTestId('day-title').textContent()).toBe('Monday 16 November 2026');
      await soon(() => page.getByTestId('selection').textContent()).toContain('12:05:00–12:45:00');
      await soon(() => page.evaluate(() => document.activeElement?.id)).toBe('day-title');
      expect(await seriousFindings(page)).toEqual([]);
      await page.context().close();
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
      await page.context().close();
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
      await page.context().close();
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
      expect(download.suggestedFilename()).toBe('plainsight-2026-11-13-to-2026-11-16.zip');
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
      await page.context().close();
    });

    it('offers the day that is shown, until another one is typed', async () => {
      const { page } = await open('#data/2026-11-16');
      const card = page.getByRole('region', { name: 'Export' });
      await soon(() => card.getByLabel('From').inputValue()).toBe('2026-11-16');
      await page.getByRole('button', { name: 'Previous day' }).click();
      await soon(() => card.getByLabel('From').inputValue()).toBe('2026-11-15');
      await card.getByLabel('From').fill('2026-11-11');
      await page.getByRole('button', { name: 'Previous day' }).click();
      await soon(() => card.getByLabel('To').inputValue()).toBe('2026-11-14');
      await soon(() => card.getByLabel('From').inputValue()).toBe('2026-11-11');
      await page.context().close();
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
      await page.context().close();
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
      await page.context().close();
    });
  });

  describe('the person’s entries', () => {
    it('are added by keyboard, with each error beside its field', async () => {
      const { page, data } = await open('#data/2026-11-16');
      await page.getByRole('button', { name: 'Add time' }).press('Enter');
      const form = page.getByRole('form', { name: 'Add time' });
      await soon(() => page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('time');
      await page.keyboard.press('Enter');
      await form.getByText('Enter when it began.').waitFor();
      await soon(() => form.locator('[aria-invalid="true"]').count()).toBe(3);
      expect(await seriousFindings(page)).toEqual([]);
      await form.getByLabel('Start').fill('17:00');
      await form.getByLabel('End').fill('16:00');
      await form.getByLabel('What it was').fill('Visit');
      await page.keyboard.press('Enter');
      await form.getByText('The end has to be after the start.').waitFor();
      await soon(() => form.getByLabel('End').evaluate((field) => field === document.activeElement)).toBe(true);
      await form.getByLabel('End').fill('17:30');
      await form.getByLabel('Category').fill('Meetings');
      await form.getByLabel('This was a call').press('Space');
      await form.getByRole('button', { name: 'Add' }).press('Enter');
      await soon(() => page.getByTestId('entry').count()).toBe(3);
      expect(data.calls).toEqual([
        {
          call: 'addTime',
          args: {
            start: on(yesterday, 17),
            end: on(yesterday, 17, 30),
            label: 'Visit',
            category: 'Meetings',
            note: null,
            isCall: true,
          },
        },
      ]);
      const row = page.getByTestId('entry').filter({ hasText: 'Visit' });
      await soon(() => row.textContent()).toContain('Counts');
      await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Add time');
      await page.context().close();
    });

    it('suggest the categories that were used', async () => {
      const { page } = await open('#data/2026-11-16');
      await page.getByTestId('entry').first().waitFor();
      await page.getByRole('button', { name: 'Add time' }).click();
      const options = page.locator('datalist option');
      await soon(() => options.evaluateAll((all) => all.map((each) => (each as HTMLOptionElement).value))).toEqual([
        'Meetings',
        'Support',
      ]);
      await page.keyboard.press('Escape');
      await soon(() => page.getByRole('form', { name: 'Add time' }).count()).toBe(0);
      await page.context().close();
    });

    it('correct a span that was selected on the timeline, and what was recorded stays beside', async () => {
      const span = `${on(yesterday, 9, 31)}-${on(yesterday, 9, 40)}`;
      const { page, data } = await open(`#data/2026-11-16/${span}`);
      await page.getByRole('button', { name: 'Correct the selected time' }).press('Enter');
      const form = page.getByRole('form', { name: 'Correct' });
      await soon(() => form.getByLabel('Start').inputValue()).toBe('09:31');
      await form.getByRole('button', { name: 'Save' }).click();
      await form.getByText('Say what was different').waitFor();
      await form.getByLabel('Note').fill('On the phone');
      await form.getByRole('button', { name: 'Save' }).click();
      const row = page.getByTestId('entry').filter({ hasText: 'On the phone' });
      await row.getByText('Recorded: Idle 09:31–09:40').waitFor();
      expect(data.calls[0]).toMatchObject({ call: 'correct', args: { of: null, note: 'On the phone', label: null } });
      await page.context().close();
    });

    it('can be corrected, with what was said first beside, and taken back after one question', async () => {
      const { page, data } = await open('#data/2026-11-16');
      const row = page.getByTestId('entry').filter({ hasText: 'Meetings' });
      await row.getByRole('button', { name: 'Correct 12:05–12:45' }).press('Enter');
      const form = page.getByRole('form', { name: 'Correct' });
      await form.getByLabel('What it was').fill('Planning by phone');
      await form.getByLabel('End').fill('12:50');
      await form.getByRole('button', { name: 'Save' }).press('Enter');
      await row.getByText('Planning by phone').waitFor();
      await row.getByText('First entered: Planning at the customer’s, Meetings 12:05–12:45').waitFor();
      await row.getByRole('button', { name: 'Take back 12:05–12:50' }).press('Enter');
      await soon(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Keep');
      await page.keyboard.press('Enter');
      expect(data.calls).toHaveLength(1);
      await row.getByRole('button', { name: 'Take back' }).press('Enter');
      await row.getByRole('group').getByRole('button', { name: 'Take back' }).press('Enter');
      await soon(() => row.getAttribute('data-standing')).toBe('taken-back');
      expect(data.calls.at(-1)).toMatchObject({ call: 'correct', args: { of: meetingId, isTakenBack: true } });
      await soon(() => row.getByRole('button', { name: 'Correct' }).count()).toBe(0);
      await page.context().close();
    });

    it('say whether they wait for approval, and what the manager answered', async () => {
      const opened = await open('#data/2026-11-15');
      const { page, data } = opened;
      data.needsApproval = true;
      data.days.set(
        yesterday,
        (data.days.get(yesterday) ?? []).map((record) =>
          record.kind === 'manual' || record.kind === 'correction' ? { ...record, needsApproval: true } : record,
        ),
      );
      data.answers = [answerTo(idleId, false, 'That was a break.')];
      await page.getByRole('button', { name: 'Next day' }).click();
      const [call, meeting] = [page.getByTestId('entry').nth(0), page.getByTestId('entry').nth(1)];
      await soon(() => call.getAttribute('data-standing')).toBe('declined');
      await call.getByText('Team lead: “That was a break.”').waitFor();
      await meeting.getByText('Waits for approval').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await page.context().close();
    });

    it('say what the service refuses, and keep what was typed', async () => {
      const { page, scene } = await open('#data/2026-11-16');
      const refusal = problem('entry-too-old');
      Object.assign(scene.service, { addTime: async () => ({ ok: false, problem: refusal }) });
      await page.getByRole('button', { name: 'Add time' }).click();
      const form = page.getByRole('form', { name: 'Add time' });
      await form.getByLabel('Start').fill('17:00');
      await form.getByLabel('End').fill('17:30');
      await form.getByLabel('What it was').fill('Visit');
      await form.getByRole('button', { name: 'Add' }).click();
      await form.getByRole('alert').getByText('longer ago than your organisation keeps anything').waitFor();
      await soon(() => form.getByLabel('What it was').inputValue()).toBe('Visit');
      await page.context().close();
    });
  });

  describe('states', () => {
    it('says so while nothing is kept yet', async () => {
      const { page } = await open('#data', { data: { days: new Map() } });
      await page.getByText('Nothing is kept on this computer yet.').waitFor();
      await page.getByText('Nothing was recorded on this day').waitFor();
      await soon(() => page.getByRole('button', { name: /^Export/ }).getAttribute('aria-disabled')).toBe('true');
      await page.context().close();
    });

    it('says that it is still reading', async () => {
      let release = () => {};
      const gate = new Promise<void>((resolve) => {
        release = resolve;
      });
      const { page } = await open('#data', { data: { gate } });
      await page.getByText('takes longer than usual').waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      release();
      await page.getByTestId('day-title').waitFor();
      await page.context().close();
    });

    it('shows why a day cannot be read, and the others all the same', async () => {
      const { page } = await open('#data/2026-11-16', { data: { unreadable: new Map([[yesterday, brokenDay]]) } });
      await page.getByRole('alert').getByText('A part of the vault cannot be opened: the journal.').first().waitFor();
      await soon(() => page.getByText('Nothing was recorded on this day').count()).toBe(0);
      await page.getByRole('button', { name: 'Next day' }).click();
      await page.getByRole('heading', { name: 'Sums of the day' }).waitFor();
      await soon(() => page.getByRole('alert').count()).toBe(0);
      await page.context().close();
    });
  });
});
