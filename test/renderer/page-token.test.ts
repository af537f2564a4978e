import { describe, expect, it } from 'vitest';
import { type TokenPlace, takeToken } from '../../renderer/page-token.ts';

const token = 'abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE';

function tab(hash: string, stored: Record<string, string> = {}) {
  const kept = new Map(Object.entries(stored));
  const shown: string[] = [];
  const listeners: (() => void)[] = [];
  let reloads = 0;
  const location = { hash, pathname: '/app/employee.html', search: '', reload: () => void reloads++ };
  const place: TokenPlace = {
    location,
    history: {
      state: null,
      replaceState: (_state, _title, url) => {
        shown.push(String(url));
        location.hash = '';
      },
    },
    sessionStorage: { getItem: (key) => kept.get(key) ?? null, setItem: (key, value) => void kept.set(key, value) },
    addEventListener: (_type, listener) => void listeners.push(listener),
  };
  const goTo = (next: string) => {
    location.hash = next;
    for (const listener of listeners) listener();
  };
  return { place, kept, shown, goTo, reloads: () => reloads };
}

describe('the token of a tab', () => {
  it('is taken from the address, out of the address, and kept for a reload', () => {
    const first = tab(`#token=${token}`);
    expect(takeToken('employee', first.place)).toBe(token);
    expect(first.shown).toEqual(['/app/employee.html']);
    const again = tab('#data', Object.fromEntries(first.kept));
    expect(takeToken('employee', again.place)).toBe(token);
    expect(again.shown).toEqual([]);
  });

  it('is of one contract', () => {
    const first = tab(`#token=${token}`);
    takeToken('employee', first.place);
    expect(takeToken('manager', tab('', Object.fromEntries(first.kept)).place)).toBeNull();
  });

  it.each([
    '',
    '#',
    '#today',
    '#token=',
    `#token=${token}x`,
    `#token=${token.slice(1)}`,
    `#other=${token}`,
    '#token=<b>',
  ])('is not made of %j', (hash) => {
    const opened = tab(hash);
    expect(takeToken('employee', opened.place)).toBeNull();
    expect(opened.shown).toEqual([]);
  });

  it('is exchanged by an address that is pasted into the open tab, and the page begins anew', () => {
    const opened = tab('', { 'plainsight-employee': 'stale' });
    takeToken('employee', opened.place);
    opened.goTo('#data');
    expect(opened.reloads()).toBe(0);
    opened.goTo(`#token=${token}`);
    expect([opened.reloads(), opened.kept.get('plainsight-employee')]).toEqual([1, token]);
  });
});
