import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';
import { maskColour } from '../../agent/screenshot/window-mask.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { parseRecords } from '../../core/day/activity.ts';
import { viewOfDay } from '../../core/day/view.ts';
import { daySchema } from '../../core/ids.ts';
import type { Rectangle } from '../../core/rectangle.ts';
import { unwrap } from '../../core/result.ts';
import { employeeContract } from '../../ipc/employee.ts';
import { managerContract } from '../../ipc/manager.ts';
import { ensureBuilt } from '../../scripts/build.ts';
import { createManager } from '../../viewer/manager.ts';
import { readViewerFile } from '../../viewer/session/viewer-file.ts';
import { startWebHost } from '../../web/server.ts';
import { openBrowser } from '../chromium.ts';
import { allObjects, openedActivity, viewerIdentity } from '../fixtures/bucket-contents.ts';
import { startLogind } from '../fixtures/logind-double.ts';
import {
  collectPictures,
  drawnPictures,
  openLatestDay,
  photograph,
  shownCount,
  shownWindows,
} from './scenes/browser.ts';
import { filesBelow, findings, newSecret, rareWord } from './scenes/canary.ts';
import { openEmbeddedOffice } from './scenes/offices.ts';
import { decoded, largestDifference, liveliness } from './scenes/pixels.ts';
import {
  allUploaded,
  clock,
  isRecording,
  keepIdleTimes,
  shotsTaken,
  startRecordedPerson,
  stateShown,
} from './scenes/recorded-person.ts';

const settings = {
  idleAfterMs: 10_000,
  shotIntervalMs: 4_000,
  holdMs: 5_000,
  journalMs: 1_000,
  segmentMs: 5_000,
} as const;
/** WebP carries a neighbour's colour a block over an edge. */
const blockPixels = 16;
/** What WebP makes of one colour; a letter differs by a hundred. */
const slightest = 2;
const withinMs = 2_000;

/** A desktop on Wayland, as the scripted minute uses it. */
export interface WaylandScene {
  /** The environment for programs that belong to it; its agent adds what is said of the session. */
  readonly env: Readonly<Record<string, string>>;
  /** What its windows of terminals are called as a program. */
  readonly appId: string;
  /** Opens a terminal beside those that are open, which then has the focus. */
  openTerminal(title: string, ...command: string[]): Promise<unknown>;
  focus(title: string): Promise<void>;
  type(text: string): Promise<unknown>;
  /** Locks its screen or unlocks it; absent: logind alone says so. */
  lock?(isLocked: boolean): Promise<void>;
  /** True: it lists menus with their places, so that pictures are taken while an excluded window has the focus. */
  readonly tellsMenus?: boolean;
  /** What WebP makes of one colour there, where its wallpaper is a photograph. */
  readonly slightest?: number;
  /** Where a window is, its frame too, as the desktop says it to another program. */
  boundsOf(title: string): Promise<Rectangle>;
  close(): Promise<void>;
}

/** Windows, input, idle time, lock, pause and pictures are recorded, and nothing that is excluded or typed. */
export async function mainJobOnWayland(name: string, openDesktop: () => Promise<WaylandScene>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), `plainsight-${name}-`));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await ensureBuilt(['renderer']);
  const office = await openEmbeddedOffice(folder, settings);
  onTestFinished(() => office.close());
  const logind = await startLogind();
  onTestFinished(() => logind.close());
  const desktop = await openDesktop();
  onTestFinished(() => desktop.close());
  const words = {
    build: `Build ${rareWord()}: a=b`,
    notes: `Notes ${rareWord()}`,
    diary: `Diary ${rareWord()}`,
    dear: `dear ${rareWord()}`,
  };
  await desktop.openTerminal(words.diary, 'sh', '-c', `echo "${words.dear}"; cat`);
  await desktop.openTerminal(words.notes, 'sh', '-c', 'seq -s " " 1 3000; cat');
  await desktop.openTerminal(words.build, 'sh', '-c', 'seq -s " " 1 3000; cat');
  const diary = await desktop.boundsOf(words.diary);
  const notes = await desktop.boundsOf(words.notes);

  const log: string[] = [];
  const env = { ...logind.env, ...desktop.env };
  const lock = desktop.lock ?? ((isLocked: boolean) => logind.set('locked', isLocked));
  const employee = await startRecordedPerson({
    ...{ folder: join(folder, 'agent'), desktop: { env }, enrolment: office.enrolment },
    rules: [{ title: 'Diary *', effect: 'exclude' }],
    log: (line) => log.push(line),
  });
  onTestFinished(() => employee.close());
  const manager = createManager({ file: unwrap(readViewerFile(office.viewerFile)), openStore: openS3Store, clock });
  onTestFinished(() => manager.close());
  const host = unwrap(
    await startWebHost({
      root: join(import.meta.dirname, '..', '..', 'out', 'renderer'),
      contracts: [
        { contract: employeeContract, service: employee.service, onChange: employee.onChange },
        { contract: managerContract, service: manager.service, onChange: manager.onChange },
      ],
      log: (line) => log.push(line),
    }),
  );
  onTestFinished(() => host.close());
  const browser = await openBrowser();
  onTestFinished(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(host.address('employee'));
  const counts = await page.locator('li[data-purpose=input-counts]').innerText();
  expect(counts).toContain('Keys and clicks cannot be counted on this computer');
  expect(counts).toContain('in how many seconds of each minute there was any input');
  await page.getByRole('button', { name: 'Read the whole notice' }).click();
  expect(await page.getByRole('dialog').innerText()).toContain('Keys and clicks cannot be counted on this computer');
  await page.keyboard.press('Escape');
  await photograph(page, `${name}-employee-first`);
  await agree(page);

  const secret = newSecret();
  const turns: { readonly at: number; readonly title: string }[] = [{ at: clock.now(), title: words.build }];
  const to = async (title: string): Promise<void> => {
    await desktop.focus(title);
    turns.push({ at: clock.now(), title });
  };
  const typings: { readonly from: number; readonly to: number }[] = [];
  const type = async (text: string): Promise<void> => {
    const from = clock.now();
    await desktop.type(text);
    typings.push({ from, to: clock.now() });
  };
  const anotherShot = async (): Promise<void> => {
    await shotsTaken(employee, unwrap(await employee.service.shots({})).length + 1);
  };
  await type(`${secret} and on`);
  await anotherShot();
  await to(words.notes);
  await type('remember');
  await anotherShot();
  await to(words.diary);
  await type(`nobody reads ${secret}`);
  await pass(5_000);
  await to(words.build);
  await anotherShot();
  await type('before a rest');
  // Waiting for pictures may have been a rest too.
  await stateShown(employee, 'active');
  await stateShown(employee, 'idle');
  await type('after it');
  await stateShown(employee, 'active');
  const [restedFrom, restedTo] = [typings.at(-2)?.to ?? 0, typings.at(-1)?.from ?? 0];
  await lock(true);
  const lockedAt = clock.now();
  await pass(4_000);
  await lock(false);
  const unlockedAt = clock.now();
  await isRecording(employee);
  await pass(3_000);
  await photograph(page, `${name}-employee-recording`);
  const paused = clock.now();
  unwrap(await employee.service.pause({ length: 'until-resumed' }));
  await desktop.focus(words.notes);
  await desktop.type(`unseen ${secret}`);
  await keepIdleTimes(employee);
  await allUploaded(employee);
  await office.confirmDevices();
  const pageTexts = [await page.content()];

  const day = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const pictures = collectPictures(day);
  await openLatestDay(day, host.address('manager'), office.passphrase);
  await drawnPictures(day);
  await photograph(day, `${name}-manager`);
  pageTexts.push(await day.content(), await day.locator('body').innerText());
  expect(await day.locator('[data-chain-state]').first().getAttribute('data-chain-state')).toBe('open');

  const windows = await shownWindows(day);
  const expected = turns.map(({ title }) =>
    title === words.diary ? ['', 'rule', 'withheld by a rule'] : [desktop.appId, null, title],
  );
  // The lock cuts the last one in two.
  const shown = [...expected, expected.at(-1)];
  expect(windows.map(({ appId, withheld, title }) => [appId, withheld, title])).toEqual(shown);
  for (const [index, { at }] of turns.entries())
    if (index > 0) expect(Math.abs((windows[index]?.start ?? 0) - at)).toBeLessThan(withinMs);
  expect(Math.abs((windows.at(-2)?.end ?? 0) - lockedAt)).toBeLessThan(withinMs);
  expect((windows.at(-1)?.start ?? 0) - unlockedAt).toBeGreaterThan(-withinMs);
  expect(Math.abs((windows.at(-1)?.end ?? 0) - paused)).toBeLessThan(withinMs);

  const objects = await allObjects(office.owner);
  const activity = await openedActivity(objects, await viewerIdentity(office.viewerFile, office.passphrase));
  const records = [...activity.values()].flatMap((text) => parseRecords(text));
  expect(records.filter(({ kind }) => kind === 'counts')).toEqual([]);
  const told = records.reduce((sum, each) => sum + (each.kind === 'input-seconds' ? each.seconds : 0), 0);
  // The first key may come a second after what types was started, the last one a second before it ended.
  const lengths = typings.map(({ from, to }) => to - from);
  expect(told).toBeLessThanOrEqual(lengths.reduce((sum, ms) => sum + Math.ceil(ms / 1_000) + 1, 0));
  const least = lengths.reduce((sum, ms) => sum + Math.max(0, Math.floor(ms / 1_000) - 2), 0);
  expect(told).toBeGreaterThanOrEqual(Math.max(1, least));
  expect(await shownCount(day, 'input')).toBe(told);
  expect(await day.getByTestId('total-keys').count()).toBe(0);
  const { states } = viewOfDay(daySchema.parse('2026-01-01'), 'UTC', records);
  const rest = states.findLast((each) => each.state === 'idle' && each.start < restedTo && restedFrom < each.end);
  // It begins with a last key, which was long over when it was known to be idle. Where there was a rest before the last
  // text, which took less than a beat, the two are one.
  const lastKeys = typings.slice(0, -1).map(({ to: last }) => last);
  expect(Math.min(...lastKeys.map((last) => Math.abs((rest?.start ?? 0) - last)))).toBeLessThan(withinMs);
  expect((rest?.end ?? 0) - restedTo).toBeGreaterThan(-withinMs);
  expect(await day.locator('tr[data-state=idle]').count()).toBeGreaterThan(0);
  expect(new Set(records.flatMap((each) => (each.kind === 'state' ? [each.state] : [])))).toContain('locked');
  const diaryFrom = turns[2]?.at ?? 0;
  const diaryTo = turns[3]?.at ?? 0;
  const taken = records.flatMap((each) => (each.kind === 'shot' ? [each.at] : []));
  expect(taken.length).toBeGreaterThanOrEqual(3);
  const isForbidden = (at: number): boolean =>
    (at > diaryFrom && at < diaryTo && desktop.tellsMenus !== true) || (at > lockedAt + withinMs && at < unlockedAt);
  expect(taken.filter(isForbidden)).toEqual([]);
  expect(pictures.size).toBeGreaterThan(0);
  for (const webp of pictures.values()) {
    const picture = await decoded(webp);
    expect(largestDifference(picture, diary, maskColour, blockPixels)).toBeLessThanOrEqual(
      desktop.slightest ?? slightest,
    );
    expect(liveliness(picture, { x: notes.x + 20, y: notes.y + 100, width: 200, height: 100 })).toBeGreaterThan(10);
  }

  const never = [secret, words.diary, words.dear];
  const wire = office.proxy.exchanges.map(({ path, body, answer }) => Buffer.concat([Buffer.from(path), body, answer]));
  const places = [
    ...(await filesBelow(folder)),
    ...wire.map((bytes, index) => ({ name: `request ${index}`, bytes })),
    ...[...pageTexts, ...activity.values(), log.join('\n')].map((text, index) => ({
      name: `text ${index}`,
      bytes: Buffer.from(text),
    })),
  ];
  expect(places.length).toBeGreaterThan(20);
  expect(findings(places, never)).toEqual([]);
}

/** Programs last, so that what is known of a window is whole from its first moment. */
async function agree(page: Page): Promise<void> {
  for (const purpose of ['titles', 'input-counts', 'presence', 'screenshots', 'apps']) {
    await page.locator(`li[data-purpose=${purpose}]`).getByRole('switch').click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator(`li[data-purpose=${purpose}][data-event=agreed]`).waitFor();
  }
}

/** Lets time go by, of which the records tell. */
function pass(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
