import { mkdtempSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type EmbeddedStore, startEmbeddedStore } from '../../../bucket/embedded/server.ts';
import { dayObjectKey } from '../../../bucket/layout.ts';
import { ownerGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { daySchema } from '../../../core/ids.ts';
import { unwrap } from '../../../core/result.ts';
import { publishDirectory } from '../../../org/access.ts';
import { administrationSchema } from '../../../org/administration.ts';
import { AdministrationFile } from '../../../org/administration-file.ts';
import { run, start } from '../../cli/process.ts';
import { makeDay, makeDevice } from '../../fixtures/day/made-days.ts';
import { removeFolder } from '../../fixtures/folders.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { openOffice, passphrase, viewerFile } from '../../fixtures/organisation/offices.ts';

/** One of each kind that drives a terminal, turns text or is not drawn; each tries to leave a line of its own. */
const hostile = [
  '\x1b[2K\r\x1b[1Averified\x1b[0m',
  '\nFAKE verified',
  '\r\nFAKE verified',
  '\u2028FAKE verified\u2029',
  '\x9b31m\x85FAKE\x7f\b\b',
  '\u202egnp.exe\u202c\u2066\u2067\u2069',
  '\u200e\u200f\u061c\u200b\u200d\u2060\ufeff\u00ad',
  '\x1b]0;title\x07\x1b]8;;http://a.example\x1b\\link',
  '\u{e0041}\u180e\u115f\u0000',
];
const name = (at: number) => `Somebody ${hostile[at % hostile.length]}`;
/** In an object's name, as the store takes it. */
const objectName = '\x1b[2J\u202e\x07\nFAKE verified';

const forbidden = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u180e]/u;

function expectPlain({ out, err }: { readonly out: string; readonly err: string }): void {
  for (const line of `${out}${err}`.split('\n')) {
    expect(forbidden.exec(line)?.[0], JSON.stringify(line)).toBeUndefined();
    expect(line).not.toMatch(/^\s*FAKE/);
  }
}

describe('what a command prints of texts from outside', () => {
  const folder = mkdtempSync(join(tmpdir(), 'terminal-'));
  const env = { ...process.env, PLAINSIGHT_PASSPHRASE: passphrase };
  const day = daySchema.parse('2026-06-01');
  let store: EmbeddedStore;
  let viewer = '';
  let bucketFile = '';
  let person = '';

  beforeAll(async () => {
    store = unwrap(await startEmbeddedStore({ folder: join(folder, 'store'), port: 0, buckets: ['plainsight'] }));
    const { accessKeyId, secretAccessKey } = store.credentials.add(ownerGrant, name(1));
    const { endpoint, caCertificate } = store;
    const bucket = { endpoint, bucket: 'plainsight', caCertificate, accessKeyId, secretAccessKey };
    bucketFile = join(folder, 'bucket.json');
    writeFileSync(bucketFile, JSON.stringify(bucket));
    const objects = new MemoryStore();
    const office = await openOffice(objects);
    const device = await makeDevice(objects, office);
    const made = await makeDay(objects, office, device, { day, isClosed: true });
    unwrap(await objects.put(made.folder + objectName, Buffer.from('stranger')));
    unwrap(
      await objects.put(
        dayObjectKey('', { person: device.person, day, device: device.device }, `chain/${objectName}`),
        Buffer.from('x'),
      ),
    );
    ({ person } = device);
    const listed = {
      person: device.person,
      name: name(0),
      zone: name(3),
      devices: [
        { device: device.device, publicKey: device.signing.publicKey, recipient: device.employee.recipient, at: 1 },
      ],
    };
    const spans = [{ from: null, to: null }];
    const others = hostile.map((_, at) => {
      const id = String(at).repeat(26) as typeof device.person;
      return {
        ...listed,
        person: id,
        name: name(at),
        zone: null,
        spans,
        teams: [{ team: name(at), from: day, to: null }],
      };
    });
    const directory = {
      ...({ format: 'plainsight-directory/2', viewer: office.viewer.certificate.viewer, version: 99, at: 2 } as const),
      people: [{ ...listed, spans, teams: [] }, ...others],
    };
    unwrap(await publishDirectory(directory, office.viewer.certificate, office.keys, objects, ''));
    const to = openS3Store(unwrap(parseBucketSettings(bucket)));
    for (const [key, bytes] of objects.objects) unwrap(await to.put(key, bytes));
    to.close();
    viewer = join(folder, 'viewer.json');
    writeFileSync(viewer, JSON.stringify({ ...(await viewerFile(office)), organisation: name(2), bucket }));
    const { person: _, ...card } = office.card;
    const people = hostile.map((__, at) => ({ ...card, person: String(at).repeat(26), name: name(at) }));
    const { signing, document } = office.keys;
    const viewers = [
      { certificate: { ...office.viewer.certificate, name: name(4) }, version: 1, accessKeyId: null, user: null },
    ];
    const teams = [{ person: String(1).repeat(26), teams: [{ team: name(5), from: day, to: null }] }];
    const given = administrationSchema.parse({ signing, document, people, viewers, teams });
    unwrap(await new AdministrationFile(folder, passphrase, lightWork).write(given));
  }, 120_000);

  afterAll(async () => {
    await store.close();
    await removeFolder(folder);
  });

  it('plainsight open: people, and a day with objects of a stranger', async () => {
    const people = await run(['open', '--viewer', viewer], env);
    expectPlain(people);
    expect(people.out.split('\n')).toHaveLength(hostile.length + 2);
    expect(people.out).toContain('\\u{1b}[2K');
    const opened = await run(
      ['open', '--viewer', viewer, '--person', person, '--day', day, '--reason', 'r', '--out', join(folder, 'out')],
      env,
    );
    expect(opened.code).toBe(1);
    expectPlain(opened);
    expect(opened.out).toContain('BROKEN');
  }, 120_000);

  it('plainsight org: people and viewers, and options that nothing takes', async () => {
    for (const list of ['people', 'viewers']) expectPlain(await run(['org', list, '--folder', folder], env));
    for (const text of hostile.filter((each) => !each.includes('\0'))) {
      expectPlain(await run(['org', text, '--folder', folder], env));
    }
  }, 180_000);

  it.each([
    ['a command', () => ['\x1b[2J\nFAKE']],
    ['an option', () => ['open', '--\x1b[2J\u202e']],
    ['a word', () => ['doctor', '\nFAKE\x1b[2J']],
    ['a path', () => ['view', '--viewer', '/\x1b[2J\nFAKE\u202e']],
    ['a settings file', () => ['agent', '--settings', '/\x1b[2J\nFAKE\u202e']],
  ] as const)('complaints about %s', async (_, args) => expectPlain(await run(args(), env)), 60_000);

  it('plainsight doctor: an environment and settings of somebody else, as sentences and as JSON', async () => {
    const settings = join(folder, 'settings.json');
    writeFileSync(settings, JSON.stringify({ folder: name(1), enrolment: '/\x1b[2J\nFAKE', '\x1b[2J\u202e\nFAKE': 1 }));
    const strange = { ...env, DISPLAY: ':9\x1b[2J\nFAKE\u202e', WAYLAND_DISPLAY: '' };
    expectPlain(await run(['doctor', '--settings', settings], strange));
    const json = await run(['doctor', '--settings', settings, '--json'], strange);
    expectPlain(json);
    expect(JSON.parse(json.out)).toBeInstanceOf(Array);
    expectPlain(await run(['agent', '--settings', settings, '--json-lines'], strange));
  }, 120_000);

  it('plainsight store --log: the path of a request, and notes of credentials', async () => {
    expectPlain(await run(['store', 'credential', 'list', '--folder', join(folder, 'store')], env));
    const logging = start(['store', '--folder', join(folder, 'logged'), '--port', '0', '--log'], env);
    const port = Number((await logging.seen(/Endpoint +https:\/\/[^:]+:(\d+)/))[1]);
    await new Promise<void>((resolve, reject) => {
      const asked = request({ port, host: '127.0.0.1', rejectUnauthorized: false, path: '/a%0aFAKE%1b%5b2J%e2%80%ae' });
      asked.setHeader('x-amz-date', 'now').on('error', reject);
      asked.on('response', (answer) => answer.resume().on('end', resolve)).end();
    });
    await logging.seen(/GET/);
    expectPlain(await logging.stop());
  }, 60_000);

  it('a store’s refusal, whatever it calls it', async () => {
    const broken = {
      ...JSON.parse(JSON.stringify({ endpoint: store.endpoint })),
      bucket: 'plainsight',
      accessKeyId: 'a\x1b[2J\n',
      secretAccessKey: 'b',
    };
    writeFileSync(bucketFile, JSON.stringify(broken));
    expectPlain(await run(['open', '--identity', viewer, '--bucket', bucketFile], env));
  }, 60_000);
});
