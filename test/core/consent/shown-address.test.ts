import { describe, expect, it } from 'vitest';
import { withoutAddress } from '../../../core/consent/shown-address.ts';

describe('an address that a browser shows as the title of a window', () => {
  it.each([
    ['one.example/orders/4711?query=1#top - Chromium', 'one.example - Chromium', 'one.example/orders/4711 - Chromium'],
    ['https://one.example/?q - Chromium', 'https://one.example - Chromium', 'https://one.example/ - Chromium'],
    ['one.example:81/a#b — Mozilla Firefox', 'one.example:81 — Mozilla Firefox', 'one.example:81/a — Mozilla Firefox'],
    ['localhost/a?b', 'localhost', 'localhost/a'],
    ['[2001:db8::1]/a?b', '[2001:db8::1]', '[2001:db8::1]/a'],
    ['one.example?query', 'one.example', 'one.example'],
    ['one.example - Chromium', 'one.example - Chromium', 'one.example - Chromium'],
    ['What is this? - Chromium', 'What is this? - Chromium', 'What is this? - Chromium'],
    ['and/or #3 - Chromium', 'and/or #3 - Chromium', 'and/or #3 - Chromium'],
    ['', '', ''],
  ])('%j is recorded as %j, and where paths are asked for as %j', (title, alone, withPath) => {
    expect(withoutAddress(title, 'chromium', false)).toBe(alone);
    expect(withoutAddress(title, 'firefox-esr', true)).toBe(withPath);
  });

  it('is left alone in every other program', () => {
    expect(withoutAddress('one.example/a?b', 'xterm', false)).toBe('one.example/a?b');
  });
});
