import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { Action, StoreGrant, StoreRule } from '../../../../bucket/embedded/auth/authorisation.ts';
import { actions, isAllowed } from '../../../../bucket/embedded/auth/authorisation.ts';
import { Credentials } from '../../../../bucket/embedded/auth/credentials.ts';
import { ownerGrant } from '../../../../bucket/rights.ts';
import { isPrivate } from '../../../fixtures/systems.ts';
import { scratchFolder } from '../../scratch.ts';
import { device, deviceId, other, own, ownDays, person, viewer, viewerId } from './credentials-scene.ts';

const foreign = `office/people/${other}/`;

describe('isAllowed', () => {
  it.each<[string, StoreGrant, Action, string, string, boolean]>([
    ['owner', ownerGrant, 'delete', 'any', 'k', true],
    ['nobody', { role: 'limited', allow: [] }, 'get', 'b', '', false],
    ['device', device, 'put', 'b', `${ownDays}2026-11-22/${deviceId}/key.age`, true],
    ['device', device, 'put', 'b', `office/shots/${person}/2026-11-22/${deviceId}/shots/x.webp.age`, true],
    ['device', device, 'put', 'b', `office/sums/${person}/2026-11-22/${deviceId}/summary.age`, true],
    ['device', device, 'put', 'b', `office/shot-keys/${person}/2026-11-22/${deviceId}/shots.key.age`, true],
    ['device', device, 'put', 'b', `office/shot-keys/${person}/2026-11-22/${viewerId}/shots.key.age`, false],
    ['device', device, 'get', 'b', `office/shot-keys/${person}/2026-11-22/${deviceId}/shots.key.age`, false],
    ['device', device, 'put', 'b', `office/other/${person}/2026-11-22/${deviceId}/x`, false],
    ['viewer', viewer, 'get', 'b', `office/shot-keys/${person}/2026-11-22/${deviceId}/shots.key.age`, true],
    ['viewer', viewer, 'list', 'b', `office/shot-keys/${person}/`, true],
    ['viewer', viewer, 'list', 'b', `office/shot-keys/${other}/`, false],
    ['viewer', viewer, 'get', 'b', `office/shot-keys/${other}/2026-11-22/${deviceId}/shots.key.age`, false],
    ['device', device, 'put', 'b', `${ownDays}x`, false],
    ['device', device, 'put', 'b', `${ownDays}2026-11-22/${person}/key.age`, false],
    ['device', device, 'put', 'b', `${ownDays}2026-11-22/${person}/${deviceId}/key.age`, false],
    ['device', device, 'put', 'b', `${ownDays}2026-11-2/${deviceId}/key.age`, false],
    ['device', device, 'put', 'b', `${ownDays}2026-1/-22/${deviceId}/key.age`, false],
    ['device', device, 'put', 'b', `${ownDays}2026-11-22/${deviceId}`, false],
    ['device', device, 'create', 'b', `${own}devices/${deviceId}.json`, true],
    ['device', device, 'put', 'b', `${own}devices/${deviceId}.json`, false],
    ['device', device, 'get', 'b', `${own}devices/${deviceId}.json`, true],
    ['device', device, 'create', 'b', `${own}devices/${person}.json`, false],
    ['device', device, 'get', 'b', `${own}devices/${person}.json`, false],
    ['device', device, 'list', 'b', `${own}devices/`, false],
    ['device', device, 'put', 'b', `${own}consent/${deviceId}/x`, true],
    ['device', device, 'put', 'b', `${own}consent/${person}/x`, false],
    ['device', device, 'put', 'b', `${own}latest/${deviceId}.age`, true],
    ['device', device, 'put', 'b', `${own}latest/x.age`, false],
    ['device', device, 'put', 'b', `${own}card.age`, false],
    ['device', device, 'put', 'b', `${own}access.json`, false],
    ['device', device, 'get', 'b', `${own}access.json`, true],
    ['device', device, 'get', 'b', `${own}latest/${deviceId}.age`, false],
    ['device', device, 'put', 'b', `${own}views/x`, false],
    ['device', device, 'put', 'b', foreign, false],
    ['device', device, 'put', 'other', `${ownDays}x`, false],
    ['device', device, 'put', 'b', `${ownDays}x`.slice('office/'.length), false],
    ['device', device, 'put', 'b', `office/days/${person}x/x`, false],
    ['device', device, 'put', 'b', 'office/org.json', false],
    ['device', device, 'get', 'b', 'office/org.json', true],
    ['device', device, 'get', 'b', 'office/org.json.bak', false],
    ['device', device, 'get', 'b', `${ownDays}x`, false],
    ['device', device, 'get', 'b', `${own}views/x`, true],
    ['device', device, 'list', 'b', `${own}views/`, true],
    ['device', device, 'list', 'b', own, false],
    ['device', device, 'list', 'b', '', false],
    ['device', device, 'folders', 'b', own, false],
    ['device', device, 'delete', 'b', `${ownDays}x`, false],
    ['viewer', viewer, 'get', 'b', `${ownDays}x`, true],
    ['viewer', viewer, 'list', 'b', `${ownDays}`, true],
    ['viewer', viewer, 'create', 'b', `${own}views/${viewerId}/x`, true],
    ['viewer', viewer, 'put', 'b', `${own}views/${viewerId}/x`, false],
    ['viewer', viewer, 'create', 'b', `${own}views/${person}/x`, false],
    ['viewer', viewer, 'create', 'b', `${own}views/x`, false],
    ['viewer', viewer, 'create', 'b', `${own}requests/${viewerId}/x`, true],
    ['viewer', viewer, 'put', 'b', `${own}requests/${viewerId}/x`, false],
    ['viewer', viewer, 'create', 'b', `${own}requests/${person}/x`, false],
    ['device', device, 'create', 'b', `${ownDays}2026-11-22/${deviceId}/x`, true],
    ['viewer', viewer, 'get', 'b', `${own}card.age`, true],
    ['viewer', viewer, 'get', 'b', `${own}devices/${deviceId}.json`, false],
    ['viewer', viewer, 'list', 'b', `${own}devices/`, false],
    ['viewer', viewer, 'get', 'b', `${own}consent/x`, false],
    ['viewer', viewer, 'list', 'b', `${own}consent/`, false],
    ['viewer', viewer, 'list', 'b', own, false],
    ['viewer', viewer, 'get', 'b', `${own}views/x`, false],
    ['viewer', viewer, 'put', 'b', `${ownDays}x`, false],
    ['viewer', viewer, 'get', 'b', `office/days/${other}/x`, false],
    ['viewer', viewer, 'list', 'b', foreign, false],
    ['viewer', viewer, 'list', 'b', 'office/people/', false],
    ['viewer', viewer, 'folders', 'b', 'office/people/', false],
    ['viewer', viewer, 'get', 'b', `office/viewers/${viewerId}/directory.age`, true],
    ['viewer', viewer, 'get', 'b', `office/viewers/${person}/directory.age`, false],
    ['viewer', viewer, 'put', 'b', `office/viewers/${viewerId}/directory.age`, false],
    ['viewer', viewer, 'list', 'b', 'office/viewers/', false],
    ['viewer', viewer, 'get', 'b', `${own}latest/x.age`, true],
    ['viewer', viewer, 'put', 'b', `${own}latest/x.age`, false],
    ['viewer', viewer, 'get', 'b', `${own}access.json`, true],
    ['viewer', viewer, 'put', 'b', `${own}access.json`, false],
    ['viewer', viewer, 'folders', 'b', foreign, false],
    ['viewer', viewer, 'delete', 'b', `${own}views/x`, false],
  ])('%s: %#', (_, grant, action, bucket, name, allowed) => {
    expect(isAllowed(grant, action, bucket, name)).toBe(allowed);
  });
});

describe('many rules', () => {
  const names = ['', 'a', 'a/', 'a/b', 'a/bc', 'b/', 'b/a/c', 'ab'];
  const rule = fc
    .tuple(
      fc.constantFrom('b', 'c'),
      fc.subarray([...actions], { minLength: 1 }),
      fc.constantFrom(...names),
      fc.constantFrom('key', 'prefix', 'any'),
    )
    .map(([bucket, allowed, name, kind]): StoreRule => {
      if (kind === 'any') return { bucket, actions: allowed, prefix: name, any: 1, below: '/' };
      return kind === 'key' && name !== ''
        ? { bucket, actions: allowed, key: name }
        : { bucket, actions: allowed, prefix: name };
    });

  it('allow what one of them allows', () => {
    fc.assert(
      fc.property(
        fc.array(rule, { maxLength: 6 }),
        fc.constantFrom(...actions),
        fc.constantFrom('b', 'c', 'd'),
        fc.constantFrom(...names, 'a/b/c', 'b'),
        (allow, action, bucket, name) => {
          const fits = (each: StoreRule) => {
            if ('key' in each) return each.key === name;
            if (!('any' in each)) return name.startsWith(each.prefix);
            const [between, rest] = [name.slice(each.prefix.length), name.slice(each.prefix.length + each.any)];
            const isName = !between.slice(0, each.any).includes('/');
            return name.startsWith(each.prefix) && isName && rest.startsWith(each.below);
          };
          const covers = ({ actions: has }: StoreRule, wanted: Action) =>
            has.includes(wanted) || (wanted === 'create' && has.includes('put'));
          const expected = allow.some((each) => each.bucket === bucket && covers(each, action) && fits(each));
          expect(isAllowed({ role: 'limited', allow }, action, bucket, name)).toBe(expected);
        },
      ),
    );
  });
});

describe('Credentials', () => {
  async function opened(folder?: string): Promise<{ credentials: Credentials; folder: string }> {
    const at = folder ?? (await scratchFolder());
    const credentials = new Credentials(at, () => 42);
    onTestFinished(() => credentials.close());
    return { credentials, folder: at };
  }

  it('hands out, lists, changes and removes', async () => {
    const { credentials } = await opened();
    const made = credentials.add(device, 'laptop');
    const first = null;
    expect(credentials.find(made.accessKeyId)).toEqual({ secret: made.secretAccessKey, grant: device, first });
    expect(credentials.list()).toEqual([
      { accessKeyId: made.accessKeyId, note: 'laptop', grant: device, createdAt: 42, first },
    ]);
    expect(credentials.change(made.accessKeyId, viewer)).toBe(true);
    expect(credentials.find(made.accessKeyId)?.grant).toEqual(viewer);
    expect(credentials.remove(made.accessKeyId)).toBe(true);
    expect(credentials.remove(made.accessKeyId)).toBe(false);
    expect(credentials.change(made.accessKeyId, viewer)).toBe(false);
    expect(credentials.find(made.accessKeyId)).toBeUndefined();
  });

  it('makes a new key and a new secret each time', async () => {
    const { credentials } = await opened();
    const all = Array.from({ length: 20 }, () => credentials.add(ownerGrant));
    expect(new Set(all.flatMap((each) => [each.accessKeyId, each.secretAccessKey])).size).toBe(40);
  });

  it('is shared with other processes at once', async () => {
    const { credentials, folder } = await opened();
    const { credentials: second } = await opened(folder);
    const { accessKeyId } = credentials.add(ownerGrant);
    expect(credentials.find(accessKeyId)).toBeDefined();
    expect(second.find(accessKeyId)).toBeDefined();
    second.change(accessKeyId, device);
    expect(credentials.find(accessKeyId)?.grant).toEqual(device);
    expect(second.find(accessKeyId)?.grant).toEqual(device);
    second.remove(accessKeyId);
    expect(credentials.find(accessKeyId)).toBeUndefined();
    const { accessKeyId: later } = second.add(ownerGrant);
    expect(credentials.find(later)?.grant).toEqual(ownerGrant);
  });

  it('keeps the secrets to their user, and out of every other file', async () => {
    const { credentials, folder } = await opened();
    const { secretAccessKey } = credentials.add(ownerGrant);
    expect(isPrivate(join(folder, 'credentials.sqlite'))).toBe(true);
    expect((await readFile(join(folder, 'credentials.sqlite'))).includes(secretAccessKey)).toBe(true);
  });
});
