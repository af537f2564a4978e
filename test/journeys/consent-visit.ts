import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect } from 'vitest';
import type { ActivityRecord } from '../../core/day/activity.ts';
import type { ShotId } from '../../core/ids.ts';
import { unwrap } from '../../core/result.ts';
import { ensureBuilt } from '../../scripts/build.ts';
import { type Identity, openWith, readIdentityFile } from '../../seal/age.ts';
import { openBrowser } from '../chromium.ts';
import { type Desktop, startDesktop } from '../desktop.ts';
import { type EnrolledPerson, startEnrolledPerson } from './scenes/enrolled-person.ts';
import { type LivingOffice, openLivingOffice } from './scenes/living-office.ts';
import { clock } from './scenes/recorded-person.ts';

export const soon = <T>(read: () => T | Promise<T>) => expect.poll(read, { timeout: 60_000, interval: 250 });
/** WebP at quality 60 keeps a solid area within so much of its colour, written twice over. */
export const coverNoise = 8;
export const passphrase = 'four words for testing';
export const settings = { shotIntervalMs: 3_000, holdMs: 60_000, journalMs: 1_000, segmentMs: 2_000 } as const;

/** A person at a real desktop with a real store, from before the enrolment on: what a test file of it shares. */
export function consentVisit() {
  let folder: string;
  let office: LivingOffice;
  let desktop: Desktop;
  let person: EnrolledPerson;
  let browser: Browser;
  let page: Page;
  const log: string[] = [];
  const coveredArea = { x: 20, y: 20, width: 400, height: 280 };
  const windows: Record<'work' | 'private', string> = { work: '', private: '' };

  const vault = () => join(folder, 'agent');
  const open = async (place = '') => {
    await page?.close();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    await page.goto(person.address);
    if (place !== '') await go(place);
  };
  const go = async (place: string) => {
    await page.getByRole('navigation').getByRole('link', { name: place }).click();
    await page.getByRole('navigation').locator('[aria-current=page]', { hasText: place }).waitFor();
  };
  const status = async () => unwrap(await person.employee.service.status({}));
  /** Everything that is on this computer of today, as records. */
  const records = async (): Promise<readonly ActivityRecord[]> => {
    const { keeper, conductor } = running();
    await conductor.journalNow();
    return unwrap(await keeper.records(keeper.dayOf(clock.now())));
  };
  const running = () => {
    const agent = person.employee.agent();
    if (agent === null) throw new Error('the agent does not run');
    return agent;
  };
  const kinds = async () => [...new Set((await records()).map(({ kind }) => kind))].sort();
  const agreeTo = async (name: string) => {
    const row = page.locator(`li[data-purpose=${name}]`);
    await row.getByRole('switch').click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator(`li[data-purpose=${name}][data-event=agreed]`).waitFor();
  };
  /** Somebody works: types into the one window, looks at the other. */
  const work = async (text = 'make all') => {
    await desktop.activate(windows.work);
    await desktop.xdotool('type', '--delay', '20', text);
    await desktop.activate(windows.private);
    await desktop.activate(windows.work);
  };
  const lastPicture = async () => unwrap(await person.employee.service.shots({}))[0];
  const picture = async (id: ShotId) =>
    Buffer.from(unwrap(await person.employee.service.picture({ id })).webp, 'base64');

  beforeAll(async () => {
    await ensureBuilt(['renderer']);
    folder = await mkdtemp(join(tmpdir(), 'plainsight-consent-'));
    office = await openLivingOffice(folder, settings, clock.now());
    desktop = await startDesktop({ width: 1280, height: 720 });
    await desktop.run('xsetroot', '-solid', '#7a8b6f');
    windows.private = (
      await desktop.openTerminal({ title: 'Letters to the family', geometry: '60x12+640+380' })
    ).window;
    windows.work = (await desktop.openTerminal({ title: 'Build of the week', geometry: '60x20+20+20' })).window;
    browser = await openBrowser();
    person = await startEnrolledPerson(vault(), desktop, (line) => log.push(line));
    await open();
  }, 200_000);

  afterAll(async () => {
    await browser?.close();
    await person?.close();
    await desktop?.close();
    await office?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }, 100_000);

  async function boundsOf(window: string) {
    const geometry = await desktop.xdotool('getwindowgeometry', '--shell', window);
    const number = (name: string) => Number(new RegExp(`${name}=(\\d+)`).exec(geometry)?.[1]);
    return { x: number('X'), y: number('Y'), width: number('WIDTH'), height: number('HEIGHT') };
  }

  return {
    get folder() {
      return folder;
    },
    get office() {
      return office;
    },
    get desktop() {
      return desktop;
    },
    get person() {
      return person;
    },
    set person(next) {
      person = next;
    },
    get page() {
      return page;
    },
    ...{ open, go, status, records, kinds, agreeTo, work, lastPicture, picture, vault, boundsOf },
    ...{ log, windows, coveredArea },
  };
}

export function isCaptured({ kind }: ActivityRecord): boolean {
  return kind === 'window' || kind === 'counts' || kind === 'shot';
}

export async function openedPictures(
  objects: ReadonlyMap<string, Uint8Array>,
  viewer: Identity,
): Promise<Map<string, Uint8Array>> {
  const pictures = new Map<string, Uint8Array>();
  for (const [key, sealed] of objects) {
    const [, prefix, day, id] = /^(.*)shots\/(.*\/)shots\/([^/.]+)\.[^/]+$/.exec(key) ?? [];
    if (day === undefined || id === undefined) continue;
    const wrapped = await openWith(viewer, objects.get(`${prefix}shot-keys/${day}shots.key.age`) ?? new Uint8Array());
    const identity = wrapped === null ? null : readIdentityFile(wrapped);
    const opened = identity === null ? null : await openWith(identity, sealed);
    if (opened === null) throw new Error(`${key} does not open`);
    pictures.set(id, opened);
  }
  return pictures;
}
