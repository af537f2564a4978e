import { mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readEnrolmentFile } from '../../../agent/enrolment/enrolment-file.ts';
import { type EmbeddedStore, startEmbeddedStore } from '../../../bucket/embedded/server.ts';
import {
  accessKey,
  dayKeyName,
  dayObjectKey,
  deviceKey,
  deviceStatusKey,
  orgKey,
  viewsFolder,
} from '../../../bucket/layout.ts';
import { ownerGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { Secret } from '../../../bucket/secret.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { codeOf } from '../../bucket/contract.ts';
import { type Ended, run } from '../../cli/process.ts';
import { type Desktop, startDesktop } from '../../desktop.ts';
import { problemSeen, startAgent } from '../../faults/office-agent.ts';
import { removeFolder } from '../../fixtures/folders.ts';
import { answerFor } from '../../fixtures/organisation/answering.ts';

/**
 * Somebody reads the link of an enrolment: over a shoulder, in a mailbox, in a list of processes. The real commands make it, the real agent uses it,
 * and the thief tries it before and after. The tests are one story.
 */
describe.skipIf(process.platform !== 'linux')('the link of an enrolment', { timeout: 400_000 }, () => {
  const folder = mkdtempSync(join(tmpdir(), 'link-spent-'));
  const at = (...names: string[]): string => join(folder, ...names);
  const env = { ...process.env, PLAINSIGHT_PASSPHRASE: 'four plain words here' };
  const log: string[] = [];
  let store: EmbeddedStore;
  let desktop: Desktop;

  const org = async (action: string, ...more: string[]): Promise<string> => {
    const args = ['org', action, '--folder', at('org'), '--bucket', at('bucket.json'), ...more];
    const ended: Ended = await run(args, env);
    expect(ended).toMatchObject({ code: 0, err: '' });
    return ended.out;
  };
  const credentials = async () => (await run(['store', 'credential', 'list', '--folder', at('store')], env)).out;

  /** An enrolment as the administrator prints it, and what a thief takes from the link. */
  async function enrol(name: string, ...more: string[]) {
    const file = at(`${name}.plainsight`);
    const printed = await org('enrol', ...more, '--out', file, '--store', at('store'), '--link');
    const link = /plainsight:\/\/enrol\S+/.exec(printed)?.[0] ?? '';
    const { enrolment, bucket } = unwrap(readEnrolmentFile(link)).enrolled;
    const settings = {
      enrolment: JSON.parse(readFileSync(file, 'utf8')),
      ...{ folder: name, unlockIdentityFile: 'unlock.key', zone: 'UTC' },
    };
    writeFileSync(at(`${name}.json`), JSON.stringify(settings));
    return { printed, enrolment, bucket, settings: at(`${name}.json`) };
  }
  type Link = Awaited<ReturnType<typeof enrol>>;

  /** What each kind of call answers to the credential in the link. */
  async function opened({ bucket, enrolment: { person, device } }: Link): Promise<Set<string>> {
    const thief = openS3Store(bucket);
    const own = dayObjectKey('', { person, day: daySchema.parse('2026-01-01'), device }, dayKeyName('days'));
    const answers = [
      await thief.get(orgKey('')),
      await thief.get(accessKey('', person)),
      await thief.get(deviceKey('', person, device)),
      await thief.list(viewsFolder('', person)),
      await thief.put(own, Buffer.from('forged')),
      await thief.put(deviceStatusKey('', person, device), Buffer.from('forged')),
    ];
    thief.close();
    return new Set(answers.map(codeOf));
  }

  beforeAll(async () => {
    desktop = await startDesktop();
    store = unwrap(
      await startEmbeddedStore({
        ...{ folder: at('store'), buckets: ['plainsight'] },
        onLog: (entry) => log.push(JSON.stringify(entry)),
      }),
    );
    const { endpoint, caCertificate } = store;
    const owner = store.credentials.add(ownerGrant, 'owner');
    writeFileSync(at('bucket.json'), JSON.stringify({ endpoint, caCertificate, bucket: 'plainsight', ...owner }));
    writeFileSync(at('unlock.key'), `${(await newKeyPair()).identity}\n`, { mode: 0o600 });
    const contact = ['--email', 'o@example.com', '--address', '1 Street', '--phone', '+1 555', '--country', 'DE'];
    await org('create', '--name', 'Example', ...contact);
  }, 300_000);

  afterAll(async () => {
    await store.close();
    await desktop.close();
    await removeFolder(folder);
  });

  test('opens nothing at the store once the agent has used it, and no secret lies or stands anywhere', async () => {
    const link = await enrol('one', '--name', 'One');
    expect(link.printed).toContain('exchanges its key to the store when it first uses it');
    expect(await credentials()).toContain('first secret not exchanged yet');
    // As long as nobody has used it, it is a key.
    const thief = openS3Store(link.bucket);
    expect(codeOf(await thief.get(orgKey('')))).toBe('ok');
    thief.close();

    await answerFor(link.settings, ['apps'], env);
    const agent = startAgent(link.settings, desktop.env);
    await agent.seen(/"event":"recording"/);
    const exchanged = () => store.credentials.list().find(({ note }) => note === 'device')?.first?.exchangedAt;
    await expect.poll(exchanged, { timeout: 60_000 }).toEqual(expect.any(Number));
    // Whoever looks whether all is well accuses nobody, with the keys and without.
    expect((await run(['doctor', '--settings', link.settings], env)).out).toMatch(/^ok +bucket /m);
    const keyless = at('keyless.json');
    const settings = JSON.parse(readFileSync(link.settings, 'utf8'));
    writeFileSync(at('other.key'), `${(await newKeyPair()).identity}\n`, { mode: 0o600 });
    writeFileSync(keyless, JSON.stringify({ ...settings, unlockIdentityFile: 'other.key' }));
    const looked = await run(['doctor', '--settings', keyless], env);
    expect(looked.out).toMatch(/^FAILS +bucket /m);
    expect(looked.out).not.toContain('somebody else');
    expect(await credentials()).toMatch(/first secret exchanged \d{4}-\S+$/m);

    expect(await opened(link)).toEqual(new Set(['credential-spent']));
    const late = openS3Store(link.bucket);
    expect(unwrap(await late.exchange(new Secret('t'.repeat(40))))).toBe('spent');
    late.close();
    expect(await credentials()).toMatch(/first secret exchanged \S+; TRIED AGAIN \S+ so somebody else has it/);
    const commandLine = readFileSync(`/proc/${agent.child.pid}/cmdline`, 'latin1');
    const environment = readFileSync(`/proc/${agent.child.pid}/environ`, 'latin1');
    expect(await agent.stop()).toMatchObject({ code: 0 });

    // The same computer goes on after a restart.
    const again = startAgent(link.settings, desktop.env);
    await again.seen(/"event":"recording"/);
    await expect.poll(() => log.filter((line) => /"PUT".*"status":200/.test(line)).length).toBeGreaterThan(0);
    expect(await again.stop()).toMatchObject({ code: 0 });
    expect(agent.text() + again.text()).not.toMatch(/credential-spent|store-credential/);

    const known = store.credentials.find(link.bucket.accessKeyId);
    const secrets = [link.bucket.secretAccessKey.reveal(), known?.secret ?? ''];
    expect(secrets[1]).toMatch(/^[\w-]{40}$/);
    expect(secrets[0]).not.toBe(secrets[1]);
    const files = readdirSync(at('one'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
    expect(files.map((file) => file.slice(at('one').length + 1))).toContain('credential.age');
    expect(statSync(at('one', 'credential.age')).mode & 0o777).toBe(0o600);
    const everything = [...files.map((file) => readFileSync(file, 'latin1')), ...log, agent.text(), again.text()];
    for (const secret of secrets)
      for (const text of [...everything, commandLine, environment]) expect(text.includes(secret)).toBe(false);
  });

  test('that somebody else used first is told by the person’s computer, and a new file mends it', async () => {
    const link = await enrol('two', '--name', 'Two');
    const thief = openS3Store(link.bucket);
    const stolen = new Secret('t'.repeat(40));
    expect(unwrap(await thief.exchange(stolen))).toBe('exchanged');
    thief.close();
    await answerFor(link.settings, ['apps'], env);
    const agent = startAgent(link.settings, desktop.env);
    const { what, remedy } = await problemSeen(agent, 'credential-spent');
    expect(what).toMatch(/refuses the key that came with the enrolment: it was exchanged already, by somebody else/);
    expect(remedy).toMatch(/Tell your administrator .* ask for a new one for this computer/);
    expect(await agent.stop()).toMatchObject({ code: 0 });
    expect(await credentials()).toMatch(/TRIED AGAIN/);

    const { device } = link.enrolment;
    const renewed = await enrol('two-again', '--person', 'Two', '--device', device);
    expect(renewed.printed).toContain('The credential that this computer had before was removed');
    const theirs = openS3Store({ ...link.bucket, secretAccessKey: stolen });
    expect(codeOf(await theirs.get(orgKey('')))).toMatch(/^store-credential-(unknown|secret)$/);
    theirs.close();
    // The same folder, with the new file in its settings.
    const settings = JSON.parse(readFileSync(renewed.settings, 'utf8'));
    writeFileSync(link.settings, JSON.stringify({ ...settings, folder: 'two' }));
    const mended = startAgent(link.settings, desktop.env);
    await mended.seen(/"event":"recording"/);
    const first = () => store.credentials.list().at(-1)?.first?.exchangedAt;
    await expect.poll(first, { timeout: 60_000 }).toEqual(expect.any(Number));
    expect(await opened(renewed)).toEqual(new Set(['credential-spent']));
    expect(await mended.stop()).toMatchObject({ code: 0 });
    expect(mended.text()).not.toMatch(/credential-spent/);
  });
});
