import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { unwrap } from '../../../core/result.ts';
import { type OfficeAppOptions, startOfficeApp } from '../../../scripts/demo/demo-app.ts';
import { newFolder } from '../../fixtures/folders.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { askAgain } from '../../fixtures/organisation/receipts.ts';

const passphrase = 'four words for testing';

async function startOn(folder: string, change: Partial<OfficeAppOptions> = {}) {
  const pages = join(folder, 'pages');
  mkdirSync(pages, { recursive: true });
  for (const page of ['employee', 'manager']) writeFileSync(join(pages, `${page}.html`), '<!doctype html>');
  const names = { organisation: 'Trial office', person: 'Trial person', viewer: 'Trial manager' };
  const app = unwrap(
    await startOfficeApp({
      folder,
      pages,
      env: {},
      platform: 'linux',
      appVersion: '0',
      ...names,
      passphraseWork: lightWork,
      log: () => {},
      ...change,
    }),
  );
  onTestFinished(() => app.close());
  return app;
}

describe('the office of one', () => {
  it('asks a newcomer first, and finds its store again on another port', async () => {
    const folder = newFolder();
    const first = await startOn(folder);
    expect(unwrap(await first.employee.service.status({}))).toMatchObject({ phase: 'unenrolled', recording: 'off' });
    const invitation = unwrap(await first.employee.service.invitation({}));
    expect(invitation).toMatchObject({ name: 'Trial person', organisation: 'Trial office' });
    expect(invitation?.controller.contact).toMatch(/trial/);
    const { id } = first.office.enrolment;
    unwrap(await first.employee.service.acceptInvitation({ id, isOfAge: true, passphrase }));
    const { endpoint } = first.office.store;
    await first.close();

    const second = await startOn(folder);
    expect(second.office.store.endpoint).not.toBe(endpoint);
    const { service } = second.employee;
    expect(unwrap(await service.status({})).phase).toBe('locked');
    expect(unwrap(await service.invitation({}))).toBeNull();
    unwrap(await service.unlock({ passphrase }));
    unwrap(await service.accessLog(askAgain));
  });

  it('keeps the keys of a demonstration, and answers nothing for its person', async () => {
    const { employee } = await startOn(newFolder(), { keepsKeys: true });
    expect(unwrap(await employee.service.status({}))).toMatchObject({ phase: 'unenrolled' });
    expect(unwrap(await employee.service.invitation({}))?.needsPassphrase).toBe(false);
  });
});
