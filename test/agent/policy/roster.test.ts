import { beforeEach, describe, expect, it } from 'vitest';
import { type Enrolled, readEnrolment } from '../../../agent/enrolment/enrolment.ts';
import { AccessKeeper } from '../../../agent/policy/access-keeper.ts';
import { OrganisationKeeper } from '../../../agent/policy/organisation-keeper.ts';
import type { Vault } from '../../../agent/vault/vault.ts';
import { accessKey, orgKey } from '../../../bucket/layout.ts';
import { administratorIdSchema } from '../../../core/ids.ts';
import type { Organisation } from '../../../core/organisation/organisation.ts';
import { unwrap } from '../../../core/result.ts';
import type { Administration } from '../../../org/administration.ts';
import { readRequest, writeRequest } from '../../../org/administrators/request.ts';
import {
  type AdministratorKeys,
  newAdministratorKeys,
  withAdministrator,
  withoutAdministrator,
} from '../../../org/administrators/roster-changes.ts';
import { newEnrolment } from '../../../org/enrolment.ts';
import { newKeyPair } from '../../../seal/age.ts';
import { randomId } from '../../../seal/random-id.ts';
import { signDocument } from '../../../seal/signing.ts';
import { openVault } from '../../fixtures/agent/vaults.ts';
import { MemoryStore } from '../../fixtures/memory-store.ts';
import { type Office, openOffice } from '../../fixtures/organisation/offices.ts';

const never = new AbortController().signal;

let store: MemoryStore;
let office: Office;
let enrolled: Enrolled;
let vault: Vault;
let organisation: OrganisationKeeper;
let access: AccessKeeper;
/** By whoever made the organisation, who is one of the administrators. */
let made: Administration;

beforeEach(async () => {
  store = new MemoryStore();
  office = await openOffice(store);
  enrolled = unwrap(readEnrolment(office.enrolment));
  vault = openVault();
  begin();
  const administrator = randomId(administratorIdSchema);
  const { identity } = await newKeyPair();
  made = {
    ...office.administration,
    self: { administrator, identity },
    administrators: [{ administrator, name: 'Ada' }],
  };
});

function begin(): void {
  organisation = new OrganisationKeeper(enrolled, vault);
  access = new AccessKeeper(enrolled, vault, () => organisation.roster);
}

async function added(
  before: Administration,
  name: string,
): Promise<{ after: Administration; keys: AdministratorKeys }> {
  const keys = await newAdministratorKeys('x25519');
  const asking = readRequest((await writeRequest(keys, name, 1)).bytes);
  if (asking === null) throw new Error('no request');
  return { after: unwrap(await withAdministrator(before, { ...asking, at: 1 })), keys };
}

/** The same administration in the folder of another one. */
function of({ administrator, signing, identity }: AdministratorKeys, administration: Administration): Administration {
  const { organisationKey = administration.signing.publicKey } = administration;
  return { ...administration, signing, organisationKey, self: { administrator, identity } };
}

const publish = ({ document, signing }: Administration, change: Partial<Organisation> = {}): void =>
  void store.objects.set(orgKey(''), signDocument({ ...document, ...change }, signing.privateKey));
const publishAccess = ({ signing }: Administration, version: number): void =>
  void store.objects.set(
    accessKey('', office.card.person),
    signDocument({ ...enrolled.access, version, viewers: [] }, signing.privateKey),
  );
const refresh = async () => ({
  organisation: (await organisation.refresh(store, never)).changed,
  access: await access.refresh(store, never),
});

describe('who signs for the organisation', () => {
  it('is walked to the end by who was off for ten versions', async () => {
    let [last, next] = [made, await added(made, 'Grace 1')];
    for (let count = 2; count <= 10; count++) {
      last = of(
        next.keys,
        unwrap(await withoutAdministrator(of(next.keys, next.after), last.self?.administrator ?? '', 1)),
      );
      next = await added(last, `Grace ${count}`);
    }
    publish(of(next.keys, next.after), { name: 'Renamed' });
    publishAccess(of(next.keys, next.after), 7);
    expect(await refresh()).toEqual({ organisation: true, access: true });
    expect(organisation.current.name).toBe('Renamed');
    expect(organisation.roster.steps).toHaveLength(19);
    begin();
    expect(organisation.current.name).toBe('Renamed');
    expect(access.current.version).toBe(7);
  });

  it('is not who was removed: the terms that held go on, and nothing of theirs is taken', async () => {
    const { after, keys } = await added(made, 'Grace');
    const grace = of(keys, after);
    publishAccess(grace, 2);
    publish(grace);
    expect(await refresh()).toEqual({ organisation: true, access: true });
    const alone = unwrap(await withoutAdministrator({ ...made, ...after }, 'Grace', 1));
    publish(alone);
    expect((await refresh()).organisation).toBe(true);
    publish(grace, { version: 99, name: 'Mine' });
    publishAccess(grace, 99);
    expect(await refresh()).toEqual({ organisation: false, access: false });
    expect(organisation.current.name).toBe('Test');
    // What was taken while she was one is not forgotten for what is older.
    begin();
    expect(access.current.version).toBe(2);
    publishAccess(alone, 3);
    expect((await refresh()).access).toBe(true);
  });

  it('is nobody of another walk than the one that is known', async () => {
    const first = await added(made, 'Grace');
    const other = await added(made, 'Mallory');
    publish(first.after);
    await refresh();
    publish(other.after, { version: 99 });
    publishAccess(of(other.keys, other.after), 99);
    expect(await refresh()).toEqual({ organisation: false, access: false });
  });

  it('may make an enrolment, which the key that was pinned leads to', async () => {
    const { after, keys } = await added(made, 'Grace');
    const { signing, document, organisationKey } = of(keys, after);
    const about = { card: office.card, bucket: enrolled.enrolment.bucket, issuedAt: 0, expiresAt: 1e15 };
    const enrolment = newEnrolment(
      { signing, document, ...(organisationKey === undefined ? {} : { organisationKey }) },
      about,
    );
    const read = unwrap(readEnrolment({ ...enrolment }));
    expect(read.enrolment.organisationKey).toBe(office.keys.signing.publicKey);
    expect(read.roster.keys).toContain(signing.publicKey);
  });
});
