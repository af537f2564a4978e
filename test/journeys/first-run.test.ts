import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ensureBuilt } from '../../scripts/build.ts';
import { openBrowser } from '../chromium.ts';
import { type Desktop, startDesktop } from '../desktop.ts';
import { removeFolder } from '../fixtures/folders.ts';
import { photograph } from './scenes/browser.ts';

const root = join(import.meta.dirname, '..', '..');
const minuteMs = 60_000;

let folder: string;
let desktop: Desktop;
let started: ChildProcess;
let browser: Browser;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'plainsight-first-'));
  await ensureBuilt(['renderer']);
  [desktop, browser] = await Promise.all([startDesktop(), openBrowser()]);
  await desktop.openTerminal({ title: 'Quarterly figures' });
  const command = ['scripts/start.ts', '--browser', '--folder', join(folder, 'data')];
  // The page is opened here and not in whatever browser this computer has, whose window would take the focus.
  await writeFile(join(folder, 'xdg-open'), '#!/bin/sh\n', { mode: 0o755 });
  const env = { ...process.env, ...desktop.env, PATH: `${folder}:${process.env.PATH}` };
  const child = spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'pipe', 'inherit'] });
  started = child;
  address = await new Promise((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}`)));
    createInterface({ input: child.stdout }).on('line', (line) => {
      const page = /^Your page: +(\S+)$/.exec(line)?.[1];
      if (page !== undefined) resolve(page);
    });
  });
}, 120_000);

afterAll(async () => {
  const ended = new Promise((resolve) => started.once('exit', resolve));
  started.kill('SIGINT');
  await ended;
  await Promise.all([browser.close(), desktop.close()]);
  await removeFolder(folder);
}, 60_000);

it('takes a person from npm start to their first recorded minute in six actions', async () => {
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(address);
  const actions = [
    () => press(page, 'Continue'),
    () => press(page, /^I am \d+ or over$/),
    () => choosePassphrase(page, 'four words of my own'),
    () => page.locator('li[data-purpose=apps]').getByRole('switch').click(),
    () => press(page, 'Save'),
    () => page.locator('nav a[href="#today"]').click(),
  ];
  expect(actions.length).toBeLessThanOrEqual(6);
  for (const act of actions) await act();
  // Time per program, as it grows while nobody does anything but work.
  const row = page.locator('tr[data-app-id=xterm][data-ms]').first();
  await page.waitForFunction(
    (least) => Number(document.querySelector('tr[data-app-id=xterm][data-ms]')?.getAttribute('data-ms')) >= least,
    minuteMs,
    { timeout: 200_000 },
  );
  expect(await row.innerText()).toContain('1 min');
  expect(await page.locator('[data-recording]').getAttribute('data-recording')).toBe('on');
  await photograph(page, 'first-run-today');
}, 300_000);

async function press(page: Page, name: string | RegExp): Promise<void> {
  await page.getByRole('button', { name, exact: true }).click();
}

/** Where no keychain keeps the keys: one form, the passphrase and the same again. */
async function choosePassphrase(page: Page, passphrase: string): Promise<void> {
  await page.getByLabel('New passphrase').fill(passphrase);
  await page.getByLabel('The same again').fill(passphrase);
  await press(page, 'Make my keys');
}
