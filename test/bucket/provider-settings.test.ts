import { describe, expect, it } from 'vitest';
import { authenticate } from '../../bucket/embedded/auth/authentication.ts';
import { parseTarget } from '../../bucket/embedded/http/request-target.ts';
import { unwrap } from '../../core/result.ts';
import { open } from './contract.ts';
import { scratchStore, settingsFor } from './scratch.ts';
import { standIn } from './stand-in.ts';

describe('what providers write', () => {
  it.each(['SBG', 'RegionOne', 'NL', 'us_east.1', 'Zone:1', 'aws-global', 'fips-x', 'x.y-z'])(
    'a store in the region %s takes what is signed for it, as it is written',
    async (region) => {
      const store = await scratchStore({ region });
      const client = open(settingsFor(store, { role: 'owner' }, { region }));
      unwrap(await client.put('k', Buffer.from('x')));
      expect(unwrap(await client.list('')).map(({ key }) => key)).toEqual(['k']);
    },
  );

  it.each(['/storage/v1/s3', '/a', '/a~b/c.d/e_f'])(
    'a store below the path %s is asked there, and the path is signed',
    async (path) => {
      const asked: string[] = [];
      const settings = await standIn((request, response) => {
        const headers = new Map(
          Object.entries(request.headers).map(([name, value]): [string, string] => [name, String(value)]),
        );
        const target = parseTarget(request.url ?? '');
        authenticate(
          { method: request.method ?? '', target, headers },
          {
            region: 'us-east-1',
            acceptsMd5: false,
            now: Date.now,
            find: () => ({ secret: 'SK', grant: { role: 'owner' }, first: null }),
            onSpent() {},
          },
        );
        asked.push(target.path);
        request.resume().on('end', () => response.writeHead(200, { etag: '"x"' }).end());
      }, path);
      unwrap(await open(settings).put('people/a b/x', Buffer.from('x')));
      unwrap(await open(settings).get('people/a b/x'));
      expect(asked).toEqual([`${path}/plainsight/people/a b/x`, `${path}/plainsight/people/a b/x`]);
    },
  );
});
