import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { newKeyPair } from '../../../seal/age.ts';
import { run, start } from '../../cli/process.ts';
import { removeFolder } from '../../fixtures/folders.ts';
import { answerFor } from '../../fixtures/organisation/answering.ts';

/** Everything below `folder` that others could read, enter or write, as `mode path`. */
function open(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => ({ name, stat: lstatSync(join(folder, name)) }))
    .filter(({ stat }) => !stat.isSymbolicLink() && (stat.mode & 0o077) !== 0)
    .map(({ name, stat }) => `${(stat.mode & 0o777).toString(8)} ${name}`);
}

const before = process.umask();
const folders: string[] = [];
afterEach(async () => {
  process.umask(before);
  for (const folder of folders.splice(0)) await removeFolder(folder);
});

/** A store, an organisation, a person, a viewer and an agent, by commands alone, as an administrator would under `umask`. */
describe.skipIf(process.platform !== 'linux')('nothing of ours is readable for others', () => {
  test.each([
    ['000', 0o000, null],
    ['022', 0o022, null],
    ['077', 0o077, null],
    ['022, in folders that stood open (as systemd makes them)', 0o022, 0o755],
    ['000, in folders that everybody could write to', 0o000, 0o777],
  ])(
    'with umask %s',
    async (_what, umask, made) => {
      const folder = mkdtempSync(join(tmpdir(), 'modes-'));
      folders.push(folder);
      const at = (...names: string[]) => join(folder, ...names);
      process.umask(umask);
      const owned = ['store', 'org', 'agent'];
      if (made !== null)
        for (const name of owned) {
          mkdirSync(at(name));
          chmodSync(at(name), made);
        }
      const env = { ...process.env, PLAINSIGHT_PASSPHRASE: 'four plain words here', DISPLAY: '', WAYLAND_DISPLAY: '' };
      const store = start(['store', '--folder', at('store'), '--port', '0'], env);
      try {
        const [, endpoint] = await store.seen(/Endpoint {5}(https:\S+)/);
        await store.seen(/Credentials/);
        const added = await run(['store', 'credential', 'add', '--folder', at('store'), '--role', 'owner'], env);
        const accessKeyId = /id {6}(\S+)/.exec(added.out)?.[1];
        const secretAccessKey = /key {2}(\S+)/.exec(added.out)?.[1];
        const caCertificate = readFileSync(at('store', 'ca.pem'), 'utf8');
        const bucket = { endpoint, bucket: 'plainsight', accessKeyId, secretAccessKey, caCertificate };
        writeFileSync(at('bucket.json'), JSON.stringify(bucket), { mode: 0o600 });
        const org = ['--folder', at('org'), '--bucket', at('bucket.json')];
        const controller = [
          '--email',
          'office@example.com',
          '--address',
          '1 Street',
          '--phone',
          '+1 555',
          '--country',
          'DE',
        ];
        const created = await run(['org', 'create', ...org, '--name', 'Example', ...controller], env);
        expect(created).toMatchObject({ code: 0, err: '' });
        const person = [
          '--name',
          'A Person',
          '--zone',
          'UTC',
          '--store',
          at('store'),
          '--out',
          at('person.plainsight'),
        ];
        expect(await run(['org', 'enrol', ...org, ...person], env)).toMatchObject({ code: 0, err: '' });
        writeFileSync(at('unlock.key'), `${(await newKeyPair()).identity}\n`, { mode: 0o600 });
        const settings = {
          enrolment: 'person.plainsight',
          folder: 'agent',
          unlockIdentityFile: 'unlock.key',
          page: { port: 0 },
          zone: 'UTC',
        };
        writeFileSync(at('settings.json'), JSON.stringify(settings), { mode: 0o600 });
        // As the person would in their terminal: no yes to anything, and the vault is made.
        await answerFor(at('settings.json'), [], env);
        const agent = start(['agent', '--settings', at('settings.json'), '--json-lines'], env);
        await agent.seen(/"event":"page"/);
        await agent.seen(/"event":"recording"/);
        // While both run: the databases have their side files.
        expect(readdirSync(at('agent'))).toEqual(expect.arrayContaining(['vault.db', 'vault.db-wal', 'page-address']));
        const running = [open(folder), owned.map((name) => (lstatSync(at(name)).mode & 0o777).toString(8))];
        expect(running).toEqual([[], ['700', '700', '700']]);
        expect((await agent.stop()).code).toBe(0);
      } finally {
        await store.stop();
      }
      expect(open(folder)).toEqual([]);
    },
    300_000,
  );
});
