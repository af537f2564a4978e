import { expect, test } from 'vitest';
import { maySkip } from '../../../scripts/testing/may-skip.ts';

test.each([
  ['real Electron', 'linux', true],
  ['the agent from end to end under Wine, which could not be had: apt names no archive', 'linux', true],
  ['the agent from end to end under Wine', 'linux', false],
  ['a folder of our own (Windows)', 'linux', true],
  ['a folder of our own (Windows)', 'win32', false],
  ['kill -9 at any moment (Linux)', 'linux', false],
  ['kill -9 at any moment (Linux)', 'win32', true],
  ['the main job over Ceph RGW (Linux, as root or with Ceph installed)', 'linux', false],
  ['consent on the page', 'linux', false],
] as const)('%s on %s may be skipped: %s', (name, platform, may) => {
  expect(maySkip(`test/a.test.ts > ${name}`, platform)).toBe(may);
});
