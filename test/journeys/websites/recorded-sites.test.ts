import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { browsersUnderNode } from '../../../agent/browsers/node-setup.ts';
import { openCapturePlatform } from '../../../agent/capture/detect.ts';
import { chooseEncoder } from '../../../agent/screenshot/encoder.ts';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { unwrap } from '../../../core/result.ts';
import { dayOf, zoneSchema } from '../../../core/time/calendar.ts';
import { yesTo } from '../../agent/employee-scene.ts';
import { startDesktop, until } from '../../desktop.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { decoded } from '../scenes/pixels.ts';
import { flagsFor, newTab, openChromium } from './chromium.ts';
import { patienceMs } from './scene.ts';
import { startSites } from './site-server.ts';

const chromium = '/usr/bin/chromium';
/** What is left out is painted in this colour, so that any of it shows on a picture. */
const magenta = '%23f0f';

/** The whole agent, with a real Chromium: what is kept of websites, and what never is. */
describe.skipIf(!existsSync(chromium))('websites in the record (Linux with chromium)', { timeout: 400_000 }, () => {
  it('are there with their windows, and neither a site that a rule leaves out nor a private window, on no picture either', async () => {
    const desktop = await startDesktop();
    onTestFinished(() => desktop.close(), 60_000);
    const sites = await startSites();
    onTestFinished(() => sites.close());
    const home = desktop.env.HOME ?? '';
    const profile = join(home, '.config/chromium');
    await mkdir(profile, { recursive: true });
    const workplace = await newWorkplace({
      shotIntervalMs: 5_000,
      rules: [{ site: 'bank.example', effect: 'exclude' }],
    });
    const setup = browsersUnderNode('linux', {});
    const clock = { now: () => Date.now() };
    const employee = await workplace.start({
      openPlatform: () => openCapturePlatform({ platform: 'linux', env: desktop.env, clock }),
      encoder: () => chooseEncoder({ platform: 'linux', isElectron: false }),
      browsers: setup === null ? null : { ...setup, home },
    });
    const { service } = employee;
    for (const purpose of ['apps', 'titles', 'websites', 'screenshots'] as const)
      unwrap(await service.setConsent(await yesTo(employee, purpose)));
    const stateOf = async () => unwrap(await service.status({})).purposes.find(({ purpose }) => purpose === 'websites');
    expect(await stateOf()).toMatchObject({ state: 'unavailable', sensorReason: { code: 'websites-no-browser' } });
    unwrap(await service.registerBrowsers({}));

    const today = () => dayOf(clock.now(), zoneSchema.parse('UTC'));
    const windows = async () =>
      unwrap(await service.records({ day: today() })).filter(
        (record): record is Extract<ActivityRecord, { kind: 'window' }> => record.kind === 'window',
      );
    const recorded = (fits: (window: Awaited<ReturnType<typeof windows>>[number]) => boolean) =>
      until(async () => (await windows()).find(fits) ?? null, patienceMs);
    // A screen that has not changed makes a record and no picture.
    const shots = async () =>
      unwrap(await service.records({ day: today() })).filter(({ kind }) => kind === 'shot').length;
    const anotherShot = async () => {
      const before = await shots();
      await until(async () => (await shots()) >= before + 2 || null, patienceMs);
    };

    const context = await openChromium({ desktop, profile, port: sites.port });
    onTestFinished(() => context.close());
    const one = context.pages()[0] ?? (await context.newPage());
    await one.goto('http://one.example/path?query=1');
    await recorded(({ site, title }) => site === 'one.example' && title?.startsWith('Page of one.example') === true);
    expect(await stateOf()).toMatchObject({ state: 'recording' });
    expect(unwrap(await service.health({})).browsers?.known).toContainEqual({
      ...{ name: 'Chromium', isRegistered: true, isConnected: true },
    });
    await anotherShot();

    const from = clock.now();
    const bank = await newTab(context, `http://bank.example/?title=Account+4711&colour=${magenta}`);
    await recorded(({ withheld, start }) => withheld === 'rule' && start >= from - 5_000);
    await anotherShot();
    await one.bringToFront();
    await recorded(({ site, start }) => site === 'one.example' && start >= from);
    const later = clock.now();
    const flags = [...flagsFor({ port: sites.port }), `--user-data-dir=${profile}`, '--incognito'];
    desktop.start(chromium, ...flags, `http://secret.example/?title=Symptoms&colour=${magenta}`);
    await recorded(({ withheld, start }) => withheld === 'rule' && start >= later);
    // A window that closes while it is asked for fails the whole search: it is made again.
    await until(() => desktop.xdotool('search', '--onlyvisible', '--name', 'Symptoms'), patienceMs);
    await anotherShot();
    await bank.close();

    const day = unwrap(await service.records({ day: today() }));
    const text = JSON.stringify(day);
    for (const never of ['bank.example', 'Account 4711', 'secret.example', 'Symptoms', 'path', 'query'])
      expect(text).not.toContain(never);
    const kept = await windows();
    expect([...new Set(kept.map(({ site }) => site))].sort()).toEqual([null, 'one.example']);
    for (const { site, title } of kept) if (site !== null) expect(title).toMatch(/^Page of one\.example/);
    const pictures = unwrap(await service.shots({}));
    expect(pictures.length).toBeGreaterThan(0);
    // Two of each state: of what is left out there are covered windows and no pixels.
    const covered = day.filter((record) => record.kind === 'shot' && record.at >= from && record.covered > 0);
    expect(covered.length).toBeGreaterThan(2);
    for (const { id } of pictures) {
      const { webp } = unwrap(await service.picture({ id }));
      expect(magentaIn((await decoded(Buffer.from(webp, 'base64'))).rgb)).toBe(0);
    }
  });
});

function magentaIn(rgb: Uint8Array): number {
  let found = 0;
  for (let at = 0; at < rgb.length; at += 3)
    if ((rgb[at] ?? 0) > 200 && (rgb[at + 1] ?? 255) < 60 && (rgb[at + 2] ?? 0) > 200) found++;
  return found;
}
