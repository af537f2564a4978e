import { execFile, fork } from 'node:child_process';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startEmbeddedStore } from '../../../../bucket/embedded/server.ts';
import type { Disk } from '../../../../bucket/embedded/storage/object-files.ts';
import { nodeDisk } from '../../../../bucket/embedded/storage/object-files.ts';
import { unwrap } from '../../../../core/result.ts';
import { until } from '../../../desktop.ts';
import { english, told } from '../../../fixtures/problems.ts';
import { codeOf, open } from '../../contract.ts';
import { scratchFolder, scratchStore, settingsFor } from '../../scratch.ts';

const run = promisify(execFile);

async function objectFiles(folder: string): Promise<string[]> {
  const found = await readdir(join(folder, 'objects'), { recursive: true, withFileTypes: true });
  return found.filter((each) => each.isFile()).map((each) => each.name);
}

describe('what was acknowledged', () => {
  it('is there after a close and a start, with its credentials', async () => {
    const folder = await scratchFolder();
    const first = await scratchStore({ folder });
    const settings = settingsFor(first);
    unwrap(await open(settings).put('k', Buffer.from('kept')));
    await first.close();
    await scratchStore({ folder, port: first.port });
    expect(Buffer.from(unwrap(await open(settings).get('k'))).toString()).toBe('kept');
  });

  it('survives kill -9 in the middle of uploads; nothing else stays on the disk', { timeout: 60_000 }, async () => {
    const folder = await scratchFolder();
    const child = fork(join(import.meta.dirname, 'store-process.ts'), [folder], { stdio: 'inherit', execArgv: [] });
    const exited = new Promise((resolve) => child.once('exit', resolve));
    onTestFinished(() => void child.kill('SIGKILL'));
    const started = await new Promise<{
      endpoint: string;
      caCertificate: string;
      accessKeyId: string;
      secretAccessKey: string;
    }>((resolve) => child.once('message', (message) => resolve(JSON.parse(String(message)))));
    const { parseBucketSettings } = await import('../../../../bucket/settings.ts');
    const client = open(unwrap(parseBucketSettings({ ...started, bucket: 'plainsight' })));
    const acknowledged: string[] = [];
    const body = Buffer.alloc(20_000, 1);
    const worker = async (name: string): Promise<void> => {
      for (let i = 0; ; i++) {
        const result = await client.put(`${name}/${i}`, body);
        if (!result.ok) return;
        acknowledged.push(`${name}/${i}`);
        if (acknowledged.length === 60) child.kill('SIGKILL');
      }
    };
    await Promise.all(['a', 'b', 'c', 'd'].map(worker));
    await exited;

    // What a power cut could have left besides.
    await writeFile(join(folder, 'objects', 'aa', 'a'.repeat(32)), body.subarray(0, 300));
    await writeFile(join(folder, 'objects', 'bb', 'b'.repeat(32)), 'whole, but never named');
    const store = await scratchStore({ folder });
    const again = open(settingsFor(store));
    const listed = unwrap(await again.list(''));
    expect(listed.map((each) => each.key)).toEqual(expect.arrayContaining(acknowledged));
    for (const { key } of listed) expect(Buffer.from(unwrap(await again.get(key))).equals(body)).toBe(true);
    expect(await objectFiles(folder)).toHaveLength(listed.length);
  });

  it('leaves one file a key, however often it is overwritten or refused', async () => {
    const folder = await scratchFolder();
    const client = open(settingsFor(await scratchStore({ folder })));
    for (let i = 0; i < 5; i++) unwrap(await client.put('k', Buffer.from(`version ${i}`)));
    expect(await objectFiles(folder)).toHaveLength(1);
  });
});

describe('the index and the disk', () => {
  /** Holds the syncs of the index back from `hold` until `release`. */
  function heldDisk() {
    let gate: PromiseWithResolvers<void> | null = null;
    let syncs = 0;
    const disk: Disk = {
      ...nodeDisk,
      async syncIndex(descriptor) {
        syncs += 1;
        await gate?.promise;
        await nodeDisk.syncIndex(descriptor);
      },
    };
    return {
      disk,
      syncs: () => syncs,
      hold() {
        gate = Promise.withResolvers();
        gate.promise.catch(() => {});
      },
      release: (error?: Error) => (error === undefined ? gate?.resolve() : gate?.reject(error)),
    };
  }

  it('answers neither a put nor who would read it before its row is on the disk, and waits once for many', async () => {
    const held = heldDisk();
    const client = open(settingsFor(await scratchStore({ disk: held.disk })));
    unwrap(await client.put('before', Buffer.from('x')));
    held.hold();
    const syncsBefore = held.syncs();
    const answered: string[] = [];
    const asked = (name: string, answer: Promise<{ readonly ok: boolean }>) =>
      answer.then(({ ok }) => answered.push(`${name} ${ok}`));
    const puts = Array.from({ length: 12 }, (_, at) => asked(`put ${at}`, client.put(`k/${at}`, Buffer.from('x'))));
    await until(() => held.syncs() > syncsBefore || null);
    const reads = [asked('list', client.list('')), asked('create', client.create('new', Buffer.from('x')))];
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(answered).toEqual([]);
    held.release();
    await Promise.all([...puts, ...reads]);
    expect(answered).toHaveLength(14);
    expect(answered.filter((each) => !each.endsWith('true'))).toEqual([]);
    expect(held.syncs() - syncsBefore).toBeLessThan(14);
  });

  it('answers nothing that it wrote once a sync has failed, and has whole objects after the next start', async () => {
    const folder = await scratchFolder();
    const held = heldDisk();
    const first = await scratchStore({ folder, disk: held.disk });
    const client = open(settingsFor(first));
    unwrap(await client.put('k', Buffer.from('before')));
    held.hold();
    held.release(Object.assign(new Error('EIO'), { code: 'EIO' }));
    expect(codeOf(await client.put('k', Buffer.from('after')))).toBe('store-failed');
    expect(codeOf(await client.put('other', Buffer.from('x')))).toBe('store-failed');
    await first.close();
    const again = open(settingsFor(await scratchStore({ folder })));
    for (const { key } of unwrap(await again.list(''))) expect(codeOf(await again.get(key))).toBe('ok');
    expect(['before', 'after']).toContain(Buffer.from(unwrap(await again.get('k'))).toString());
    unwrap(await again.put('k', Buffer.from('later')));
  });
});

describe('a disk that fails', () => {
  const failing = (step: 'create' | 'write' | 'sync' | 'syncFolder', code: string, isFailing: () => boolean): Disk => {
    const maybe = (at: string): void => {
      if (at === step && isFailing()) throw Object.assign(new Error(code), { code });
    };
    return {
      async create(path) {
        maybe('create');
        const file = await nodeDisk.create(path);
        return {
          async writeFile(data) {
            if (step === 'write' && isFailing()) await file.writeFile(data.subarray(0, 3));
            maybe('write');
            await file.writeFile(data);
          },
          async sync() {
            maybe('sync');
            await file.sync();
          },
          close: () => file.close(),
        };
      },
      open: nodeDisk.open,
      async syncFolder(path) {
        maybe('syncFolder');
        await nodeDisk.syncFolder(path);
      },
      syncIndex: nodeDisk.syncIndex,
    };
  };

  it.each(['create', 'write', 'sync', 'syncFolder'] as const)(
    'keeps nothing of a put when %s fails, and what was there before',
    async (step) => {
      const folder = await scratchFolder();
      let isFull = false;
      const client = open(settingsFor(await scratchStore({ folder, disk: failing(step, 'ENOSPC', () => isFull) })));
      unwrap(await client.put('k', Buffer.from('before')));
      isFull = true;
      for (const key of ['k', 'new']) {
        expect(told(await client.put(key, Buffer.from('after')))).toMatchObject({
          code: 'store-full',
          what: expect.stringContaining('full'),
        });
      }
      expect(await objectFiles(folder)).toHaveLength(1);
      expect(Buffer.from(unwrap(await client.get('k'))).toString()).toBe('before');
      expect(codeOf(await client.get('new'))).toBe('object-missing');
      isFull = false;
      unwrap(await client.put('k', Buffer.from('after')));
    },
  );

  it('tells the one who runs the store why, and the client only that it failed', async () => {
    const failures: string[] = [];
    const disk = failing('sync', 'EIO', () => true);
    const store = await scratchStore({
      disk,
      onLog: (entry) => entry.failure !== undefined && failures.push(entry.failure),
    });
    expect(codeOf(await open(settingsFor(store)).put('k', Buffer.from('x')))).toBe('store-failed');
    expect(failures).toEqual([expect.stringContaining('EIO')]);
  });

  it.skipIf(process.platform !== 'linux' || process.getuid?.() !== 0)(
    'goes on after a really full file system (Linux, as root)',
    { timeout: 60_000 },
    async () => {
      const folder = join(await scratchFolder(), 'small');
      await mkdir(folder);
      await run('mount', ['-t', 'tmpfs', '-o', 'size=3m,mode=700', 'tmpfs', folder]);
      onTestFinished(() => run('umount', ['-l', folder]).then(() => undefined));
      const store = unwrap(await startEmbeddedStore({ folder, buckets: ['plainsight'] }));
      const client = open(settingsFor(store));
      const kept: string[] = [];
      let refused = 0;
      for (let i = 0; refused < 5; i++) {
        const result = await client.put(`k/${i}`, Buffer.alloc(100_000, i));
        if (result.ok) kept.push(`k/${i}`);
        else refused += 1;
        if (!result.ok) expect(english(result.problem).what).toContain('full');
      }
      expect(kept.length).toBeGreaterThan(5);
      // Small ones too, until the index itself has no room.
      for (let i = 0; i < 400; i++) if ((await client.put(`s/${i}`, Buffer.from('x'))).ok) kept.push(`s/${i}`);
      expect(unwrap(await client.list('')).map((each) => each.key)).toEqual(kept.sort());
      for (const key of kept) expect(codeOf(await client.get(key))).toBe('ok');
      await store.close();
    },
  );
});

describe('startEmbeddedStore', () => {
  it.each([
    ['a folder that is a file', async (folder: string) => ({ folder: join(folder, 'file') }), 'folder-failed'],
    ['a bad name for a bucket', async (folder: string) => ({ folder, buckets: ['NO'] }), 'store-bucket-name'],
    ['an address of another computer', async (folder: string) => ({ folder, host: '192.0.2.1' }), 'store-host'],
    ['a name that no certificate holds', async (folder: string) => ({ folder, names: ['a_b'] }), 'store-name'],
  ])('says what is wrong with %s', async (_, options, code) => {
    const folder = await scratchFolder();
    await writeFile(join(folder, 'file'), '');
    expect(await startEmbeddedStore(await options(folder))).toMatchObject({ ok: false, problem: { code } });
  });

  it('refuses a folder and a port that are in use, and leaves both alone', async () => {
    const folder = await scratchFolder();
    const store = await scratchStore({ folder });
    expect(await startEmbeddedStore({ folder })).toMatchObject({ ok: false, problem: { code: 'store-in-use' } });
    expect(await startEmbeddedStore({ folder: await scratchFolder(), port: store.port })).toMatchObject({
      ok: false,
      problem: { code: 'store-port' },
    });
    expect(codeOf(await open(settingsFor(store)).put('k', Buffer.from('x')))).toBe('ok');
  });

  it('logs no secret and no body', async () => {
    const lines: string[] = [];
    const store = await scratchStore({ onLog: (entry) => lines.push(JSON.stringify(entry)) });
    const settings = settingsFor(store);
    unwrap(await open(settings).put('k', Buffer.from('the-body')));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain('"status":200');
    expect(lines[0]).not.toContain(settings.secretAccessKey.reveal());
    expect(lines[0]).not.toContain('the-body');
    expect(lines[0]).not.toContain('Signature');
  });
});
