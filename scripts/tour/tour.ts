import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { untilTold } from '../../agent/host/end-signals.ts';
import { unwrap } from '../../core/result.ts';
import { wholeText } from '../../messages/problem-text.ts';
import { ensureBuilt } from '../build.ts';
import { type OfficeApp, startOfficeApp } from '../demo/demo-app.ts';
import { startProgress } from '../progress.mjs';
import { openTourDesktop } from './tour-desktop.ts';
import { answerAsPerson, photographPages } from './tour-pages.ts';
import { readTour, sayTour, type TourReport } from './tour-report.ts';
import { driveTour } from './tour-script.ts';

export interface TourOptions {
  readonly root: string;
  readonly appVersion: string;
  /** End after printing what was captured, instead of serving the pages until interrupted. */
  readonly once: boolean;
  readonly report: string | null;
  readonly say: (line: string) => void;
}

/** The main job on a desktop of its own: record with consent, seal, upload, open as a manager. Everything in it is real but the person. */
export async function runTour({ root, appVersion, once, report, say }: TourOptions): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'plainsight-tour-'));
  await step('Building the pages', () => ensureBuilt(['renderer']));
  const tour = await step('Opening a virtual desktop with a terminal, an editor and a browser', openTourDesktop);
  const closing: (() => Promise<unknown>)[] = [tour.close];
  try {
    const log: string[] = [];
    const app = await step('Making a demo organisation with its own encrypted store', async () =>
      unwrap(
        await startOfficeApp({
          folder,
          pages: join(root, 'out', 'renderer'),
          env: tour.desktop.env,
          platform: process.platform,
          appVersion,
          organisation: 'Demo organisation',
          person: 'Demo person',
          viewer: 'Demo viewer',
          settings: {
            shotIntervalMs: 8_000,
            holdMs: 3_000,
            journalMs: 5_000,
            segmentMs: 10_000,
            idleAfterMs: 10_000,
            rules: [{ title: 'Private diary*', effect: 'exclude' }],
          },
          keepsKeys: true,
          log: (line) => log.push(line),
        }),
      ),
    );
    closing.push(() => app.close());
    const { passphrase } = app.office;
    await step('Enrolling and agreeing as its made-up person, on the page', () =>
      answerAsPerson(app.host.address('employee')),
    );
    const progress = startProgress('Recording a minute of real work');
    const driven = await driveTour({
      ...tour,
      onStep: (text) => progress.update(text),
      pause: () => app.employee.service.pause({ length: 'until-resumed' }),
      resume: () => app.employee.service.resume({}),
    });
    progress.done(`${driven.focus.length} switches, ${driven.keys} keys`);
    await step('Uploading over HTTPS', () => uploadAll(app));
    unwrap(await app.manager.service.unlock({ passphrase: passphrase ?? '' }));
    const found = await step('Opening the day as its manager: verify, then decrypt', () =>
      readTour(app, folder, driven),
    );
    const pages = await step('Taking pictures of the pages', () =>
      photographPages({ ...found.addresses, folder: join(folder, 'pages') }),
    );
    const written: TourReport = { ...found, pages };
    for (const line of sayTour(written)) say(line);
    if (report !== null) await writeFile(report, `${JSON.stringify(written, null, 2)}\n`);
    say('');
    say(`Everything of this tour is in ${folder}.`);
    say(`Its recovery files open with the passphrase of this demonstration: ${passphrase}`);
    if (once) return;
    say(`Manager’s page:   ${found.addresses.manager}`);
    say(`Employee’s page:  ${found.addresses.employee}`);
    say('Press Ctrl+C to end.');
    await untilTold();
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

/** Recording stops here; pictures and records that are on hold leave when their time is up. */
async function uploadAll({ employee }: OfficeApp): Promise<void> {
  const asked = Date.now();
  unwrap(await employee.service.pause({ length: 'until-resumed' }));
  const agent = employee.agent();
  if (agent === null) throw new Error('the agent does not run');
  for (;;) {
    await agent.keeper.advance(Date.now(), 0, true);
    await agent.uploader.flush();
    const { upload, deletableFrom } = unwrap(await employee.service.status({}));
    const hasLeft = deletableFrom === null || deletableFrom >= asked;
    if (hasLeft && upload.waiting === 0 && upload.onHold === 0) return;
    if (agent.uploader.problem !== null) throw new Error(wholeText('en', agent.uploader.problem));
    await new Promise((done) => setTimeout(done, 250));
  }
}

async function step<T>(label: string, work: () => Promise<T>): Promise<T> {
  const progress = startProgress(label);
  try {
    const value = await work();
    progress.done();
    return value;
  } catch (error) {
    progress.fail();
    throw error;
  }
}
