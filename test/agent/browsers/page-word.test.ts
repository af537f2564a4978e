import { describe, expect, it } from 'vitest';
import { parseWord } from '../../../agent/browsers/page-word.ts';

const word = (value: unknown) => parseWord(Buffer.from(JSON.stringify(value)));

describe('what an extension says', () => {
  it.each([
    [{ focused: true, window: 3, host: 'one.example' }, 'https://one.example/'],
    [{ focused: true, window: 3, host: 'xn--bcher-kva.example' }, 'https://xn--bcher-kva.example/'],
    [{ focused: true, window: 3, host: '192.0.2.7' }, 'https://192.0.2.7/'],
    [{ focused: true, window: 3, host: '[2001:db8::1]' }, 'https://[2001:db8::1]/'],
    [{ focused: true, window: 3, host: 'localhost' }, 'https://localhost/'],
    [{ focused: true, window: 3, host: null }, 'about:blank'],
    // Not known: told by nobody, or told as no browser writes it.
    [{ focused: true, window: 3 }, null],
    [{ focused: true, window: 3, host: '' }, null],
    [{ focused: true, window: 3, host: 'One.Example' }, null],
    [{ focused: true, window: 3, host: 'one.example/path' }, null],
    [{ focused: true, window: 3, host: 'one.example:81' }, null],
    [{ focused: true, window: 3, host: 'user@one.example' }, null],
    [{ focused: true, window: 3, host: 'one.example?query' }, null],
    [{ focused: true, window: 3, host: 'bücher.example' }, null],
  ])('%j is the page %j', (value, url) => {
    expect(word(value)).toEqual({ focused: true, window: 3, url, beside: null, ask: null });
  });

  it.each([
    ['/orders/4711', 'https://one.example/orders/4711'],
    ['/', 'https://one.example/'],
    ['/b%C3%BCcher', 'https://one.example/b%C3%BCcher'],
    // As no browser writes one, or more than a path: the host alone.
    ['orders', 'https://one.example/'],
    ['', 'https://one.example/'],
    ['/a/../b', 'https://one.example/'],
    ['/bücher', 'https://one.example/'],
    ['/orders?query=1', 'https://one.example/'],
    ['/orders#fragment', 'https://one.example/'],
    ['//other.example/', 'https://one.example//other.example/'],
    ['@other.example/', 'https://one.example/'],
    [':81/', 'https://one.example/'],
  ])('with the path %j is the page %j where paths were asked for, and else the host alone', (path, url) => {
    const line = Buffer.from(JSON.stringify({ focused: true, window: 3, host: 'one.example', path }));
    expect(parseWord(line, true)?.url).toBe(url);
    expect(parseWord(line)?.url).toBe('https://one.example/');
  });

  it.each([
    ['two.example', 'https://one.example/', 'https://two.example/'],
    ['two.example/path', null, null],
    ['', null, null],
  ])('with %j in the other half of a split view is the page %j beside %j', (beside, url, other) => {
    const line = { focused: true, window: 3, host: 'one.example', beside };
    expect(word(line)).toMatchObject({ url, beside: other });
  });

  it('takes a word without the focus, which has no window and no page, and answers to questions', () => {
    expect(word({ focused: false })).toEqual({ focused: false, window: null, url: null, beside: null, ask: null });
    expect(word({ focused: false, ask: 7 })).toEqual({ focused: false, window: null, url: null, beside: null, ask: 7 });
  });

  it.each([
    ['nothing', ''],
    ['no JSON', 'focused'],
    ['half a word', '{"focused":true'],
    ['no object', '[true]'],
    ['no focus', '{"window":1,"host":"one.example"}'],
    ['a focus without a window', '{"focused":true,"host":"one.example"}'],
    ['a window without the focus', '{"focused":false,"window":1}'],
    ['a window that is no number', '{"focused":true,"window":"1"}'],
    ['a negative window', '{"focused":true,"window":-1}'],
    ['a host that is no text', '{"focused":true,"window":1,"host":7}'],
    ['a host that DNS does not allow', JSON.stringify({ focused: true, window: 1, host: 'a'.repeat(254) })],
    ['more than is asked', '{"focused":true,"window":1,"host":"one.example","url":"https://one.example/secret"}'],
    [
      'a path that is longer than is told',
      JSON.stringify({ focused: true, window: 1, host: 'a', path: `/${'a'.repeat(200)}` }),
    ],
    ['a title', '{"focused":true,"window":1,"title":"Secret"}'],
    ['a question that is no number', '{"focused":false,"ask":"1"}'],
  ])('does not take %s', (_, text) => {
    expect(parseWord(Buffer.from(text))).toBeNull();
  });

  it('does not take what is no UTF-8', () => {
    expect(parseWord(Uint8Array.of(0x22, 0xff, 0x22))).toBeNull();
  });
});
