import { describe, expect, it } from 'vitest';
import { type Command, foundCommands } from '../../../../renderer/parts/palette/commands.ts';

const command = (label: string, alias?: string): Command => ({
  ...{ id: label, kind: 'person', label, run: () => {} },
  ...(alias === undefined ? {} : { alias }),
});
const commands = [
  command('Today'),
  command('Ana Muñoz'),
  command('Müller, Özlem'),
  command('Pause: 15 minutes'),
  command('Tuesday, 24 November 2026', '2026-11-24'),
  command('Anatol Today'),
];
const found = (typed: string) => foundCommands(commands, typed).map(({ label }) => label);

describe('what is found by what is typed', () => {
  it.each([
    ['', commands.map(({ label }) => label)],
    ['today', ['Today', 'Anatol Today']],
    ['munoz', ['Ana Muñoz']],
    ['MULLER oz', ['Müller, Özlem']],
    ['15 pau', ['Pause: 15 minutes']],
    ['24 nov', ['Tuesday, 24 November 2026']],
    ['2026-11-24', ['Tuesday, 24 November 2026']],
    ['ana', ['Ana Muñoz', 'Anatol Today']],
    ['oday', []],
    ['   ', commands.map(({ label }) => label)],
    ['.*', commands.map(({ label }) => label)],
  ])('%j', (typed, expected) => expect(found(typed)).toEqual(expected));

  it('is a dozen at most', () => {
    const many = Array.from({ length: 1_000 }, (_, index) => command(`Person ${index}`));
    expect(foundCommands(many, 'person')).toHaveLength(12);
  });
});
