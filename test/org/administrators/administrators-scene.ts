import type { ObjectStore, PrefixedStore } from '../../../bucket/object-store.ts';
import { ok, type Result, unwrap } from '../../../core/result.ts';
import { type Administration, administrationSchema } from '../../../org/administration.ts';
import { joined } from '../../../org/administrators/joining.ts';
import { readRequest, writeRequest } from '../../../org/administrators/request.ts';
import { newAdministratorKeys, withAdministrator } from '../../../org/administrators/roster-changes.ts';
import { SharedAdministration } from '../../../org/administrators/shared-administration.ts';
import { createOrganisation } from '../../../org/organisation.ts';
import { publishChanges } from '../../../org/publication.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { controller } from '../../fixtures/organisation/offices.ts';

/** An administrator's folder in memory, and what they do their work with. */
export interface AtWork {
  kept: Administration;
  /** Anew, as each command begins. */
  begin(): SharedAdministration;
}

export function atWork(first: Administration, store: ObjectStore): AtWork {
  const place: PrefixedStore = { store, prefix: '' };
  const own: AtWork = {
    kept: first,
    begin: () =>
      new SharedAdministration({
        file: {
          isThere: true,
          read: async () => ok(own.kept),
          write: async (content): Promise<Result<void>> => {
            own.kept = administrationSchema.parse(JSON.parse(JSON.stringify(content)));
            return ok(undefined);
          },
        },
        did: 'org test',
        now: () => 1,
        withPlace: (work) => work(place),
      }),
  };
  return own;
}

/** An organisation with two administrators, on a store in memory unless another is given. */
export async function twoAdministrators<Store extends ObjectStore = MemoryStore>(given?: Store) {
  const store = (given ?? new MemoryStore()) as Store;
  const { signing, document } = await createOrganisation({ name: 'Example', controller });
  const ada = atWork(administrationSchema.parse({ signing, document, people: [] }), store);
  const make = ada.begin();
  unwrap(await make.write(ada.kept));
  await publish(ada.kept, store);
  unwrap(await make.settle());
  const grace = await join('Grace', ada, store);
  return { store, ada, grace, organisationKey: signing.publicKey };
}

/** Somebody asks, is added by `by`, and begins. */
export async function join(name: string, by: AtWork, store: ObjectStore): Promise<AtWork> {
  const keys = await newAdministratorKeys('x25519');
  const { bytes } = await writeRequest(keys, name, 1);
  const asking = readRequest(bytes);
  if (asking === null) throw new Error('no request');
  const adding = by.begin();
  const before = unwrap(await adding.readWithSelf());
  const after = unwrap(await withAdministrator(before, { ...asking, at: 1 }));
  await publish(unwrap(await adding.write(after, true)), store);
  unwrap(await adding.settle());
  const { organisationKey = before.signing.publicKey } = before;
  return atWork(unwrap(await joined(keys, organisationKey, { store, prefix: '' })), store);
}

export async function publish(administration: Administration, store: ObjectStore): Promise<void> {
  const people = administration.access.map(({ person }) => person);
  const viewers = administration.viewers.map(({ certificate }) => certificate.viewer);
  unwrap(await publishChanges(administration, { people, viewers, organisation: true }, store, '', 1));
}
