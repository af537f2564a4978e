import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keepsWhatIsCreated } from '../../../bucket/administration/created-once.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { parseBucketSettings } from '../../../bucket/settings.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { firstAccess } from '../../../org/access.ts';
import type { Administration } from '../../../org/administration.ts';
import { newPerson } from '../../../org/enrolment.ts';
import { type Ceph, hasCeph, startCeph } from '../../fixtures/ceph.ts';
import { removeFolder } from '../../fixtures/folders.ts';
import { type AtWork, twoAdministrators } from './administrators-scene.ts';

describe.skipIf(!(await hasCeph()))('administrators on a real gateway (Linux, as root or with Ceph installed)', () => {
  let folder: string;
  let ceph: Ceph;
  const stores: ObjectStore[] = [];
  const openOn = (bucket: string): ObjectStore => {
    const store = openS3Store(unwrap(parseBucketSettings({ ...ceph.owner, bucket })));
    stores.push(store);
    return store;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'administrators-'));
    ceph = await startCeph(folder);
  });
  afterAll(async () => {
    for (const each of stores) each.close();
    await ceph?.close();
    await removeFolder(folder);
  });

  it('keeps what is created once, but where it keeps versions, and that is found out', async () => {
    expect(await keepsWhatIsCreated({ store: openOn(ceph.owner.bucket), prefix: '' })).toEqual(ok(true));
    expect(await keepsWhatIsCreated({ store: openOn(ceph.lockedBucket), prefix: '' })).toEqual(ok(false));
  });

  it('has each of two who enrol at once, ten times over', async () => {
    const { ada, grace } = await twoAdministrators(openOn(ceph.owner.bucket));
    const names: string[] = [];
    for (let round = 0; round < 10; round++) {
      const work = [ada, grace].map(async (who: AtWork, at) => {
        const name = `Person ${round} ${at}`;
        names.push(name);
        const shared = who.begin();
        unwrap(await shared.write(enrolled(unwrap(await shared.read()), name)));
      });
      await Promise.all(work);
    }
    const [hers, his] = [unwrap(await ada.begin().read()), unwrap(await grace.begin().read())];
    expect(hers.people.map(({ name }) => name).sort()).toEqual(names.sort());
    expect(his.log).toEqual(hers.log);
  });
});

function enrolled(before: Administration, name: string): Administration {
  const known = newPerson({ name, zone: null });
  const access = firstAccess(known.person, [], 1, known.enrolmentKey);
  return { ...before, people: [...before.people, known], access: [...before.access, access] };
}
