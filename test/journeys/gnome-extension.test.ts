import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, onTestFinished } from 'vitest';
import { shellExtensionUnderNode } from '../../agent/sign/node-extension.ts';
import { unwrap } from '../../core/result.ts';
import { employeeContract } from '../../ipc/employee.ts';
import { ensureBuilt } from '../../scripts/build.ts';
import { startWebHost } from '../../web/server.ts';
import { openBrowser } from '../chromium.ts';
import { until } from '../desktop.ts';
import { type GnomeDesktop, startGnome } from '../gnome-desktop.ts';
import { photograph } from './scenes/browser.ts';
import { openEmbeddedOffice } from './scenes/offices.ts';
import { isRecording, startRecordedPerson } from './scenes/recorded-person.ts';

const settings = { shotIntervalMs: 4_000, holdMs: 5_000, journalMs: 1_000, segmentMs: 5_000 } as const;
const waitMs = 120_000;

describe.skipIf(!existsSync('/usr/bin/gnome-shell'))(
  'the extension in GNOME Shell, installed by the person (asked for: wayland-all)',
  () => {
    it('is missing, installed by a click, there after the next login, switched off and on, gone by another click, and with who leaves', {
      timeout: 400_000,
    }, async () => {
      const folder = await mkdtemp(join(tmpdir(), 'plainsight-gnome-extension-'));
      onTestFinished(() => rm(folder, { recursive: true, force: true }));
      await ensureBuilt(['renderer']);
      const office = await openEmbeddedOffice(folder, settings);
      onTestFinished(() => office.close());
      const desktop = await startGnome({ programs: null });
      onTestFinished(() => desktop.close());
      const employee = await startRecordedPerson({
        ...{ folder: join(folder, 'agent'), desktop, enrolment: office.enrolment, log: () => {} },
        shellExtension: shellExtensionUnderNode('linux', desktop.env),
      });
      onTestFinished(() => employee.close());
      const root = join(import.meta.dirname, '..', '..', 'out', 'renderer');
      const contracts = [{ contract: employeeContract, service: employee.service, onChange: employee.onChange }];
      const host = unwrap(await startWebHost({ root, contracts, log: () => {} }));
      onTestFinished(() => host.close());
      const browser = await openBrowser();
      onTestFinished(() => browser.close());
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.goto(host.address('employee'));
      await agree(page);
      await page.getByRole('link', { name: 'Health' }).click();
      const recording = async () => unwrap(await employee.service.status({})).recording;

      await stateOf(page, 'missing');
      await page.getByText('is not installed. Install it on the Health page').first().waitFor();
      await photograph(page, 'gnome-health-missing');
      expect(existsSync(folderOf(desktop))).toBe(false);
      expect(await recording()).not.toBe('on');
      await page.getByRole('button', { name: 'Install extension' }).click();
      await stateOf(page, 'login');
      await page.getByText('There is no sign on the screen that says so. GNOME Shell tells').waitFor();
      await page.getByText('GNOME Shell has not loaded it yet. Log out').first().waitFor();
      await photograph(page, 'gnome-health-login');
      expect(await recording()).not.toBe('on');

      await desktop.kill();
      await desktop.restart();
      await desktop.openTerminal('work');
      await stateOf(page, 'on');
      await isRecording(employee);
      await until(async () => {
        const { windows } = unwrap(await employee.service.today({}));
        return windows.some(({ title }) => title === 'work') || null;
      }, waitMs);
      await page.locator('li[data-sensor=screen][data-ok=true]').waitFor({ timeout: waitMs });
      await photograph(page, 'gnome-health-on');
      await page.emulateMedia({ colorScheme: 'dark' });
      await photograph(page, 'gnome-health-on-dark');

      await desktop.call('org.gnome.Shell.Extensions.DisableExtension', 'plainsight@plainsight.app');
      await stateOf(page, 'off');
      await until(async () => ((await recording()) === 'on' ? null : true), waitMs);
      await page.getByRole('button', { name: 'Switch on' }).click();
      await stateOf(page, 'on');
      await isRecording(employee);
      await page.getByRole('button', { name: 'Remove extension' }).click();
      await stateOf(page, 'missing');
      await until(async () => ((await recording()) === 'on' ? null : true), waitMs);
      expect(existsSync(folderOf(desktop))).toBe(false);
      await page.getByRole('button', { name: 'Install extension' }).click();
      await until(() => existsSync(folderOf(desktop)) || null, waitMs);
      unwrap(await employee.service.leave({ removeHistory: false }));
      expect(existsSync(folderOf(desktop))).toBe(false);
    });
  },
);

function folderOf(desktop: GnomeDesktop): string {
  return join(desktop.home, 'home/.local/share/gnome-shell/extensions/plainsight@plainsight.app');
}

async function stateOf(page: Page, state: string): Promise<void> {
  await page.locator(`[data-testid=extension][data-state=${state}]`).waitFor({ timeout: waitMs });
}

async function agree(page: Page): Promise<void> {
  for (const purpose of ['titles', 'screenshots', 'apps']) {
    await page.locator(`li[data-purpose=${purpose}]`).getByRole('switch').click();
    await page.getByRole('button', { name: 'Save', exact: true }).click();
    await page.locator(`li[data-purpose=${purpose}][data-event=agreed]`).waitFor();
  }
}
