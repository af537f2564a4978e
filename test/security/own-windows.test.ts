import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ActivityRecord } from '../../core/activity.ts';
import { isOwnWindow, tellsNothing } from '../../core/own-windows.ts';
import { judge, observe, parseRules } from '../../core/redaction.ts';
import { unwrap } from '../../core/result.ts';
import { ensureBuilt } from '../../scripts/build.ts';
import { type OfficeApp, startOfficeApp } from '../../web/office-app.ts';
import { type Desktop, startDesktop, until } from '../desktop.ts';
import { decoded } from '../e2e/pixels.ts';
import { shotsTaken } from '../e2e/recorded-person.ts';
import { agreeOnPage } from '../fixtures/agreeing.ts';
import { grantFor } from '../fixtures/consents.ts';

const settings = { shotIntervalMs: 1_000, holdMs: 600_000, journalMs: 200, segmentMs: 1_000 } as const;
/** Painted over every page of ours, and over one of somebody else, so that they are found in pictures. */
const ours = { r: 255, g: 0, b: 255 };
const others = { r: 0, g: 200, b: 0 };

/** Walks every page in a real browser on the desktop that the real agent records. */
describe.skipIf(process.platform !== 'linux')('Plainsight’s own pages (Linux)', { timeout: 240_000 }, () => {
  const closing: (() => Promise<unknown>)[] = [];
  let desktop: Desktop;
  let app: OfficeApp;
  let context: BrowserContext;
  let page: Page;
  let site: Server;

  beforeAll(async () => {
    await ensureBuilt(['renderer']);
    const folder = await mkdtemp(join(tmpdir(), 'plainsight-own-'));
    closing.unshift(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    desktop = await startDesktop();
    closing.unshift(() => desktop.close());
    app = unwrap(
      await startOfficeApp({
        folder,
        pages: join(import.meta.dirname, '../../out/renderer'),
        env: desktop.env,
        platform: 'linux',
        appVersion: '0.0.0-test',
        ...{ organisation: 'Example Ltd', person: 'The recorded person', viewer: 'The viewer' },
        settings,
        keepsKeys: true,
        log: () => {},
      }),
    );
    closing.unshift(() => app.close());
    const { id } = app.office.enrolment;
    unwrap(await app.employee.service.acceptInvitation({ id, isOfAge: true, passphrase: null }));
    unwrap(await agreeOnPage(app.employee, ['titles', 'apps', 'presence', 'screenshots']));
    // Something moves all the time, so that each picture is another one.
    await desktop.openTerminal({
      title: 'Clock',
      geometry: '30x4+950+560',
      command: ['sh', '-c', 'while sleep 0.2; do date +%N; done'],
    });
    site = createServer((_, response) => response.end('<title>Quarterly figures</title>'));
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
    closing.unshift(async () => site.close());
    context = await chromium.launchPersistentContext(join(folder, 'browser'), {
      executablePath: '/usr/bin/chromium',
      headless: false,
      viewport: null,
      env: desktop.env,
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), '--disable-gpu', '--window-size=900,600'],
    });
    closing.unshift(() => context.close());
    await context.addInitScript(
      ([own, other]) => {
        const paint = () => {
          const box = document.createElement('div');
          const isOurs = location.pathname !== '/figures';
          box.style.cssText = `position:fixed;inset:0 0 auto auto;width:200px;height:200px;z-index:99999;pointer-events:none;background:${isOurs ? own : other}`;
          document.documentElement.append(box);
        };
        if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', paint);
        else paint();
      },
      [`rgb(${ours.r},${ours.g},${ours.b})`, `rgb(${others.r},${others.g},${others.b})`] as const,
    );
    page = context.pages()[0] ?? (await context.newPage());
  }, 200_000);

  afterAll(async () => {
    for (const close of closing) await close();
  }, 100_000);

  /** As many pictures more as there were, and two besides. */
  const morePictures = async () => {
    const before = unwrap(await app.employee.service.shots({})).length;
    await shotsTaken(app.employee, before + 2);
  };
  const figures = () => `http://127.0.0.1:${(site.address() as AddressInfo).port}/figures`;
  const titleOfFront = async () => desktop.xdotool('getactivewindow', 'getwindowname');
  const records = async (): Promise<readonly ActivityRecord[]> => {
    const agent = app.employee.agent();
    if (agent === null) throw new Error('the agent does not run');
    await agent.conductor.journalNow();
    return unwrap(await agent.keeper.records(agent.keeper.dayOf(Date.now())));
  };

  it('are walked while everything is recorded, between pages of somebody else', async () => {
    await page.goto(figures());
    await until(async () => ((await titleOfFront()).includes('Quarterly figures') ? true : null));
    await morePictures();
    const address = app.host.address('employee');
    for (const place of ['today', 'data', 'looked', 'consent', 'settings', 'health']) {
      await page.goto(address);
      await page.locator('main h1').waitFor();
      await page.evaluate((hash) => {
        location.hash = hash;
      }, place);
      await until(async () => ((await titleOfFront()).includes('Plainsight') ? true : null));
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
    await morePictures();
    await page.goto(app.host.address('manager'));
    await page.getByLabel('Passphrase', { exact: true }).fill(app.office.passphrase ?? '');
    await page
      .getByRole('button', { name: /unlock|open/i })
      .first()
      .click();
    await page.locator('[data-person] a').first().waitFor();
    for (const place of ['waiting', 'search', 'teams', 'people']) {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, place);
      await page.locator('main h1').waitFor();
      await new Promise((resolve) => setTimeout(resolve, 700));
    }
    await morePictures();
    // To and fro, so that pictures fall on navigations: titles lag behind what is painted.
    for (let turn = 0; turn < 6; turn++) {
      await page.goto(turn % 2 === 0 ? figures() : address);
      await new Promise((resolve) => setTimeout(resolve, 1_500));
    }
    await page.goto(figures());
    await new Promise((resolve) => setTimeout(resolve, 4_000));
    await morePictures();
  });

  it('are in no record: such time looks like any excluded window', async () => {
    const all = await records();
    const windows = all.filter((record) => record.kind === 'window');
    expect(JSON.stringify(all.filter((record) => record.kind !== 'header'))).not.toMatch(/plainsight|127\.0\.0\.1/i);
    const withheld = windows.filter(({ appId }) => appId === null);
    expect(withheld.length).toBeGreaterThan(0);
    for (const each of withheld)
      expect(each).toMatchObject({ appName: null, title: null, site: null, withheld: 'rule' });
    expect(windows.some(({ title }) => title?.includes('Quarterly figures'))).toBe(true);
  });

  it('are on no picture, where somebody else’s page is', async () => {
    const shots = unwrap(await app.employee.service.shots({}));
    let withOthers = 0;
    for (const { id } of shots) {
      const picture = await decoded(Buffer.from(unwrap(await app.employee.service.picture({ id })).webp, 'base64'));
      expect(pixelsLike(picture.rgb, ours)).toBe(0);
      if (pixelsLike(picture.rgb, others) > 1_000) withOthers++;
    }
    expect(shots.length).toBeGreaterThan(5);
    expect(withOthers).toBeGreaterThan(0);
  });

  it('are not among the windows on which rules are tried', async () => {
    await page.goto(app.host.address('employee'));
    await until(async () => ((await titleOfFront()).includes('Plainsight') ? true : null));
    const { personSettingsSchema } = await import('../../core/person-settings.ts');
    const { rules, withoutSuggestions } = personSettingsSchema.parse({});
    const tried = unwrap(await app.employee.service.tryRules({ rules, withoutSuggestions }));
    expect(JSON.stringify(tried)).not.toMatch(/plainsight/i);
  });
});

function pixelsLike(rgb: Uint8Array, { r, g, b }: typeof ours): number {
  let found = 0;
  for (let at = 0; at < rgb.length; at += 3) {
    const far = Math.abs((rgb[at] ?? 0) - r) + Math.abs((rgb[at + 1] ?? 0) - g) + Math.abs((rgb[at + 2] ?? 0) - b);
    if (far < 90) found++;
  }
  return found;
}

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
  ])('is not %s (%s) with the title %j', (appId, appName, title) =>
    expect(judge({ appId, appName, title, url: null }, unwrap(parseRules([])))).toBe('record'),
  );

  it('that shows no page tells nothing where windows are listed', () => {
    expect(tellsNothing({ appId: 'plainsight', appName: 'Plainsight', title: 'Plainsight' })).toBe(true);
    expect(tellsNothing({ appId: 'chromium', appName: 'Chromium', title: 'Plainsight - Chromium' })).toBe(false);
    expect(isOwnWindow({ appId: 'plainsight', appName: '', title: '' }, false)).toBe(true);
  });
});
