import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrap } from '../../../core/result.ts';
import { dayHref, hrefOf, personHref, teamKey } from '../../../renderer/manager/frame/route.ts';
import { type OfficeApp, startOfficeApp } from '../../../scripts/demo/demo-app.ts';
import { until } from '../../desktop.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { isInFront, linesOf, startWalkedOffice, stay, type WalkedOffice } from './own-windows-office.ts';
import { startTeamOffice, type TeamOffice } from './own-windows-team.ts';

const pages = join(import.meta.dirname, '..', '..', '..', 'out', 'renderer');

/** The moments at which a browser’s title and what it shows are of two pages, and what `own-windows.test.ts` does not come to. */
describe.skipIf(process.platform !== 'linux')('Plainsight’s own pages (Linux)', { timeout: 240_000 }, () => {
  let office: WalkedOffice;
  let team: TeamOffice;
  const others: OfficeApp[] = [];
  beforeAll(async () => {
    office = await startWalkedOffice();
    team = await startTeamOffice(join(office.folder, 'team'), pages);
  }, 200_000);
  afterAll(async () => {
    for (const other of others) await other.close();
    await team?.close();
    await office?.close();
  }, 100_000);

  const goTo = async (page: Page, address: string, title = 'Plainsight') => {
    await page.goto(address);
    await isInFront(office, title);
  };

  it('are left out where the next page is slow and its title is there', async () => {
    const { page, app, figures } = office;
    await goTo(page, figures(), 'Quarterly figures');
    await office.morePictures();
    await goTo(page, app.host.address('employee'));
    await stay(1_500);
    // The new title is there, and for seconds nothing of the new page.
    await page.goto(figures(true), { waitUntil: 'commit' });
    await isInFront(office, 'Quarterly figures');
    await office.morePictures();
    await page.waitForLoadState('load');
    await office.morePictures();
  });

  it('are left out while one has no title yet', async () => {
    const { page, unfinished, finish } = office;
    const loading = page.goto(unfinished());
    await isInFront(office, '127.0.0.1');
    await office.morePictures();
    finish();
    await loading;
    await isInFront(office, 'Plainsight');
    await office.morePictures();
  });

  it('are left out on the way back and forth', async () => {
    const { page, app, figures } = office;
    await goTo(page, figures(), 'Quarterly figures');
    await goTo(page, app.host.address('employee'));
    for (let turn = 0; turn < 4; turn++) {
      await page.goBack();
      await isInFront(office, 'Quarterly figures');
      await stay(turn * 300);
      await page.goForward();
      await isInFront(office, 'Plainsight');
      await stay(turn * 300);
    }
    await office.morePictures();
  });

  it('are left out in a tab that comes to the front', async () => {
    const { page, context, app, figures } = office;
    await goTo(page, app.host.address('employee'));
    const other = await context.newPage();
    await goTo(other, figures(), 'Quarterly figures');
    for (let turn = 0; turn < 4; turn++) {
      await page.bringToFront();
      await isInFront(office, 'Plainsight');
      await stay(300 + turn * 300);
      await other.bringToFront();
      await isInFront(office, 'Quarterly figures');
      await stay(300 + turn * 300);
    }
    await office.morePictures();
    await other.close();
  });

  it('are left out in a second window, beside one of somebody else in front of it', async () => {
    const { page, context, app, figures } = office;
    await goTo(page, figures(), 'Quarterly figures');
    const opened = context.waitForEvent('page');
    const devtools = await context.newCDPSession(page);
    await devtools.send('Target.createTarget', { url: app.host.address('employee'), newWindow: true });
    const second = await opened;
    await isInFront(office, 'Plainsight');
    await office.morePictures();
    await page.bringToFront();
    await isInFront(office, 'Quarterly figures');
    await office.morePictures();
    await second.close();
  });

  it('are left out when they are enlarged, inspected, seen as source and about to be printed', async () => {
    const { page, context, app, desktop } = office;
    const key = (keys: string) => desktop.xdotool('key', keys);
    await goTo(page, app.host.address('employee'));
    await key('ctrl+plus');
    await key('ctrl+plus');
    await office.morePictures();
    await key('ctrl+0');
    await key('ctrl+p');
    await office.morePictures();
    await key('Escape');
    await key('ctrl+shift+i');
    await office.morePictures();
    await key('ctrl+shift+i');
    const before = context.pages().length;
    await key('ctrl+u');
    await isInFront(office, 'view-source:');
    await office.morePictures();
    await key('ctrl+w');
    await until(() => context.pages().length <= before || null);
  });

  it('are left out before somebody is enrolled, while keys are chosen, and when they are asked for', async () => {
    const { page, desktop, folder } = office;
    const start = async () => {
      const app = unwrap(
        await startOfficeApp({
          ...{ folder: join(folder, 'second'), pages, env: desktop.env, platform: 'linux', appVersion: '0.0.0-test' },
          ...{ organisation: 'Second Ltd', person: 'Somebody', viewer: 'The viewer', log: () => {} },
          passphraseWork: lightWork,
        }),
      );
      others.push(app);
      return app;
    };
    const app = await start();
    await goTo(page, app.host.address('employee'));
    await page.getByText('Second Ltd').first().waitFor();
    await office.morePictures();
    const { service } = app.employee;
    const { id } = app.office.enrolment;
    unwrap(await service.acceptInvitation({ id, isOfAge: true, passphrase: 'correct horse battery staple' }));
    await page.locator('li[data-purpose]').first().waitFor();
    await office.morePictures();
    others.pop();
    await app.close();
    const again = await start();
    await goTo(page, again.host.address('employee'));
    await page.locator('input[type=password]').first().waitFor();
    await office.morePictures();
    expect(unwrap(await again.employee.service.status({})).phase).toBe('locked');
  });

  it('are left out where a manager opens days, sums, a team and a search', async () => {
    const { page } = office;
    const [someone] = team.people;
    const [day] = team.days;
    if (someone === undefined || day === undefined) throw new Error('a team of nobody');
    const give = async (text: string, address: string) => {
      await page.evaluate((hash) => {
        location.hash = hash;
      }, address);
      const form = page.getByTestId('reason');
      await form.getByRole('radio').first().check();
      await form.locator('button[type=submit]').click();
      await page.getByText(text).first().waitFor();
      await office.morePictures();
    };
    await goTo(page, team.address);
    await page.getByText(someone.name).first().waitFor();
    await office.morePictures();
    await give(`Ledger of ${someone.name}`, dayHref(someone.person, day));
    await give(someone.name, personHref(someone.person));
    await give(team.team, hrefOf({ page: 'team', team: teamKey(team.team) }));
    await page.evaluate(() => {
      location.hash = '#search';
    });
    const form = page.getByRole('search');
    await form.getByRole('searchbox').first().fill('Ledger');
    await form.getByRole('radio').nth(1).check();
    await form.locator('fieldset').last().getByRole('radio').first().check();
    await form.locator('button[type=submit]').click();
    await page.getByText(`Ledger of ${someone.name}`).first().waitFor();
    await office.morePictures();
  });

  it('are left out when nothing serves them any more', async () => {
    const { page, app } = office;
    await goTo(page, app.host.address('employee'));
    await app.host.close();
    await page.reload().catch(() => null);
    await isInFront(office, '127.0.0.1');
    await office.morePictures();
  });

  it('were in no record', async () => {
    const lines = linesOf(await office.records());
    const known = /plainsight|127\.0\.0\.1|view-source|Second Ltd|Another Ltd|Ledger/i;
    expect(lines.filter((line) => known.test(line))).toEqual([]);
    expect(lines.some((line) => line.includes('Quarterly figures'))).toBe(true);
  });

  it('were on no picture, where somebody else’s page was', async () => {
    const pictures = await office.pictures();
    expect(pictures.length).toBeGreaterThan(20);
    expect(pictures.map(({ ours }) => ours)).toEqual(pictures.map(() => 0));
    expect(pictures.some(({ others }) => others > 1_000)).toBe(true);
  });
});
