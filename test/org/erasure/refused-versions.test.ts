import { expect, it } from 'vitest';
import type { ObjectVersion, RefusedVersion, VersionStore } from '../../../bucket/version-store.ts';
import { daySchema, personIdSchema } from '../../../core/ids.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { countErased } from '../../../org/erasure/certificate.ts';
import { eraseVersions } from '../../../org/erasure/erase-versions.ts';
import { foldersOf } from '../../../org/erasure/erasure-folders.ts';

const person = personIdSchema.parse('a'.repeat(26));
const order = { from: null, to: daySchema.parse('2026-03-31'), classes: ['shots' as const] };
const steps = foldersOf('', person, order);
const picture: ObjectVersion = {
  ...{ key: `shots/${person}/2026-03-01/d/shots/x.webp.age`, version: '1', isMarker: false, bytes: 7 },
};

/** A store that refuses to delete, and lists nothing of it from then on. */
function hiding(answer: (of: Pick<ObjectVersion, 'key' | 'version'>) => RefusedVersion) {
  let isHidden = false;
  const asked: string[] = [];
  const store: Pick<VersionStore, 'list' | 'remove'> = {
    list: async ({ prefix }) => ok(isHidden || !picture.key.startsWith(prefix) ? [] : [picture]),
    async remove(versions) {
      isHidden = true;
      asked.push(...versions.map(({ key }) => key));
      return ok(versions.map(answer));
    },
  };
  const noted: ObjectVersion[] = [];
  const journal = {
    note: async (versions: readonly ObjectVersion[]) => {
      noted.push(...versions);
      return ok(undefined);
    },
    noted: async () => ok({ versions: noted }),
  };
  const erase = async () => unwrap(await eraseVersions(steps, { store: store as VersionStore, journal }));
  const counted = (left: Awaited<ReturnType<typeof erase>>) => countErased(noted, left, steps.flat());
  return { erase, counted, asked };
}

it.each<[string, (of: Pick<ObjectVersion, 'key' | 'version'>) => RefusedVersion]>([
  ['by its name', ({ key, version }) => ({ key, version, code: 'AccessDenied' })],
  ['without its version', ({ key }) => ({ key, version: 'null', code: 'AccessDenied' })],
])(
  'what the store refused %s counts as there though it lists it no more, also when it is given again',
  async (_, answer) => {
    const { erase, counted, asked } = hiding(answer);
    for (const round of [1, 2]) {
      const left = await erase();
      expect(left).toEqual([{ ...picture, code: 'AccessDenied' }]);
      expect(counted(left)).toMatchObject({ versions: 0, days: [] });
      expect(asked).toHaveLength(round);
    }
  },
);

it('a refusal of something that was not asked for is named too', async () => {
  const { erase } = hiding(() => ({ key: 'other', version: '1', code: 'AccessDenied' }));
  expect(await erase()).toEqual([{ key: 'other', version: '1', isMarker: false, bytes: 0, code: 'AccessDenied' }]);
});
