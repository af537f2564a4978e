import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Browser } from 'playwright-core';
import type { Employee } from '../../../agent/employee.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { unwrap } from '../../../core/result.ts';
import { employeeContract } from '../../../ipc/employee.ts';
import { managerContract } from '../../../ipc/manager.ts';
import { ensureBuilt } from '../../../scripts/build.ts';
import { createManager } from '../../../viewer/manager.ts';
import { readViewerFile } from '../../../viewer/session/viewer-file.ts';
import { startWebHost } from '../../../web/server.ts';
import { openBrowser } from '../../chromium.ts';
import {
  collectPictures,
  drawnPictures,
  openLatestDay,
  photograph,
  type ShownWindow,
  shownCount,
  shownWindows,
} from './browser.ts';
import { newSecret, rareWord } from './canary.ts';
import { type DrivenDesktop, openDrivenDesktop } from './driven-desktop.ts';
import { consentOnPage, deleteNewestHeld, type SeenWhileRecording } from './employee-visit.ts';
import { type TrueSpan, watchTruth } from './ground-truth.ts';
import type { OpenOffice, TestOffice } from './offices.ts';
import { allUploaded, clock, startRecordedPerson } from './recorded-person.ts';
import { type Done, driveMinute, type MinuteTexts } from './scripted-minute.ts';

/** Everything that is left of a scripted minute: what was done, what the pages showed, and where to search. */
export interface Evidence {
  readonly folder: string;
  readonly office: TestOffice;
  readonly scene: DrivenDesktop;
  readonly texts: MinuteTexts;
  readonly done: Done;
  readonly truth: readonly TrueSpan[];
  /** The longest time, in ms, for which this machine let neither the agent nor the other program say when something happened. */
  readonly stallMs: number;
  readonly duringMinute: SeenWhileRecording;
  readonly windows: readonly ShownWindow[];
  readonly appMs: Readonly<Record<string, number>>;
  readonly counts: Readonly<Record<'keys' | 'clicks' | 'scrolls', number>>;
  /** WebP files by id, as the page was given them, and the ids that it drew. */
  readonly pictures: ReadonlyMap<string, Buffer>;
  readonly drawn: readonly string[];
  readonly chainState: string | null;
  /** HTML and text of every page at its end. */
  readonly pageTexts: readonly string[];
  readonly log: readonly string[];
}

export const shotIntervalMs = 4_000;
const settings = { shotIntervalMs, holdMs: 20_000, journalMs: 1_000, segmentMs: 5_000 } as const;

/** Opens an office and a desktop, records the scripted minute on it, uploads, and looks at both pages. `later` gets what must be closed. */
export async function recordMinute(
  name: string,
  openOffice: OpenOffice,
  later: (close: () => Promise<unknown>) => void,
): Promise<Evidence> {
  const folder = await mkdtemp(join(tmpdir(), 'plainsight-e2e-'));
  await ensureBuilt(['renderer']);
  const office = await openOffice(folder, settings);
  later(() => office.close());
  const scene = await openDrivenDesktop();
  later(() => scene.close());
  const log: string[] = [];
  const employee = await startRecordedPerson({
    folder: join(folder, 'agent'),
    desktop: scene.desktop,
    enrolment: office.enrolment,
    rules: [{ title: 'Diary *', effect: 'exclude' }],
    log: (line) => log.push(line),
  });
  later(() => employee.close());
  const manager = createManager({ file: unwrap(readViewerFile(office.viewerFile)), openStore: openS3Store, clock });
  later(async () => manager.close());
  const host = unwrap(
    await startWebHost({
      root: join(import.meta.dirname, '..', '..', '..', 'out', 'renderer'),
      contracts: [
        { contract: employeeContract, service: employee.service, onChange: employee.onChange },
        { contract: managerContract, service: manager.service, onChange: manager.onChange },
      ],
      log: (line) => log.push(line),
    }),
  );
  later(() => host.close());
  const browser = await openBrowser();
  later(() => browser.close());

  const texts: MinuteTexts = {
    secret: newSecret(),
    ordinary: `make ${rareWord()} all`,
    note: `remember the ${rareWord()} for tomorrow`,
    comment: `figures of ${rareWord()} look fine`,
    diary: `nobody reads ${rareWord()} here`,
  };
  const minute = await recordedMinute(scene, texts, employee, browser, host.address('employee'), name);
  await office.confirmDevices();
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const pictures = collectPictures(page);
  await openLatestDay(page, host.address('manager'), office.passphrase);
  const drawn = await drawnPictures(page);
  await photograph(page, `${name}-manager`);
  const [keys, clicks, scrolls] = await Promise.all(
    (['keys', 'clicks', 'scrolls'] as const).map((what) => shownCount(page, what)),
  );
  return {
    ...{ folder, office, scene, texts, log, pictures, drawn, ...minute },
    windows: await shownWindows(page),
    appMs: Object.fromEntries(
      await page
        .locator('tr[data-app-id][data-ms]')
        .evaluateAll((rows) =>
          rows.map((row) => [row.getAttribute('data-app-id'), Number(row.getAttribute('data-ms'))]),
        ),
    ),
    counts: { keys: keys ?? -1, clicks: clicks ?? -1, scrolls: scrolls ?? -1 },
    chainState: await page.locator('[data-chain-state]').first().getAttribute('data-chain-state'),
    pageTexts: [...minute.pageTexts, await page.content(), await page.locator('body').innerText()],
  };
}

/** Keeps the figures of a minute, and its screenshots, beside the pictures of the pages where somebody asked for them (PAGES). */
export async function noteFigures(
  name: string,
  { truth, stallMs, windows, counts, done, pictures }: Evidence,
  objects: ReadonlyMap<string, Uint8Array>,
): Promise<void> {
  const to = process.env.PAGES;
  if (to === undefined) return;
  const errorsMs = truth.flatMap(({ start, end }, index) => [
    (windows[index]?.start ?? 0) - start,
    (windows[index]?.end ?? 0) - end,
  ]);
  const bytes = [...objects.values()].reduce((sum, body) => sum + body.length, 0);
  const { keys, clicks, scrolls } = done;
  const figures = { errorsMs, stallMs, shown: counts, done: { keys, clicks, scrolls }, objects: objects.size, bytes };
  await writeFile(join(to, `${name}.json`), JSON.stringify(figures, null, 2));
  for (const [id, webp] of pictures) await writeFile(join(to, `${name}-${id}.webp`), webp);
}

/** The person agrees on the page, the minute is driven, the person pauses, and all that was recorded leaves. */
async function recordedMinute(
  scene: DrivenDesktop,
  texts: MinuteTexts,
  employee: Employee,
  browser: Browser,
  address: string,
  name: string,
) {
  const { terminal, editor, browser: site, diary } = scene;
  const watch = await watchTruth(
    scene.desktop,
    [terminal, editor, site, diary].map(({ window }) => window),
  );
  const delay = monitorEventLoopDelay({ resolution: 10 });
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(address);
    await photograph(page, `${name}-employee-first`);
    const from = await consentOnPage(page);
    delay.enable();
    let seen: SeenWhileRecording | null = null;
    const done = await driveMinute(scene, texts, async () => {
      seen = await deleteNewestHeld(page, `${name}-employee-recording`);
    });
    const to = clock.now();
    const stallMs = delay.max / 1e6;
    unwrap(await employee.service.pause({ length: 'until-resumed' }));
    await allUploaded(employee);
    await photograph(page, `${name}-employee-paused`);
    if (seen === null) throw new Error('the page was not visited during the minute');
    const duringMinute: SeenWhileRecording = seen;
    const pageTexts = [await page.content(), await page.locator('body').innerText()];
    await page.close();
    return { done, truth: watch.spans(from, to), stallMs, duringMinute, pageTexts };
  } finally {
    delay.disable();
    watch.close();
  }
}
