import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { type ActivityRecord, formatRecords } from '../../../core/day/activity.ts';
import { unwrap } from '../../../core/result.ts';
import { ensureBuilt } from '../../../scripts/build.ts';
import { type OfficeApp, startOfficeApp } from '../../../scripts/demo/demo-app.ts';
import { type Desktop, startDesktop, until } from '../../desktop.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { decoded } from '../../journeys/scenes/pixels.ts';
import { shotsTaken } from '../../journeys/scenes/recorded-person.ts';

/** Painted over every page of ours, and over one of somebody else, so that they are found in pictures. */
export const ours = { r: 255, g: 0, b: 255 };
export const others = { r: 0, g: 200, b: 0 };

const settings = { shotIntervalMs: 1_000, holdMs: 600_000, journalMs: 200, segmentMs: 1_000 } as const;

/** A desktop that the real agent records, with a real browser that walks our pages and those of somebody else. */
export interface WalkedOffice {
  readonly folder: string;
  readonly desktop: Desktop;
  readonly app: OfficeApp;
  readonly context: BrowserContext;
  readonly page: Page;
  /** A page of somebody else with the title `Quarterly figures`; slow: its title comes at once, and what it shows after seconds. */
  figures(isSlow?: boolean): string;
  /** A page of ours that stays without a title until `finish`. */
  unfinished(): string;
  finish(): void;
  titleOfFront(): Promise<string>;
  /** Answers when there are two pictures more. */
  morePictures(): Promise<void>;
  /** Everything recorded so far. */
  records(): Promise<readonly ActivityRecord[]>;
  /** Of each picture: how many pixels look like a page of ours and of somebody else, and the picture. */
  pictures(): Promise<readonly LookedAt[]>;
  close(): Promise<void>;
}

export interface LookedAt {
  readonly ours: number;
  readonly others: number;
  readonly width: number;
  readonly rgb: Uint8Array;
}

export async function startWalkedOffice(): Promise<WalkedOffice> {
  const closing: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const each of closing) await each();
  };
  await ensureBuilt(['renderer']);
  const folder = await mkdtemp(join(tmpdir(), 'plainsight-own-'));
  closing.unshift(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const desktop = await startDesktop();
  closing.unshift(() => desktop.close());
  const app = unwrap(
    await startOfficeApp({
      folder,
      pages: join(import.meta.dirname, '..', '..', '..', 'out', 'renderer'),
      env: desktop.env,
      platform: 'linux',
      appVersion: '0.0.0-test',
      ...{ organisation: 'Example Ltd', person: 'The recorded person', viewer: 'The viewer' },
      settings,
      keepsKeys: true,
      passphraseWork: lightWork,
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
  const unfinished = new Set<ServerResponse>();
  const site = createServer((request, response) => answer(request, response, unfinished));
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
  closing.unshift(async () => {
    site.closeAllConnections();
    site.close();
  });
  const context = await chromium.launchPersistentContext(join(folder, 'browser'), {
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
        if (location.protocol === 'about:') return;
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
  const page = context.pages()[0] ?? (await context.newPage());
  const at = (path: string) => `http://127.0.0.1:${(site.address() as AddressInfo).port}${path}`;
  return {
    ...{ folder, desktop, app, context, page, close },
    figures: (isSlow = false) => at(isSlow ? '/figures?slow' : '/figures'),
    unfinished: () => at('/app/employee.html'),
    finish: () => {
      for (const response of unfinished) response.end('<title>Plainsight</title>');
    },
    titleOfFront: () => desktop.xdotool('getactivewindow', 'getwindowname'),
    morePictures: async () => {
      const before = unwrap(await app.employee.service.shots({})).length;
      await shotsTaken(app.employee, before + 2);
    },
    records: async () => {
      const agent = app.employee.agent();
      if (agent === null) throw new Error('the agent does not run');
      await agent.conductor.journalNow();
      return unwrap(await agent.keeper.records(agent.keeper.dayOf(Date.now())));
    },
    pictures: async () => {
      const looked: LookedAt[] = [];
      for (const { id } of unwrap(await app.employee.service.shots({}))) {
        const { webp } = unwrap(await app.employee.service.picture({ id }));
        const picture = await decoded(Buffer.from(webp, 'base64'));
        const [own, other] = [pixelsLike(picture.rgb, ours), pixelsLike(picture.rgb, others)];
        looked.push({ ...picture, ours: own, others: other });
      }
      return looked;
    },
  };
}

/** As `plainsight open` writes them. Why a state or a sensor is as it is is the program's own sentence, which may name it. */
export function linesOf(records: readonly ActivityRecord[]): string[] {
  const written = records.flatMap((record): ActivityRecord[] => {
    if (record.kind === 'header') return [];
    if (record.kind === 'sensor') return [{ ...record, report: { ...record.report, reason: null } }];
    return [record.kind === 'state' ? { ...record, reason: null } : record];
  });
  return formatRecords(written).split('\n');
}

/** The browser is in front with this in its title. */
export async function isInFront({ titleOfFront }: Pick<WalkedOffice, 'titleOfFront'>, text: string): Promise<void> {
  await until(async () => (await titleOfFront()).includes(text) || null);
}

/** Stays so long, as somebody who reads does: pictures fall on it. */
export const stay = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** So late comes what a slow page needs before anything of it is shown; the title is there at once. */
const slowMs = 6_000;

function answer({ url = '' }: IncomingMessage, response: ServerResponse, unfinished: Set<ServerResponse>): void {
  const [path, query] = url.split('?');
  response.setHeader('content-type', path === '/slow.css' ? 'text/css' : 'text/html');
  if (path === '/slow.css') {
    setTimeout(() => response.end('body{}'), slowMs);
  } else if (path === '/app/employee.html') {
    unfinished.add(response);
    response.write(`<body style="background:rgb(${ours.r},${ours.g},${ours.b})">${' '.repeat(4_096)}`);
  } else {
    const slow = query === 'slow' ? '<link rel="stylesheet" href="/slow.css">' : '';
    response.end(`<title>Quarterly figures</title>${slow}<p>Figures`);
  }
}

function pixelsLike(rgb: Uint8Array, { r, g, b }: typeof ours): number {
  let found = 0;
  for (let at = 0; at < rgb.length; at += 3) {
    const far = Math.abs((rgb[at] ?? 0) - r) + Math.abs((rgb[at + 1] ?? 0) - g) + Math.abs((rgb[at + 2] ?? 0) - b);
    if (far < 90) found++;
  }
  return found;
}
