import { expect, it } from 'vitest';
import { openerOf } from '../../scripts/open-page.ts';

it('on Windows the path of the page is no part of a command, whatever the account is called', () => {
  const file = String.raw`C:\Users\Tom&Jerry 100%TEMP% ^"\open.html`;
  const { program, args, env, verbatim } = openerOf(file, 'win32');
  expect(program).toBe('cmd');
  expect(args.join(' ')).not.toContain('Tom');
  expect([env, verbatim]).toEqual([{ PLAINSIGHT_PAGE: file }, true]);
});

it('elsewhere no shell is asked', () => {
  expect(openerOf('/home/a b/open.html', 'linux')).toEqual({ program: 'xdg-open', args: ['/home/a b/open.html'] });
  expect(openerOf('/Users/a b/open.html', 'darwin')).toEqual({ program: 'open', args: ['/Users/a b/open.html'] });
});
