import { expect, it } from 'vitest';
import { Turns } from '../../core/turns.ts';

it('runs steps one after another, in the order in which they were asked for', async () => {
  const turns = new Turns();
  const said: string[] = [];
  const step = (name: string, waits: number) => async () => {
    said.push(`${name} begins`);
    for (let each = 0; each < waits; each += 1) await Promise.resolve();
    said.push(`${name} ends`);
    return name;
  };
  const all = [turns.take(step('long', 20)), turns.take(step('short', 0)), turns.take(step('last', 3))];
  expect(await Promise.all(all)).toEqual(['long', 'short', 'last']);
  expect(said).toEqual(['long begins', 'long ends', 'short begins', 'short ends', 'last begins', 'last ends']);
});

it('is not held up by a step that fails, of which its own caller alone is told', async () => {
  const turns = new Turns();
  const failing = turns.take(async () => {
    throw new Error('refused');
  });
  const after = turns.take(async () => 'done');
  await expect(failing).rejects.toThrow('refused');
  expect(await after).toBe('done');
});
