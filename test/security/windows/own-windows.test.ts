import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { maskColour } from '../../../agent/screenshot/window-mask.ts';
import { personSettingsSchema } from '../../../core/consent/person-settings.ts';
import { judge, observe, parseRules } from '../../../core/consent/redaction.ts';
import { daySchema, deviceIdSchema, personIdSchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { isOwnWindow, tellsNothing } from '../../../core/rules/own-windows.ts';
import { weekOf } from '../../../core/time/iso-week.ts';
import { pageNames } from '../../../renderer/employee/frame/use-route.ts';
import { hrefOf, type ManagerRoute, managerPages, teamKey } from '../../../renderer/manager/frame/route.ts';
import { grantFor } from '../../fixtures/consent/consents.ts';
import { largestDifference } from '../../journeys/scenes/pixels.ts';
import { isInFront, linesOf, startWalkedOffice, stay, type WalkedOffice } from './own-windows-office.ts';

const today = daySchema.parse(new Date().toISOString().slice(0, 10));

/** Where each page of the manager is found: a new one does not compile until it is walked. */
function managerPlaces(person: string): Readonly<Record<ManagerRoute['page'], string>> {
  const who = personIdSchema.parse(person);
  return {
    ...{ people: '#people', waiting: '#waiting', questions: '#questions', search: '#search', teams: '#teams' },
    person: hrefOf({ page: 'person', person: who, scale: 'month', day: null }),
    day: hrefOf({ page: 'day', person: who, day: today, span: null }),
    timesheets: '#timesheets',
    timesheet: hrefOf({
      page: 'timesheet',
      person: who,
      device: deviceIdSchema.parse('0'.repeat(26)),
      week: weekOf(today),
    }),
    team: hrefOf({ page: 'team', team: teamKey('Support') }),
  };
}

/** Walks every page in a real browser on the desktop that the real agent records. */
describe.skipIf(process.platform !== 'linux')('Plainsight’s own pages (Linux)', { timeout: 240_000 }, () => {
  let office: WalkedOffice;
  beforeAll(async () => {
    office = await startWalkedOffice();
  }, 200_000);
  afterAll(() => office?.close(), 100_000);

  const walk = async (places: readonly string[]) => {
    const { page } = office;
    for (const place of places) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, place);
      await page.locator('main h1').first().waitFor();
      await isInFront(office, 'Plainsight');
      await stay(700);
    }
    await office.morePictures();
  };

  it('are the employee’s, the manager’s and the administrator’s, which are called alike before they are there', async () => {
    const folder = join(import.meta.dirname, '..', '..', '..', 'out', 'renderer');
    const built = (await readdir(folder)).filter((name) => name.endsWith('.html')).sort();
    expect(built).toEqual(['administrator.html', 'employee.html', 'manager.html']);
    for (const name of built) expect(await readFile(join(folder, name), 'utf8')).toContain('<title>Plainsight</title>');
  });

  it('are walked while everything is recorded, between pages of somebody else', async () => {
    const { page, app, figures } = office;
    await page.goto(figures());
    await isInFront(office, 'Quarterly figures');
    await office.morePictures();
    const address = app.host.address('employee');
    await page.goto(address);
    await walk(pageNames.map((name) => `#${name}`));
    await page.goto(app.host.address('manager'));
    const passphrase = page.getByLabel('Passphrase', { exact: true });
    await passphrase.waitFor();
    await office.morePictures();
    await passphrase.fill(app.office.passphrase ?? '');
    await page
      .getByRole('button', { name: /unlock|open/i })
      .first()
      .click();
    await page.locator('[data-person] a').first().waitFor();
    const places = managerPlaces(app.office.enrolment.person);
    expect(Object.keys(places).sort()).toEqual([...managerPages].sort());
    await walk(managerPages.map((name) => places[name]));
    // To and fro, so that pictures fall on navigations: titles lag behind what is painted.
    for (let turn = 0; turn < 6; turn++) {
      await page.goto(turn % 2 === 0 ? figures() : address);
      await stay(1_500);
    }
    await page.goto(figures());
    await stay(4_000);
    await office.morePictures();
  });

  it('are in no record: such time looks like any excluded window', async () => {
    const all = await office.records();
    const windows = all.filter((record) => record.kind === 'window');
    expect(linesOf(all).filter((line) => /plainsight|127\.0\.0\.1/i.test(line))).toEqual([]);
    const withheld = windows.filter(({ appId }) => appId === null);
    expect(withheld.length).toBeGreaterThan(0);
    for (const each of withheld)
      expect(each).toMatchObject({ appName: null, title: null, site: null, withheld: 'rule' });
    expect(windows.some(({ title }) => title?.includes('Quarterly figures'))).toBe(true);
  });

  it('are in no sum of the day and are not found', async () => {
    const { service } = office.app.employee;
    const { day, windows, apps, sites, shots, entries } = unwrap(await service.today({}));
    expect(windows.some(({ title }) => title?.includes('Quarterly figures'))).toBe(true);
    expect(JSON.stringify({ windows, apps, sites, shots, entries })).not.toMatch(/plainsight|127\.0\.0\.1/i);
    for (const text of ['plainsight', '127.0.0.1']) {
      const found = unwrap(await service.search({ text, from: day, to: day }));
      expect(found.hits).toEqual([]);
    }
  });

  it('are on no picture, where somebody else’s page is', async () => {
    const pictures = await office.pictures();
    expect(pictures.map((picture) => picture.ours)).toEqual(pictures.map(() => 0));
    expect(pictures.length).toBeGreaterThan(5);
    expect(pictures.filter((picture) => picture.others > 1_000).length).toBeGreaterThan(0);
  });

  it('are not among the windows on which rules are tried', async () => {
    const { page, app } = office;
    await page.goto(app.host.address('employee'));
    await isInFront(office, 'Plainsight');
    const { rules, withoutSuggestions } = personSettingsSchema.parse({});
    const tried = unwrap(await app.employee.service.tryRules({ rules, withoutSuggestions }));
    expect(JSON.stringify(tried)).not.toMatch(/plainsight/i);
  });

  it('nor is the sign that stands on the desktop all the time', async () => {
    const { desktop } = office;
    const [window = ''] = (await desktop.xdotool('search', '--class', '^plainsight$')).trim().split('\n');
    const told = await desktop.xdotool('getwindowgeometry', '--shell', window);
    const [x, y, width, height] = ['X', 'Y', 'WIDTH', 'HEIGHT'].map((name) =>
      Number(new RegExp(`^${name}=(\\d+)$`, 'm').exec(told)?.[1]),
    ) as [number, number, number, number];
    expect(width).toBeGreaterThan(50);
    for (const picture of await office.pictures()) {
      expect(picture.width).toBe(1280);
      expect(largestDifference(picture, { x, y, width, height }, maskColour, 3)).toBeLessThan(24);
    }
  });
});

describe('an own window', () => {
  it.each([
    ['plainsight', 'Plainsight', ''],
    ['plainsight', 'Plainsight', 'Withdraw?'],
    ['app.plainsight.desktop', 'Plainsight', 'x'],
    ['plainsight.exe', 'whatever', 'x'],
    ['chromium', 'Chromium', 'Plainsight - Chromium'],
    ['chromium', 'Chromium', '127.0.0.1:41234/employee.html#today - Chromium'],
    ['chromium', 'Chromium', '127.0.0.1 - Chromium'],
    ['chromium', 'Chromium', 'DevTools - 127.0.0.1:41234/employee.html'],
    ['firefox-esr', 'Firefox', 'Plainsight — Mozilla Firefox'],
    ['firefox', 'Firefox', '(1) PLAINSIGHT – Mozilla Firefox'],
    ['google-chrome', 'Chrome', 'view-source:localhost:8080 - Google Chrome'],
    ['unknown', 'unknown', 'plainsight'],
    ['surf', 'Surf', 'Plainsight'],
    ['some-browser', 'Some', 'Plainsight - Some Browser'],
    ['some-browser', 'Some', 'Consent · Plainsight'],
    ['some-browser', 'Some', 'Plainsight — Some Browser'],
    ['some-browser', 'Some', '(1) Plainsight • Some Browser'],
    ['some-browser', 'Some', '127.0.0.1:41234/employee.html - Some Browser'],
    ['some-browser', 'Some', 'http://[::1]:41234/manager.html#people'],
    ['palemoon', 'Pale Moon', 'Plainsight - today - Pale Moon'],
    ['seamonkey', 'SeaMonkey', '127.0.0.1 - SeaMonkey'],
    ['yandex-browser', 'Yandex', 'localhost:8080'],
  ])('is %s (%s) with the title %j', (appId, appName, title) => {
    const window = { appId, appName, title, url: null };
    const none = unwrap(parseRules([]));
    expect(judge(window, none)).toBe('exclude');
    expect(observe(window, none, { apps: grantFor('apps'), titles: grantFor('titles'), websites: null })).toEqual({
      ...{ appId: null, appName: null, title: null, site: null, withheld: 'rule' },
    });
    expect(judge({ ...window, title: 'Save as', belongsTo: [window] }, none)).toBe('exclude');
  });

  it.each([
    ['chromium', 'Chromium', 'Plainsighted - Chromium'],
    ['chromium', 'Chromium', 'Release 127.0.0.10.2 - Chromium'],
    ['code', 'Code', 'masks.ts - plainsighted - Visual Studio Code'],
    ['editor', 'Editor', 'hidden in plainsight.txt'],
    ['thunderbird', 'Thunderbird', 'Re: localhost'],
    ['editor', 'Editor', 'employee.html'],
    ['terminal', 'Terminal', 'curl 127.0.0.1:8080/index.html'],
  ])('is not %s (%s) with the title %j', (appId, appName, title) =>
    expect(judge({ appId, appName, title, url: null }, unwrap(parseRules([])))).toBe('record'),
  );

  it('that shows no page tells nothing where windows are listed', () => {
    expect(tellsNothing({ appId: 'plainsight', appName: 'Plainsight', title: 'Plainsight' })).toBe(true);
    expect(tellsNothing({ appId: 'chromium', appName: 'Chromium', title: 'Plainsight - Chromium' })).toBe(false);
    expect(isOwnWindow({ appId: 'plainsight', appName: '', title: '' }, false)).toBe(true);
  });
});
