import { expect, test } from 'vitest';
import { maySkip, skippedName } from '../../../scripts/testing/may-skip.ts';

test.each([
  ['real Electron', 'linux', true],
  ['the agent from end to end under Wine, which could not be had: apt names no archive', 'linux', true],
  ['the agent from end to end under Wine', 'linux', false],
  ['a folder of our own (Windows)', 'linux', true],
  ['a folder of our own (Windows)', 'win32', false],
  ['a folder of our own (Windows)', 'wine', false],
  ['kill -9 at any moment (Linux)', 'linux', false],
  ['kill -9 at any moment (Linux)', 'win32', true],
  ['kill -9 at any moment (Linux)', 'wine', true],
  ['the main job over Ceph RGW (Linux, as root or with Ceph installed)', 'linux', false],
  ['a program that is told to end (Linux and macOS: no other program can on Windows)', 'win32', true],
  ['a program that is told to end (Linux and macOS: no other program can on Windows)', 'darwin', false],
  ['a folder over a file (not under Wine, which moves it)', 'wine', true],
  ['a folder over a file (not under Wine, which moves it)', 'win32', false],
  ['a system (that may be Linux)', 'win32', false],
  ['consent on the page', 'linux', false],
  ['consent on the page', 'wine', false],
] as const)('%s on %s may be skipped: %s', (name, system, may) => {
  expect(maySkip(`test/a.test.ts > ${name}`, system)).toBe(may);
});

test.each([
  [undefined, 'linux', true],
  ['wayland-all', 'linux', false],
  ['wine', 'linux', true],
  ['wayland-all', 'win32', true],
] as const)('one for who asks for it may be skipped where %s was asked for on %s: %s', (asked, system, may) => {
  expect(maySkip('test/a.test.ts > a desktop (asked for: wayland-all)', system, asked)).toBe(may);
});

test.each([
  [['a suite', 'a part', 'a test'], 'a.ts > a suite'],
  [['a suite (Linux)', 'a part', 'a test (Linux)'], 'a.ts > a suite (Linux)'],
  [['a suite', 'a part', 'a test (Linux and macOS: why)'], 'a.ts > a suite > a part > a test (Linux and macOS: why)'],
  [['a test (not under Wine, which is slow)'], 'a.ts > a test (not under Wine, which is slow)'],
])('of %j what was skipped is called %s', (titles, name) => expect(skippedName('a.ts', titles)).toBe(name));
