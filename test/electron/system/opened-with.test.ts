import { describe, expect, it } from 'vitest';
import { atLoopbackPort, OpenedInbox, openedWith, storePortIn } from '../../../electron/system/opened-with.ts';

describe('what the program was opened with', () => {
  it.each([
    [[], null],
    [['.'], null],
    [['--user-data-dir=/x', '--flag'], null],
    [['--name.plainsight'], null],
    [['report.pdf', 'https://example.org/a?b'], null],
    [['a.plainsight'], '/home/me/a.plainsight'],
    [['/tmp/a.plainsight'], '/tmp/a.plainsight'],
    [['plainsight://enrol?d=A'], 'plainsight://enrol?d=A'],
    [['PLAINSIGHT://enrol?d=A'], 'PLAINSIGHT://enrol?d=A'],
    [['/tmp/a.plainsight', '--flag', '/tmp/b.plainsight'], '/tmp/b.plainsight'],
  ])('among %j is %s', (args, opened) => {
    expect(openedWith(args, '/home/me')).toBe(opened);
  });

  it('waits until somebody takes it', () => {
    const inbox = new OpenedInbox();
    const taken: string[] = [];
    inbox.put('a');
    inbox.serve((opened) => taken.push(opened));
    inbox.put('b');
    expect(taken).toEqual(['a', 'b']);
  });
});

describe('the port of a trial office’s store', () => {
  it.each([
    [[], null],
    [['--loopback-store-port=8443'], 8443],
    [['--loopback-store-port=0'], null],
    [['--loopback-store-port=65536'], null],
    [['--loopback-store-port=1x'], null],
    [['--loopback-store-port=1@evil.example'], null],
  ])('in %j is %s', (args, port) => {
    expect(storePortIn(args)).toBe(port);
  });

  it.each([
    ['https://127.0.0.1:1000', 'https://127.0.0.1:8443'],
    ['https://localhost', 'https://localhost:8443'],
    ['https://bucket.example', 'https://bucket.example'],
    ['https://127.0.0.1.example:1000', 'https://127.0.0.1.example:1000'],
  ])('moves only a store on this computer: %s', (endpoint, reached) => {
    expect(atLoopbackPort({ endpoint }, 8443).endpoint).toBe(reached);
    expect(atLoopbackPort({ endpoint }, null).endpoint).toBe(endpoint);
  });
});
