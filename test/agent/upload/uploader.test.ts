import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { problem } from '../../../core/problem.ts';
import { lastCeilingMs } from '../../../core/time/backoff.ts';
import { databaseOf } from '../../fixtures/agent/vault-database.ts';
import { newObject, openVault } from '../../fixtures/agent/vaults.ts';
import { MemoryStore, refused, unreachable } from '../../fixtures/memory-store.ts';
import { sampleProblem } from '../../fixtures/problems.ts';
import { add, startUploader } from './uploader-scene.ts';

describe('the uploader', () => {
  it('sends each object once, whole, and is done', async () => {
    const vault = openVault();
    const names = Array.from({ length: 30 }, (_, number) => `object-${number}`);
    await add(vault, ...names);
    const { uploader, outbox, store } = startUploader(vault);
    await uploader.flush();
    for (const name of names) expect(store.objects.get(`k/${name}`)).toEqual(newObject(name).sealed);
    expect([...store.puts.values()].every((times) => times === 1)).toBe(true);
    expect(outbox.state().waiting).toBe(0);
    expect(uploader.problem).toBeNull();
  });

  it('waits for all when the way is blocked, longer each time, and loses nothing', async () => {
    const vault = openVault();
    await add(vault, 'a', 'b', 'c');
    const { uploader, outbox, store, time, nextChange } = startUploader(vault);
    store.refuse = () => unreachable;
    await uploader.flush();
    expect(uploader.problem?.code).toBe('store-unreachable');
    expect(outbox.state()).toMatchObject({ waiting: 3, setAside: 0 });
    // With a random number of a half: half of a ceiling that doubles.
    for (const wait of [1_000, 2_000, 4_000, 8_000, 16_000]) {
      const tried = store.calls.length;
      time.now += wait - 1;
      uploader.kick();
      expect(store.calls.length).toBe(tried);
      time.now += 1;
      const changed = nextChange();
      uploader.kick();
      await changed;
      expect(store.calls.length).toBeGreaterThan(tried);
    }
    expect(outbox.state()).toMatchObject({ waiting: 3, setAside: 0 });
    store.refuse = () => null;
    await uploader.flush();
    expect(store.objects.size).toBe(3);
    expect(uploader.problem).toBeNull();
  });

  it('sets a poison object aside after some patience while the rest goes on', async () => {
    const vault = openVault();
    await add(vault, 'good', 'poison');
    const { uploader, outbox, store, time } = startUploader(vault);
    store.refuse = (_, key) => (key.endsWith('poison') ? refused : null);
    for (let round = 0; round < 12; round++) {
      await add(vault, `more-${round}`);
      await uploader.flush();
      time.now += lastCeilingMs;
    }
    expect(outbox.state()).toMatchObject({ waiting: 0, setAside: 1 });
    expect(store.objects.size).toBe(13);
    expect(store.calls.filter(({ key }) => key.endsWith('poison')).length).toBeLessThan(8);
  });

  it('tries what was set aside once a day by itself, and sends it once the store takes it', async () => {
    const vault = openVault();
    await add(vault, 'good', 'poison');
    const { uploader, outbox, store, time } = startUploader(vault);
    store.refuse = (_, key) => (key.endsWith('poison') ? refused : null);
    for (let round = 0; outbox.state().setAside === 0; round++) {
      await add(vault, `more-${round}`);
      await uploader.flush();
      time.now += lastCeilingMs;
    }
    const triesOf = () => store.calls.filter(({ key }) => key.endsWith('poison')).length;
    const before = triesOf();
    for (let hour = 0; hour < 48; hour++) {
      time.now += 3_600_000;
      await uploader.flush();
    }
    expect(triesOf() - before).toBe(2);
    expect(outbox.state()).toMatchObject({ waiting: 0, setAside: 1 });
    store.refuse = () => null;
    time.now += 24 * 3_600_000;
    await uploader.flush();
    expect(outbox.state()).toMatchObject({ waiting: 0, setAside: 0 });
    expect(store.objects.has('k/poison')).toBe(true);
  });

  it.each([
    'store-busy',
    'store-failed',
    'store-credential-expired',
    'store-clock',
    'store-foreign',
    'store-denied',
  ] as const)('sets nothing aside for %s, however often and while others pass', async (code) => {
    const vault = openVault();
    const names = Array.from({ length: 40 }, (_, number) => `object-${number}`);
    await add(vault, ...names);
    const { uploader, outbox, store, time } = startUploader(vault);
    const later = sampleProblem(code);
    let calls = 0;
    store.refuse = () => (++calls % 5 === 0 ? null : later);
    for (let round = 0; round < 400 && outbox.state().waiting > 0; round++) {
      await uploader.flush();
      time.now += lastCeilingMs;
      expect(outbox.state().setAside).toBe(0);
    }
    expect(outbox.state()).toMatchObject({ waiting: 0, setAside: 0 });
    expect(store.objects.size).toBe(40);
  });

  it.each([
    ['store-clock', 1],
    ['store-unreachable', 10_000],
    ['store-busy', 1],
    ['store-refused', 1],
    ['object-altered', 10_000],
  ] as const)(
    'is not put off by %s for longer where the clock was ahead, by %d hours, and is set right',
    async (code, hours) => {
      const vault = openVault();
      await add(vault, 'one', 'two');
      const { uploader, outbox, store, time } = startUploader(vault);
      const rightly = time.now;
      time.now += hours * 3_600_000;
      store.refuse = () => sampleProblem(code);
      await uploader.flush();
      expect(store.objects.size).toBe(0);
      store.refuse = () => null;
      time.now = rightly;
      // As its own timer does, which no clock puts off.
      uploader.kick();
      await expect.poll(() => outbox.state()).toMatchObject({ waiting: 0, setAside: 0 });
    },
  );

  it('sends the rest while a store breaks over one object each time', async () => {
    const vault = openVault();
    await add(vault, 'broken', ...Array.from({ length: 30 }, (_, number) => `object-${number}`));
    const { uploader, outbox, store, time } = startUploader(vault);
    store.refuse = (_, key) =>
      key.endsWith('broken')
        ? problem('store-failed', { host: 'store.example.org', status: 503, name: 'SlowDown' })
        : null;
    for (let round = 0; round < 30; round++) {
      await uploader.flush();
      time.now += 1_000;
    }
    expect(store.objects.size).toBe(30);
    expect(outbox.state()).toMatchObject({ waiting: 1, setAside: 0 });
  });

  it.each([
    'store-denied',
    'store-foreign',
    'object-missing',
    'object-exists',
    'store-busy',
    'unknown-problem',
  ] as const)('sends the rest while many objects are answered with %s each time', async (code) => {
    const vault = openVault();
    const named = (name: string) => Array.from({ length: 20 }, (_, number) => `${name}-${number}`);
    await add(vault, ...named('broken'), ...named('good'));
    const { uploader, outbox, store, time } = startUploader(vault);
    store.refuse = (_, key) => (key.includes('broken') ? sampleProblem(code) : null);
    for (let round = 0; round < 60; round++) {
      await uploader.flush();
      time.now += 60_000;
    }
    expect(store.objects.size).toBe(20);
    expect(outbox.state()).toMatchObject({ waiting: 20, setAside: 0 });
  });

  it('counts refusals for its patience, not how often the store asked to wait', async () => {
    const vault = openVault();
    await add(vault, 'poison');
    const { uploader, outbox, store, time } = startUploader(vault);
    const busy = problem('store-busy', { host: 'store.example.org', status: 503, name: 'SlowDown' });
    let answer = busy;
    store.refuse = (_, key) => (key.endsWith('poison') ? answer : null);
    const tries = () => store.calls.filter(({ key }) => key.endsWith('poison')).length;
    for (let round = 0; round < 10; round++) {
      await uploader.flush();
      time.now += lastCeilingMs;
    }
    answer = refused;
    const before = tries();
    for (let round = 0; outbox.state().setAside === 0 && round < 20; round++) {
      await add(vault, `more-${round}`);
      await uploader.flush();
      time.now += lastCeilingMs;
    }
    expect(tries() - before).toBe(5);
  });

  it('sets nothing aside where a store refuses everything', async () => {
    const vault = openVault();
    await add(vault, 'a', 'b');
    const { uploader, outbox, store, time } = startUploader(vault);
    store.refuse = () => refused;
    for (let round = 0; round < 12; round++) {
      await uploader.flush();
      time.now += lastCeilingMs;
    }
    expect(outbox.state()).toMatchObject({ waiting: 2, setAside: 0 });
  });

  it.each<[string, (path: string) => void]>([
    ['altered', (path) => writeFileSync(path, 'something else')],
    ['gone', (path) => rmSync(path)],
  ])('never sends a file that was %s on this disk', async (_, damage) => {
    const vault = openVault();
    await add(vault, 'a', 'b');
    damage(join(vault.folder, 'objects', 'other', 'a'));
    const { uploader, outbox, store } = startUploader(vault);
    await uploader.flush();
    expect([...store.objects.keys()]).toEqual(['k/b']);
    expect(outbox.state()).toMatchObject({ waiting: 0, setAside: 1 });
  });

  it('puts the same bytes again after a crash between bucket and vault', async () => {
    const vault = openVault();
    await add(vault, 'a');
    const store = new MemoryStore();
    const first = startUploader(vault, store);
    databaseOf(vault).exec(
      "CREATE TRIGGER refuse BEFORE UPDATE ON objects BEGIN SELECT RAISE(ABORT, 'disk is full'); END",
    );
    await first.uploader.flush();
    expect(first.uploader.problem?.code).toBe('disk-full');
    const bytes = store.objects.get('k/a');
    databaseOf(vault).exec('DROP TRIGGER refuse');
    await startUploader(vault, store).uploader.flush();
    expect(store.puts.get('k/a')).toBe(2);
    expect(store.objects.get('k/a')).toEqual(bytes);
    expect(vault.outbox.state().waiting).toBe(0);
  });

  it('does not throw when its vault is gone', async () => {
    const vault = openVault();
    await add(vault, 'a');
    const { uploader } = startUploader(vault);
    vault.close();
    uploader.kick();
    await uploader.flush();
    expect(uploader.problem?.code).toBe('disk-failed');
  });

  it('does not throw when the store does, against its contract', async () => {
    const vault = openVault();
    await add(vault, 'a');
    const { uploader, store, outbox } = startUploader(vault);
    store.put = () => Promise.reject(new Error('bug'));
    await uploader.flush();
    expect(outbox.state().waiting).toBe(1);
    expect(uploader.problem).not.toBeNull();
  });

  it('stops at once, with what is on its way given up and nothing marked', async () => {
    const vault = openVault();
    await add(vault, 'a');
    const { uploader, store, outbox } = startUploader(vault);
    const underWay = new Promise<void>((begun) => {
      store.put = (_key, _body, signal) => {
        begun();
        return new Promise((done) => {
          signal?.addEventListener('abort', () => done({ ok: false, problem: unreachable }));
        });
      };
    });
    uploader.kick();
    await underWay;
    await uploader.stop();
    uploader.kick();
    expect(outbox.state()).toMatchObject({ waiting: 1, setAside: 0 });
  });
});
