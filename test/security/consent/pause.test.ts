import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Employee } from '../../../agent/employee.ts';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import { unwrap } from '../../../core/result.ts';
import { type Interval, intersection } from '../../../core/time/interval.ts';
import { employeeContract } from '../../../ipc/employee.ts';
import { ensureBuilt } from '../../../scripts/build.ts';
import { startWebHost, type WebHost } from '../../../web/server.ts';
import { openBrowser } from '../../chromium.ts';
import { type Desktop, startDesktop, type Terminal } from '../../desktop.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { openEmbeddedOffice, type TestOffice } from '../../journeys/scenes/offices.ts';
import { shotsTaken, startRecordedPerson } from '../../journeys/scenes/recorded-person.ts';

const settings = { shotIntervalMs: 1_000, holdMs: 600_000, journalMs: 200, segmentMs: 1_000 } as const;
/** Until then after pausing what was already under way may still end. */
const graceMs = 1_000;
/** Long enough for four shots, were they not paused. */
const pausedMs = 4_500;

/** Pausing takes effect within a second: no sample, no shot, no count until the person resumes. */
describe.skipIf(process.platform !== 'linux')('pausing while somebody works (Linux)', () => {
  const closing: (() => Promise<unknown>)[] = [];
  let employee: Employee;
  let desktop: Desktop;
  let page: Page;
  let terminals: readonly [Terminal, Terminal];

  beforeAll(async () => {
    await ensureBuilt(['renderer']);
    const folder = await mkdtemp(join(tmpdir(), 'plainsight-pause-'));
    closing.unshift(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const office: TestOffice = await openEmbeddedOffice(folder, settings);
    closing.unshift(() => office.close());
    desktop = await startDesktop();
    closing.unshift(() => desktop.close());
    terminals = [
      await desktop.openTerminal({ title: 'Left', geometry: '60x20+10+20' }),
      await desktop.openTerminal({ title: 'Right', geometry: '60x20+600+20' }),
    ];
    employee = await startRecordedPerson({
      folder: join(folder, 'agent'),
      desktop,
      enrolment: office.enrolment,
      log: () => {},
    });
    closing.unshift(() => employee.close());
    unwrap(await agreeOnPage(employee, ['titles', 'apps', 'input-counts', 'presence', 'screenshots']));
    const host: WebHost = unwrap(
      await startWebHost({
        root: join(import.meta.dirname, '..', '..', '..', 'out', 'renderer'),
        contracts: [{ contract: employeeContract, service: employee.service, onChange: employee.onChange }],
      }),
    );
    closing.unshift(() => host.close());
    const browser: Browser = await openBrowser();
    closing.unshift(() => browser.close());
    page = await browser.newPage();
    await page.goto(host.address('employee'));
    await page.locator('[data-recording=on]').waitFor();
  }, 120_000);

  afterAll(async () => {
    for (const close of closing) await close();
  }, 60_000);

  const byPage = {
    pause: async () => {
      await page.getByRole('button', { name: 'Pause' }).click();
      // The instant at which the person lets go of the choice is the one that counts.
      const item = page.getByRole('menuitem', { name: 'Until I resume' });
      await item.waitFor();
      const at = Date.now();
      await item.click();
      return at;
    },
    resume: () => page.getByRole('button', { name: 'Resume' }).click(),
  };
  const byService = {
    pause: async () => {
      const at = Date.now();
      unwrap(await employee.service.pause({ length: 'until-resumed' }));
      return at;
    },
    resume: async () => void unwrap(await employee.service.resume({})),
  };

  it.each([
    ['on the page', byPage],
    ['through the service', byService],
  ])(
    '%s leaves nothing of what happens until it is over',
    async (_, { pause, resume }) => {
      const before = await keysSoFar(employee);
      const workedFrom = Date.now();
      await desktop.xdotool('type', '--delay', '20', 'before it');
      await shotsTaken(employee, unwrap(await employee.service.shots({})).length + 1);

      const pausedAt = await pause();
      await page.locator('[data-recording=paused]').waitFor();
      await expect
        .poll(() => page.getByTestId('answer').innerText(), { timeout: 60_000 })
        .toBe('Paused until you resume. Nothing is being recorded.');
      await expect.poll(() => page.getByRole('status').first().innerText(), { timeout: 60_000 }).toContain('Paused');
      expect(unwrap(await employee.service.status({}))).toMatchObject({ recording: 'paused', nextShot: null });
      await workUntil(pausedAt + pausedMs, desktop, terminals);
      const resumedAt = Date.now();

      await resume();
      await page.locator('[data-recording=on]').waitFor();
      await desktop.activate(terminals[0].window);
      await desktop.xdotool('type', '--delay', '20', 'after');
      await shotsTaken(employee, unwrap(await employee.service.shots({})).length + 1);

      const silence = { start: pausedAt + graceMs, end: resumedAt };
      const { records, shots } = await everything(employee);
      expect(records.filter((record) => isWithin(silence, record)).map(({ kind }) => kind)).toEqual([]);
      expect(shots.filter((at) => silence.start <= at && at < silence.end)).toEqual([]);
      expect((await keysSoFar(employee)) - before).toBe('before it'.length + 'after'.length);
      const pauses = records.filter((record) => record.kind === 'state' && record.state === 'paused');
      expect(pauses.some((record) => 'start' in record && record.start <= silence.start)).toBe(true);
      // What came before and after is there: the silence is the pause's, not a sensor's that had failed.
      const around = [
        { start: workedFrom, end: pausedAt },
        { start: resumedAt, end: Date.now() },
      ];
      for (const span of around) {
        expect(records.some((record) => record.kind === 'window' && intersection(record, span) !== null)).toBe(true);
        expect(shots.some((at) => span.start <= at && at < span.end)).toBe(true);
      }
    },
    180_000,
  );
});

/** Goes from window to window, types, clicks and scrolls until `end`. */
async function workUntil(end: number, desktop: Desktop, [left, right]: readonly [Terminal, Terminal]): Promise<void> {
  while (Date.now() < end) {
    for (const { window } of [left, right]) {
      await desktop.activate(window);
      await desktop.xdotool('type', '--delay', '10', 'nobody counts these');
      await desktop.xdotool('mousemove', '--window', window, '50', '50', 'click', '1', 'click', '5');
    }
  }
}

/** Whether a record tells anything of `silence`. That it was paused, and what a sensor's or the agent's own state was, is no sample. */
function isWithin(silence: Interval, record: ActivityRecord): boolean {
  if (record.kind === 'shot') return silence.start <= record.at && record.at < silence.end;
  if (record.kind === 'state' && record.state === 'paused') return false;
  return 'start' in record && intersection(record, silence) !== null;
}

async function everything(employee: Employee): Promise<{ records: ActivityRecord[]; shots: number[] }> {
  const agent = agentOf(employee);
  await agent.conductor.journalNow();
  const records = unwrap(await agent.keeper.records(agent.keeper.dayOf(Date.now())));
  return { records, shots: unwrap(await employee.service.shots({})).map(({ at }) => at) };
}

async function keysSoFar(employee: Employee): Promise<number> {
  return unwrap(await employee.service.today({})).totals.keys;
}
