import { describe, expect, it } from 'vitest';
import { keyTraces, writeTrace } from './agent/key-traces.ts';
import { timesInMemory, timesOfKeysInMemory } from './agent/memory.ts';

const keys = '0f3a9c7e1b5d';

describe.skipIf(process.platform !== 'linux')('what is searched for in the memory of a process', () => {
  it('is found where it is, as text or as the numbers of keys, however they lie there', async () => {
    expect(keyTraces(keys)).toHaveLength(20);
    const before = await timesOfKeysInMemory(process.pid, keys);
    const there = keyTraces(keys).map(writeTrace);
    expect((await timesOfKeysInMemory(process.pid, keys)) - before).toBeGreaterThanOrEqual(there.length);
    const kept = [Buffer.from('a rare word', 'utf16le'), ...there];
    const [times = 0] = await timesInMemory(process.pid, ['a rare word']);
    expect(times).toBeGreaterThan(0);
    expect(kept.length).toBe(there.length + 1);
  });
});
