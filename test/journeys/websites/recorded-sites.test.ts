import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { browsersOfLinux } from '../../../agent/browsers/browser-system.ts';
import { browsersUnderNode } from '../../../agent/browsers/node-setup.ts';
import { openCapturePlatform } from '../../../agent/capture/detect.ts';
import { chooseEncoder } from '../../../agent/screenshot/encoder.ts';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { unwrap } from '../../../core/result.ts';
import { dayOf, zoneSchema } from '../../../core/time/calendar.ts';
import { yesTo } from '../../agent/employee-scene.ts';
import { until } from '../../desktop.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { decoded } from '../scenes/pixels.ts';
import { flagsFor, newTab, openChromium } from './chromium.ts';
import { patienceMs } from './scene.ts';
import { startSites } from './site-server.ts';
import { askedDesktops, hasDesktop, startWebDesktop, type WebDesktopName, webDesktops } from './web-desktop.ts';

const chromium = '/usr/bin/chromium';
/** What is left out is painted in this colour, so that any of it shows on a picture. */
const magenta = '%23f0f';
/** A record begins when its title is told, which the system does once a second. */
const withinMs = 2_000;

/** The whole agent, with a real Chromium: what is kept of websites, and what never is. */
describe.skipIf(!existsSync(chromium))('websites in the record (Linux with chromium)', { timeout: 400_000 }, () => {
  it.each(webDesktops)(
    'are there with their windows to the second on %s, and neither a site that a rule leaves out nor a private window, on no picture either',
    sitesInTheRecord,
  );
});

for (const on of askedDesktops)
  describe.skipIf(!existsSync(chromium) || !hasDesktop(on))(
    `websites in the record on ${on} (asked for: wayland-all)`,
    { timeout: 400_000 },
    () => {
      it('are there to the second, and nothing that is left out, on no picture either', () => sitesInTheRecord(on));
    },
  );

async function sitesInTheRecord(on: WebDesktopName): Promise<void> {
  const desktop = await startWebDesktop(on);
  onTestFinished(() => desktop.close(), 60_000);
  const sites = await startSites();
  onTestFinished(() => sites.close());
  const { home } = desktop;
  const profile = join(home, '.config/chromium');
  await mkdir(profile, { recursive: true });
  const workplace = await newWorkplace({
    shotIntervalMs: 5_000,
    rules: [{ site: 'bank.example', effect: 'exclude' }],
    sitePaths: on === 'sway',
  });
  const setup = browsersUnderNode('linux', {});
  const clock = { now: () => Date.now() };
  const employee = await workplace.start({
    openPlatform: () => openCapturePlatform({ platform: 'linux', env: desktop.env, clock }),
    encoder: () => chooseEncoder({ platform: 'linux', isElectron: false }),
    browsers: setup === null ? null : { ...setup, system: browsersOfLinux({ home, config: null }) },
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
    until(async () => (await windows()).find(fits) ?? null, patienceMs).catch(async () => {
      throw new Error(`this was not recorded; last were ${JSON.stringify((await windows()).slice(-5), null, 1)}`);
    });
  // A screen that has not changed makes a record and no picture.
  const shots = async () =>
    unwrap(await service.records({ day: today() })).filter(({ kind }) => kind === 'shot').length;
  const anotherShot = async () => {
    const before = await shots();
    await until(async () => (await shots()) >= before + 2 || null, patienceMs);
  };

  /** A terminal beside the browser has the focus until there was another picture; answers when it went. */
  const beside = async () => {
    const terminal = await desktop.openTerminal('Ledger');
    const opened = clock.now();
    await recorded(({ title, start }) => title === 'Ledger' && start >= opened - withinMs);
    await anotherShot();
    const at = clock.now();
    await terminal.close();
    return at;
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
  /** Each page with when it was asked for, and when it was there. */
  const turns: { readonly name: string; readonly asked: number; readonly there: number }[] = [];
  for (const name of ['two.example', 'three.example', 'four.example', 'one.example']) {
    const asked = clock.now();
    await one.goto(`http://${name}/orders/4711?query=1#fragment`);
    turns.push({ name, asked, there: clock.now() });
    await recorded(({ site, start, end }) => site === name && end > asked && start > asked - withinMs);
  }

  const from = clock.now();
  const bank = await newTab(context, `http://bank.example/?title=Account+4711&colour=${magenta}`);
  await recorded(({ withheld, start }) => withheld === 'rule' && start >= from);
  const bankUntil = await beside();
  // In front again before it shows another page: a title that came before its page counts as the former page's too.
  await recorded(({ withheld, start }) => withheld === 'rule' && start >= bankUntil);
  await one.bringToFront();
  await recorded(({ site, start }) => site === 'one.example' && start >= bankUntil);
  const later = clock.now();
  const flags = [...flagsFor({ desktop, port: sites.port }), `--user-data-dir=${profile}`, '--incognito'];
  desktop.start(chromium, ...flags, `http://secret.example/?title=Symptoms&colour=${magenta}`);
  await recorded(({ withheld, start }) => withheld === 'rule' && start >= later);
  await beside();
  await bank.close();

  const day = unwrap(await service.records({ day: today() }));
  const text = JSON.stringify(day);
  for (const never of ['bank.example', 'Account 4711', 'secret.example', 'Symptoms', 'query', 'fragment'])
    expect(text).not.toContain(never);
  const kept = await windows();
  // On one desktop the organisation asks for paths, which the person agreed to.
  const paths = kept.filter(({ path }) => path === '/orders/4711').map(({ site }) => site);
  expect(new Set(paths).size).toBe(on === 'sway' ? 4 : 0);
  if (on === 'X11') expect(text).not.toContain('orders');
  const names = ['four.example', 'one.example', 'three.example', 'two.example'];
  expect([...new Set(kept.flatMap(({ site }) => site ?? []))].sort()).toEqual(names);
  for (const { site, title } of kept) if (site !== null) expect(title).toContain(`Page of ${site}`);
  for (const [index, { name, asked }] of turns.entries()) {
    const next = turns[index + 1];
    const own = kept.filter(({ site, start, end }) => site === name && start < (next?.there ?? from) && end > asked);
    expect(own[0]?.start).toBeGreaterThan(asked - withinMs);
    if (next !== undefined) expect(own.at(-1)?.end).toBeLessThan(next.there + withinMs);
  }
  const pictures = unwrap(await service.shots({}));
  expect(pictures.length).toBeGreaterThan(0);
  // Two of each state: of what is left out there are covered windows and no pixels.
  const covered = day.filter((record) => record.kind === 'shot' && record.at >= from && record.covered > 0);
  expect(covered.length).toBeGreaterThan(1);
  for (const { id } of pictures) {
    const { webp } = unwrap(await service.picture({ id }));
    expect(magentaIn((await decoded(Buffer.from(webp, 'base64'))).rgb)).toBe(0);
  }
}

function magentaIn(rgb: Uint8Array): number {
  let found = 0;
  for (let at = 0; at < rgb.length; at += 3)
    if ((rgb[at] ?? 0) > 200 && (rgb[at + 1] ?? 255) < 60 && (rgb[at + 2] ?? 0) > 200) found++;
  return found;
}
