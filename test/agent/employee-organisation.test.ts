import { describe, expect, it } from 'vitest';
import { openRecordingSign } from '../../agent/sign/detect.ts';
import { orgKey } from '../../bucket/layout.ts';
import type { Purpose } from '../../core/organisation/purpose.ts';
import { reason } from '../../core/reason.ts';
import { unwrap } from '../../core/result.ts';
import { signDocument } from '../../seal/signing.ts';
import { newWorkplace } from '../fixtures/agent/employees.ts';
import { agentOf } from '../fixtures/agent/running-agent.ts';
import { agreeOnPage } from '../fixtures/consent/agreeing.ts';
import { codeOf, yesTo } from './employee-scene.ts';

describe('an organisation', () => {
  it('that no longer asks for a purpose gets nothing of it, whatever was agreed to before', async () => {
    const { start, store, office, platform } = await newWorkplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps', 'presence']));
    const { document, signing } = office.keys;
    const purposes = document.purposes.filter(({ purpose }) => purpose !== 'apps');
    store.objects.set(orgKey(''), signDocument({ ...document, version: 2, purposes }, signing.privateKey));
    const agent = employee.agent();
    await agent?.organisation.refresh(store, new AbortController().signal);
    await agent?.conductor.change(() => {});
    expect(platform.watching).toBe(false);
    expect(codeOf(await employee.service.setConsent(await yesTo(employee, 'apps')))).toBe('purpose-unknown');
    expect(codeOf(await employee.service.setConsent({ purpose: 'apps', agreed: false, notice: '0'.repeat(64) }))).toBe(
      'ok',
    );
  });

  it('that asks for more of one purpose stops that one, and the page says that the rest goes on', async () => {
    const { start, store, office } = await newWorkplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps', 'presence']));
    const recording = async () => unwrap(await employee.service.status({})).recording;
    const { document, signing } = office.keys;
    let version = document.version;
    const askMoreOf = async (more: Purpose) => {
      const purposes = document.purposes.map((each) =>
        each.purpose === more ? { ...each, keptDays: { least: 900, most: 930 } } : each,
      );
      version += 1;
      store.objects.set(orgKey(''), signDocument({ ...document, version, purposes }, signing.privateKey));
      const { organisation, conductor } = agentOf(employee);
      await organisation.refresh(store, new AbortController().signal);
      await conductor.change(() => {});
    };
    expect(await recording()).toBe('on');
    for (const more of ['apps', 'presence'] as const) {
      await askMoreOf(more);
      const { purposes } = unwrap(await employee.service.status({}));
      expect(purposes.filter(({ state }) => state === 'changed').map(({ purpose }) => purpose)).toEqual([more]);
      expect(await recording()).toBe('partly');
    }
    unwrap(await employee.service.pause({ length: 'until-resumed' }));
    expect(await recording()).toBe('paused');
  });

  it('has all that is possible where a sensor can never deliver, and part where one failed', async () => {
    const { start, platform } = await newWorkplace();
    const employee = await start();
    const status = async () => unwrap(await employee.service.status({}));
    const websites = async () => (await status()).purposes.find(({ purpose }) => purpose === 'websites');
    Object.assign(platform, { websites: { ok: false, reason: reason('websites-by-extension') } });
    // Known before anything is agreed to.
    expect(await websites()).toMatchObject({ state: 'refused', obstacle: reason('websites-by-extension') });
    unwrap(await agreeOnPage(employee, ['apps', 'websites']));
    expect(await websites()).toMatchObject({ state: 'unavailable', obstacle: reason('websites-by-extension') });
    expect((await status()).recording).toBe('on');
    Object.assign(platform, { websites: { ok: false, reason: reason('permission-missing') } });
    expect((await status()).recording).toBe('partly');
  });

  it('says before anything is agreed to that no sign can be up on this host, and so nothing is recorded', async () => {
    const { start } = await newWorkplace();
    const employee = await start({ openSign: () => openRecordingSign({ platform: 'darwin', env: {} }) });
    const obstacles = async () => {
      const { purposes } = unwrap(await employee.service.status({}));
      return new Set(purposes.map(({ obstacle }) => obstacle?.code));
    };
    expect(await obstacles()).toEqual(new Set(['sign-not-on-this-host']));
    unwrap(await agreeOnPage(employee, ['apps']));
    expect(await obstacles()).toEqual(new Set(['sign-not-on-this-host']));
  });

  it('is believed only under its own key, and never an older word over a newer one', async () => {
    const { start, store, office } = await newWorkplace();
    const organisation = (await start()).agent()?.organisation;
    const { document, signing } = office.keys;
    const stranger = (await newWorkplace()).office.keys.signing;
    const say = async (version: number, name: string, key = signing.privateKey) => {
      store.objects.set(orgKey(''), signDocument({ ...document, version, name }, key));
      await organisation?.refresh(store, new AbortController().signal);
      return organisation?.current.name;
    };
    expect(await say(5, 'Stranger', stranger.privateKey)).toBe('Test');
    expect(await say(3, 'Newer')).toBe('Newer');
    expect(await say(2, 'Older')).toBe('Newer');
    expect(await say(3, 'Same')).toBe('Newer');
    expect(await say(4, '')).toBe('Newer');
  });
});
