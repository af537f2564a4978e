import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ActivityRecord, parseRecords } from '../../core/day/activity.ts';
import { ok, unwrap } from '../../core/result.ts';
import { fingerprintOf, newSigningPair } from '../../seal/signing.ts';
import { type Desktop, startDesktop } from '../desktop.ts';
import { allObjects } from '../fixtures/bucket-contents.ts';
import { agreeOnPage } from '../fixtures/consent/agreeing.ts';
import { handOver, makeDayOf } from '../fixtures/hostile/forged-day.ts';
import { commandsOf, type Ran, runOnTerminal, withValues } from './scenes/handbook.ts';
import { openEmbeddedOffice, type TestOffice } from './scenes/offices.ts';
import { shotsTaken, startRecordedPerson } from './scenes/recorded-person.ts';

const document = join(import.meta.dirname, '../../docs/recovery.md');
const settings = { shotIntervalMs: 1_000, holdMs: 0, journalMs: 500, segmentMs: 1_000 } as const;

describe.skipIf(process.platform !== 'linux')('docs/recovery.md, done by hand (Linux)', () => {
  let folder: string;
  let office: TestOffice;
  let desktop: Desktop;
  let records: readonly ActivityRecord[];
  let picture: { readonly id: string; readonly webp: Buffer };
  let where: { readonly person: string; readonly day: string; readonly device: string };
  let recovered: Ran;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plainsight-recovery-'));
    office = await openEmbeddedOffice(folder, settings);
    desktop = await startDesktop();
    ({ records, picture } = await recordAWhile(folder, office, desktop));
    const objects = await allObjects(office.owner);
    for (const [key, bytes] of objects) await writeBelow(join(folder, 'download'), key, bytes);
    const [, person = '', day = '', device = ''] =
      [...objects.keys()].find((key) => key.endsWith('/days.key.age'))?.split('/') ?? [];
    where = { person, day, device };
    recovered = await recover('recovery-1.age', 'download');
  });

  afterAll(async () => {
    await desktop?.close();
    await office?.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  });

  /** The document's commands on what was downloaded, with this person's values. */
  async function recover(file: string, download: string, change: Record<string, string> = {}): Promise<Ran> {
    const commands = withValues(commandsOf(await readFile(document, 'utf8')).join('\n'), {
      RECOVERY: join(folder, 'office', file),
      PERSON: where.person,
      DAY: where.day,
      DEVICE: where.device,
      OUT: join(folder, `out-${download}`),
      ...change,
    });
    const path = join(folder, `${download}.sh`);
    await writeFile(path, commands);
    return runOnTerminal(path, join(folder, download), office.passphrase);
  }

  it('recovers the activity, record for record', async () => {
    expect(recovered).toMatchObject({ code: 0 });
    const opened = parseRecords(await readFile(join(folder, 'out-download', 'activity.ndjson'), 'utf8'));
    expect(opened).toEqual(records);
    expect(new Set(opened.map(({ kind }) => kind))).toEqual(new Set(['header', 'window', 'state', 'counts', 'shot']));
  });

  it('recovers each picture, byte for byte', async () => {
    const out = join(folder, 'out-download');
    const webp = await readFile(join(out, `${picture.id}.webp`));
    expect(webp.equals(picture.webp)).toBe(true);
    expect(await sharp(webp).metadata()).toMatchObject({ format: 'webp', width: 1280, height: 720 });
    const taken = records.flatMap((record) =>
      record.kind === 'shot' && record.sameAs === null ? [`${record.id}.webp`] : [],
    );
    expect((await readdir(out)).filter((name) => name.endsWith('.webp')).sort()).toEqual(taken.sort());
  });

  it('says whose it is, and that the chain holds', () => {
    const links = recovered.output.split('Signature Verified Successfully').length - 1;
    expect(links).toBeGreaterThan(1);
    expect(recovered.output).toContain('The recorded person');
    expect(recovered.output).toContain('The day was not closed.');
    expect(recovered.output).not.toMatch(/FAILED|does not belong|cannot/);
  });

  it('works with the second recovery file too', async () => {
    await cp(join(folder, 'download'), join(folder, 'second'), { recursive: true });
    expect(await recover('recovery-2.age', 'second')).toMatchObject({ code: 0 });
  });

  it.each<[string, RegExp, (bytes: Buffer) => Buffer | null, RegExp]>([
    // age itself refuses it, before any hash is looked at.
    ['an altered picture', /shots\/.*\.age$/, flip, /age: error: .*decrypt/],
    [
      'a part of the activity that is gone',
      /activity\/000000\.\S+$/,
      () => null,
      /activity\/000000\S+: FAILED open or read/,
    ],
    ['a link with another text', /chain\/000000\.json$/, reword, /Signature Verification Failure/],
    ['a link that is gone', /chain\/000000\.json$/, () => null, /000001\.json is not the link that belongs here/],
  ])('finds %s', async (what, name, change, says) => {
    const copy = what.replaceAll(' ', '-');
    await cp(join(folder, 'download'), join(folder, copy), { recursive: true });
    const below = join(folder, copy);
    const own = (await readdir(below, { recursive: true })).filter((each) => each.includes(where.device));
    const target = join(below, own.find((each) => name.test(each)) ?? '');
    const changed = change(await readFile(target));
    if (changed === null) await rm(target);
    else await writeFile(target, changed);
    const { code, output } = await recover('recovery-1.age', copy);
    expect(code).not.toBe(0);
    expect(output).toMatch(says);
  });

  const forged = 'f'.repeat(26);
  type Forging = (below: string) => Promise<void>;
  const copyWith = async (what: string, forge: Forging): Promise<Ran> => {
    const copy = what.replaceAll(' ', '-');
    await cp(join(folder, 'download'), join(folder, copy), { recursive: true });
    await forge(join(folder, copy));
    return recover('recovery-1.age', copy, { DEVICE: forged });
  };
  const placed = () => ({ ...where, device: forged });
  const next = newSigningPair();

  it.each<[string, RegExp, Forging]>([
    [
      'a whole day that the bucket’s operator made',
      /card\.signed is not signed by this organisation/,
      (below) => makeDayOf(below, placed(), office.keys, newSigningPair()),
    ],
    [
      'the card of somebody else',
      /This is the card of somebody else/,
      (below) => makeDayOf(below, placed(), office.keys, office.keys.signing, 'p'.repeat(26)),
    ],
    [
      'a card of who signs no more',
      /card\.signed is not signed by this organisation/,
      async (below) => {
        await makeDayOf(below, placed(), office.keys, office.keys.signing);
        await handOver(below, office.keys, next);
      },
    ],
    [
      'a step that no administrator signed',
      /step\.signed is not signed by this organisation/,
      async (below) => {
        await makeDayOf(below, placed(), office.keys, next);
        await handOver(below, office.keys, next, { signer: next });
      },
    ],
    [
      'settings that no administrator signed',
      /org\.json is not signed by this organisation/,
      async (below) => {
        await makeDayOf(below, placed(), office.keys, next);
        await handOver(below, office.keys, next, { by: newSigningPair() });
      },
    ],
  ])('takes no name and no computer out of %s', async (what, says, forge) => {
    const { code, output } = await copyWith(what, forge);
    expect(code).not.toBe(0);
    expect(output).toMatch(says);
    expect(output).not.toMatch(/The recorded person|closed and complete/);
  });

  it('takes a card of an administrator who came later, and finds the day whole', async () => {
    const { code, output } = await copyWith('handed over', async (below) => {
      await makeDayOf(below, placed(), office.keys, next);
      await handOver(below, office.keys, next);
    });
    expect(output).toContain('1 changes of administrators');
    expect(output).toContain('The day is closed and complete.');
    expect(code).toBe(0);
  });

  it('shows the organisation’s key as people compare it, and takes another one for what it is', async () => {
    expect(recovered.output).toContain(fingerprintOf(office.keys.signing.publicKey));
    await cp(join(folder, 'download'), join(folder, 'other'), { recursive: true });
    const ORGANISATION_KEY = newSigningPair().publicKey;
    const { code, output } = await recover('recovery-1.age', 'other', { ORGANISATION_KEY });
    expect(code).not.toBe(0);
    expect(output).toMatch(/is not signed by this organisation/);
  });

  it('leaves no key in memory, whether it went well or not', async () => {
    expect((await readdir('/dev/shm')).filter((name) => name.startsWith('recovery.'))).toEqual([]);
  });
});

/** A few seconds of terminals in which something is typed; answers what was recorded of it, as the agent has it. */
async function recordAWhile(folder: string, office: TestOffice, desktop: Desktop) {
  const employee = await startRecordedPerson({
    folder: join(folder, 'agent'),
    desktop,
    enrolment: office.enrolment,
    log: () => {},
  });
  unwrap(await agreeOnPage(employee, ['titles', 'apps', 'input-counts', 'presence', 'screenshots']));
  await desktop.openTerminal({ title: 'First' });
  await desktop.xdotool('type', 'something');
  await shotsTaken(employee, 1);
  // A first link now, so that there are two however fast this goes.
  unwrap((await employee.agent()?.keeper.advance(Date.now(), 0, true)) ?? ok(undefined));
  await desktop.openTerminal({ title: 'Second', geometry: '80x24+300+200' });
  await shotsTaken(employee, 2);
  const [shot] = unwrap(await employee.service.shots({}));
  const agent = employee.agent();
  if (agent === null || shot === undefined) throw new Error('nothing was recorded');
  const { webp } = unwrap(await employee.service.picture({ id: shot.id }));
  await agent.stop();
  const records = unwrap(await agent.keeper.records(agent.keeper.dayOf(shot.at)));
  await employee.close();
  return { picture: { id: shot.id, webp: Buffer.from(webp, 'base64') }, records };
}

async function writeBelow(folder: string, key: string, bytes: Uint8Array): Promise<void> {
  const path = join(folder, key);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}

/** The same file with one bit of its middle turned. */
function flip(bytes: Buffer): Buffer {
  const at = bytes.length >> 1;
  bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);
  return bytes;
}

/** A link that says of itself to be of another instant. */
function reword(bytes: Buffer): Buffer {
  return Buffer.from(bytes.toString().replace(/(\\"at\\":)\d+/, '$11'));
}
