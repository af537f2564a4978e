import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { type PersonSettings, personSettingsSchema } from '../../../core/consent/person-settings.ts';
import { reason } from '../../../core/reason.ts';
import { unwrap } from '../../../core/result.ts';
import type { Rule } from '../../../core/rules/rule.ts';
import { newWorkplace } from '../../fixtures/agent/employees.ts';
import { agentOf } from '../../fixtures/agent/running-agent.ts';
import { agreeOnPage } from '../../fixtures/consent/agreeing.ts';
import { told } from '../../fixtures/problems.ts';

const codeOf = (result: { ok: true } | { ok: false; problem: { code: string } }) =>
  result.ok ? 'ok' : result.problem.code;
const own = (change: Partial<PersonSettings> = {}): PersonSettings => ({
  ...personSettingsSchema.parse({}),
  ...change,
});
const secret: Rule = { title: '*secret*', effect: 'exclude' };

describe('settings', () => {
  it('are the defaults at first, with what the organisation has and what is suggested', async () => {
    const { start } = await newWorkplace();
    const { settings, organisation, suggestions } = unwrap(await (await start()).service.settings({}));
    expect(settings).toEqual(own());
    expect(organisation).toEqual({ rules: [], hours: null, shotDetail: 'sharp' });
    expect(suggestions.map(({ group, rules }) => [group, rules.length > 10])).toEqual(
      ['passwords', 'banking', 'health', 'private-windows'].map((group) => [group, true]),
    );
  });

  it('that take away are in force in the same turn, are kept, and outlive a restart', async () => {
    const { start, folder, platform } = await newWorkplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps', 'titles']));
    const off = own({ rules: [secret], hours: [], shotDetail: 'solid', language: 'de' });
    const set = employee.service.setSettings({ settings: off });
    // Not awaited: from this very moment nothing is taken.
    expect(agentOf(employee).gate.allows('apps', Date.now())).toBe(false);
    expect(agentOf(employee).settings.effective?.shotDetail).toBe('solid');
    unwrap(await set);
    expect(platform.watching).toBe(false);
    expect(unwrap(await employee.service.status({}))).toMatchObject({
      recording: 'off-hours',
      offHoursUntil: null,
      language: 'de',
    });
    expect(JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8'))).toEqual(off);
    await employee.close();
    expect(unwrap(await (await start()).service.settings({})).settings).toEqual(off);
  });

  it('that give back are in force once they are on the disk', async () => {
    const { start, platform } = await newWorkplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps']));
    unwrap(await employee.service.setSettings({ settings: own({ hours: [] }) }));
    const set = employee.service.setSettings({ settings: own() });
    expect(agentOf(employee).gate.allows('apps', Date.now())).toBe(false);
    unwrap(await set);
    expect(platform.watching).toBe(true);
  });

  it('that the disk refuses are said so, and the stricter of old and new holds', async () => {
    const { start, folder, platform } = await newWorkplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps']));
    unwrap(await employee.service.setSettings({ settings: own({ rules: [secret] }) }));
    // Where the new file would be written first.
    mkdirSync(join(folder, 'settings.json.tmp'));
    const refused = await employee.service.setSettings({ settings: own({ hours: [] }) });
    expect(codeOf(refused)).toBe('settings-unsaved');
    expect(platform.watching).toBe(false);
    expect(agentOf(employee).settings.effective?.rules.rules).toContainEqual(secret);
    expect(unwrap(await employee.service.status({})).problems.map(({ code }) => code)).toContain('settings-unsaved');
    rmSync(join(folder, 'settings.json.tmp'), { recursive: true });
    unwrap(await employee.service.setSettings({ settings: own() }));
    expect(platform.watching).toBe(true);
    expect(unwrap(await employee.service.status({})).problems).toEqual([]);
  });

  it('set one after another end as the last one says', async () => {
    const { start } = await newWorkplace();
    const employee = await start();
    const languages = ['en', 'de', 'es'] as const;
    await Promise.all(languages.map((language) => employee.service.setSettings({ settings: own({ language }) })));
    expect(unwrap(await employee.service.settings({})).settings.language).toBe('es');
  });

  it('that are broken record nothing, cannot be shown, and are mended by setting new ones', async () => {
    const { start, folder, platform } = await newWorkplace();
    writeFileSync(join(folder, 'settings.json'), '{"suggestedRules":false}');
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps']));
    expect(codeOf(await employee.service.settings({}))).toBe('settings-earlier-version');
    expect(platform.watching).toBe(false);
    unwrap(await employee.service.setSettings({ settings: own() }));
    expect(platform.watching).toBe(true);
  });
});

describe('trying rules', () => {
  it('judges the windows that are open now, each once, and keeps nothing', async () => {
    const { start, platform, folder } = await newWorkplace();
    const employee = await start();
    const window = (appId: string, title: string, url: string | null = null) => ({
      appId,
      appName: appId,
      title,
      url,
      pid: 1,
    });
    platform.open = [
      window('editor', 'secret plan'),
      window('editor', 'notes'),
      window('editor', 'notes'),
      window('keepassxc', 'Passwords.kdbx'),
      window('chromium', 'Mail', 'https://mail.example.com/inbox?id=1'),
    ];
    const tried = unwrap(await employee.service.tryRules({ rules: [secret], withoutSuggestions: [] }));
    expect(tried.map(({ title, site, effect }) => [title, site, effect])).toEqual([
      ['secret plan', null, 'exclude'],
      ['notes', null, 'record'],
      ['Passwords.kdbx', null, 'exclude'],
      ['Mail', 'mail.example.com', 'record'],
    ]);
    const without = unwrap(await employee.service.tryRules({ rules: [], withoutSuggestions: ['passwords'] }));
    expect(without.map(({ effect }) => effect)).toEqual(['record', 'record', 'record', 'record']);
    expect(unwrap(await employee.service.settings({})).settings).toEqual(own());
    expect(() => readFileSync(join(folder, 'settings.json'))).toThrow('ENOENT');
  });

  it('says why where the windows cannot be listed', async () => {
    const { start, platform } = await newWorkplace();
    const employee = await start();
    platform.open = null;
    const tried = await employee.service.tryRules({ rules: [], withoutSuggestions: [] });
    expect(told(tried)).toMatchObject({
      code: 'windows-unknown',
      what: expect.stringContaining('The list of windows could not be read.'),
    });
  });
});

it('the newest picture is told of, unless the person wants no notice or deleted it', async () => {
  const { start } = await newWorkplace();
  const employee = await start();
  unwrap(await agreeOnPage(employee, ['screenshots']));
  const lastShot = async () => unwrap(await employee.service.status({})).lastShot;
  expect(await lastShot()).toBeNull();
  expect(await agentOf(employee).conductor.shots.take()).toEqual({ outcome: 'taken' });
  const [shot] = unwrap(await employee.service.shots({}));
  expect(await lastShot()).toEqual({ id: shot?.id, at: shot?.at });
  unwrap(await employee.service.setSettings({ settings: own({ shotNotice: false }) }));
  expect(await lastShot()).toBeNull();
  unwrap(await employee.service.setSettings({ settings: own() }));
  if (shot === undefined) throw new Error('no picture');
  unwrap(await employee.service.deleteShot({ id: shot.id }));
  expect(await lastShot()).toBeNull();
});

describe('what the system does not permit', () => {
  const missing = { ok: false, reason: reason('mac-recording-missing') } as const;

  it('is said before anybody agrees, of the purposes that need it alone', async () => {
    const { start, platform } = await newWorkplace();
    platform.lacks = { titles: missing, screenshots: missing };
    const { purposes } = unwrap(await (await start()).service.status({}));
    const obstacles = purposes.map(({ purpose, obstacle }) => [purpose, obstacle?.code ?? null]);
    expect(Object.fromEntries(obstacles)).toMatchObject({
      apps: null,
      titles: 'mac-recording-missing',
      'input-counts': null,
      presence: null,
      screenshots: 'mac-recording-missing',
    });
  });

  it('stops these purposes, and nothing else', async () => {
    const { start, platform } = await newWorkplace();
    const employee = await start();
    unwrap(await agreeOnPage(employee, ['apps', 'titles']));
    platform.lacks = { titles: missing };
    const { purposes, recording } = unwrap(await employee.service.status({}));
    expect(recording).toBe('partly');
    const states = purposes.map(({ purpose, state, sensorReason }) => [purpose, [state, sensorReason?.code ?? null]]);
    expect(Object.fromEntries(states)).toMatchObject({
      apps: ['recording', null],
      titles: ['unavailable', 'mac-recording-missing'],
    });
  });

  it('can be looked for in the system’s settings, where there is a way there', async () => {
    const { start, platform } = await newWorkplace();
    const { service } = await start();
    expect(codeOf(await service.showSystemSettings({}))).toBe('system-settings-not-shown');
    const showSettings = vi.fn(async () => {});
    Object.assign(platform, { showSettings });
    expect(codeOf(await service.showSystemSettings({}))).toBe('ok');
    expect(showSettings).toHaveBeenCalledOnce();
    showSettings.mockRejectedValue(new Error('no program for this address'));
    expect(codeOf(await service.showSystemSettings({}))).toBe('system-settings-not-shown');
  });
});
