import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder } from '../../fixtures/folders.ts';
import { onlyOn } from '../../fixtures/systems.ts';
import { run, start } from '../process.ts';

const folder = mkdtempSync(join(tmpdir(), 'commands-'));
afterAll(() => removeFolder(folder));

describe('plainsight', () => {
  test.each(['agent', 'store', 'org', 'open', 'doctor'])('%s is listed, and has a help text', async (name) => {
    const [list, help] = await Promise.all([run(['--help']), run([name, '--help'])]);
    expect(list.out).toMatch(new RegExp(`^ {2}${name} +\\S`, 'm'));
    expect(help).toMatchObject({ code: 0, err: '' });
    expect(help.out).toMatch(new RegExp(`^Usage: plainsight ${name} `));
  });

  test.each([
    [[], /plainsight COMMAND/],
    [['nothing'], /There is no command nothing/],
    [['agent'], /--settings FILE/],
    [['agent', '--settings', 'x', 'more'], /more is a word too many/],
    [['agent', '--colour'], /There is no option --colour here/],
    [['store'], /--folder DIR/],
    [['store', '--folder', 'x', '--port', 'many'], /--port takes a number/],
    [['store', 'credential', 'add'], /--folder DIR/],
    [['org', 'create'], /--folder DIR and --bucket FILE and --name NAME/],
    [['org', 'destroy'], /create, update, projects, enrol, devices, confirm, revoke, end, viewer, give, take/],
    [['open'], /--viewer FILE, or --identity/],
    [['doctor', 'me'], /me is a word too many/],
    [['plainsight://enrol?d=AAAA'], /An argument holds a key/],
    [['open', '--identity', 'AGE-SECRET-KEY-1QQQQ'], /An argument holds a key/],
  ])('%j is refused with what is missing', async (args, says) => {
    const ended = await run(args);
    expect(ended.code).toBe(2);
    expect(ended.out + ended.err).toMatch(says);
  });
});

describe('plainsight doctor', () => {
  test('names every part with its state, and a remedy where there is one', async () => {
    const { DISPLAY: _, WAYLAND_DISPLAY: __, ...env } = process.env;
    const ended = await run(['doctor', '--json'], env);
    const checks: { id: string; state: string; what: string; remedy: string | null }[] = JSON.parse(ended.out);
    const state = new Map(checks.map((check) => [check.id, check.state]));
    expect([...state.keys()]).toEqual([
      ...['node', 'electron', 'display', 'active-window', 'websites', 'input-counts', 'presence', 'screen'],
      ...['encoder', 'keychain', 'zone', 'packages'],
    ]);
    expect(state.get('node')).toBe('works');
    expect(state.get('encoder')).toBe('works');
    if (process.platform === 'linux') expect(state.get('display')).toBe('missing');
    for (const { what } of checks) expect(what).not.toBe('');
    expect(ended.code).toBe(0);
  });

  test('a settings file that is broken is a failure, and says which setting', async () => {
    const file = join(folder, 'agent.json');
    writeFileSync(file, JSON.stringify({ enrolment: {}, folder: 3 }));
    const ended = await run(['doctor', '--settings', file]);
    expect(ended.code).toBe(1);
    expect(ended.out).toMatch(/^FAILS {4}settings .*The setting folder/m);
  });
});

describe('plainsight store', () => {
  const at = join(folder, 'store');
  const credential = (...args: string[]) => run(['store', 'credential', ...args, '--folder', at]);
  let store: ReturnType<typeof start>;

  beforeAll(async () => {
    store = start(['store', '--folder', at, '--port', '0']);
    await store.seen(/Credentials {2}0/);
  });
  afterAll(() => store.stop());

  test('credentials are made, listed and removed while it runs', async () => {
    const added = await credential('add', '--role', 'owner', '--note', 'for a test');
    const key = /id {6}(PS\S+)/.exec(added.out)?.[1] ?? '';
    const listed = await credential('list');
    expect(listed.out).toMatch(new RegExp(`^${key} .*owner {2}for a test$`, 'm'));
    const secret = /key {2}(\S+)/.exec(added.out)?.[1] ?? 'no secret';
    expect(listed.out).not.toContain(secret);
    expect((await credential('remove', key)).code).toBe(0);
    expect((await credential('list')).out).toBe('');
    expect((await credential('remove', key)).err).toMatch(/There is no credential/);
  });

  test.each([
    [['add'], /owner, device or viewer/],
    [['add', '--role', 'device'], /needs --person/],
    [['add', '--role', 'device', '--person', 'not-an-id'], /--person takes ids/],
    [['add', '--role', 'device', '--person', `${'a'.repeat(26)},${'b'.repeat(26)}`], /belongs to one person/],
    [['remove'], /remove needs ACCESS-KEY/],
  ])('credential %j is refused', async (args, says) => {
    const ended = await credential(...args);
    expect(ended).toMatchObject({ code: 2, out: '' });
    expect(ended.err).toMatch(says);
  });

  test('a folder without a store gets no credentials, and a second store on one folder does not start', async () => {
    const gone = await run(['store', 'credential', 'list', '--folder', join(folder, 'gone')]);
    expect(gone.err).toMatch(/--folder .* names no folder that is there/);
    const second = await run(['store', '--folder', at, '--port', '0']);
    expect(second).toMatchObject({ code: 1, out: '' });
    expect(second.err).toMatch(/already running/);
  });

  test.skipIf(onlyOn('linux', 'darwin'))(
    'it ends when told, and keeps everything (Linux and macOS: on Windows no other program can)',
    async () => {
      expect(await store.stop()).toMatchObject({ code: 0, err: '' });
      expect(store.text()).toMatch(/Stopped\. Everything that was stored is kept\./);
    },
  );
});

describe('plainsight org', () => {
  test.each([
    ['create', ['--email', '--minimum-age', '--keys'], ['--rewrap', '--for']],
    ['enrol', ['--valid-days', '--device-bucket', '--store'], ['--email', '--recovery']],
    ['take', ['--rewrap', '--recovery', '--recovery-passphrase-file'], ['--email', '--keys']],
    ['viewers', ['--folder'], ['--bucket', '--email']],
  ])('%s has a help text of its own', async (word, has, hasNot) => {
    const { code, out } = await run(['org', word, '--help']);
    expect(code).toBe(0);
    expect(out).toMatch(new RegExp(`^Usage: plainsight org ${word} `));
    for (const option of has) expect(out).toContain(`  ${option}`);
    for (const option of hasNot) expect(out).not.toMatch(new RegExp(`^ {2}${option}\\b`, 'm'));
  });

  test.each([
    ['--email', 'nobody', /--email takes an address such as/],
    ['--phone', 'x', /--phone takes a number/],
    ['--country', 'Germany', /--country takes the two capital letters/],
    ['--address', '', /--address takes a postal address/],
    ['--contact', '', /--contact takes/],
    ['--minimum-age', 'old', /--minimum-age takes a number from 16 to 99/],
    ['--keys', 'rsa', /--keys takes x25519 or hybrid/],
    ['--country', null, /Give --country/],
    ['--email', null, /Give --email/],
  ])('create with %s %j says which value is wrong, and what is right', async (option, value, says) => {
    const bucket = join(folder, 'bucket.json');
    const reach = { endpoint: 'https://localhost:1', bucket: 'plainsight', accessKeyId: 'A', secretAccessKey: 'B' };
    writeFileSync(bucket, JSON.stringify(reach));
    const given: Record<string, string | null> = {
      ...{ '--folder': join(folder, 'org'), '--bucket': bucket, '--name': 'Example', '--email': 'a@example.com' },
      ...{ '--address': '1 Street', '--phone': '+1 555', '--country': 'DE', [option]: value },
    };
    const args = Object.entries(given).flatMap(([name, text]) => (text === null ? [] : [`${name}=${text}`]));
    const ended = await run(['org', 'create', ...args], {
      ...process.env,
      PLAINSIGHT_PASSPHRASE: 'four plain words here',
    });
    expect(ended.code).toBe(2);
    expect(ended.err).toMatch(says);
  });
});
