import { deviceGrant, viewerGrant } from '../../../bucket/rights.ts';
import { openS3Store } from '../../../bucket/s3/s3-store.ts';
import { type Day, daySchema, deviceIdSchema, type PersonId } from '../../../core/ids.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { hourMs } from '../../../core/time/calendar.ts';
import { managerContract } from '../../../ipc/manager.ts';
import { firstAccess } from '../../../org/access.ts';
import { type Administration, accessOf, administrationSchema } from '../../../org/administration.ts';
import { concernedBy, confirmDevice } from '../../../org/devices.ts';
import { enrolPerson } from '../../../org/enrolment.ts';
import { createOrganisation, publishOrganisation } from '../../../org/organisation.ts';
import { publishChanges } from '../../../org/publication.ts';
import { newViewer } from '../../../org/viewers.ts';
import { signDocument } from '../../../seal/signing.ts';
import { createManager } from '../../../viewer/manager.ts';
import { startWebHost } from '../../../web/server.ts';
import { controller } from '../../fixtures/organisation/offices.ts';
import { startEmbedded } from '../../journeys/scenes/access-servers.ts';
import { startSealing } from '../../journeys/scenes/sealing-person.ts';

/** A manager’s page of another organisation than the recorded one, over people who have days. */
export interface TeamOffice {
  readonly address: string;
  readonly people: readonly { readonly person: PersonId; readonly name: string }[];
  readonly team: string;
  /** Yesterday and the day before, on which everybody has a window `Ledger of <name>` and a picture. */
  readonly days: readonly Day[];
  close(): Promise<void>;
}

const names = ['Ada Ahlgren', 'Bo Berger', 'Cleo Castro', 'Dara Dunne', 'Eli Engel'];
const team = 'Support';

export async function startTeamOffice(folder: string, pages: string): Promise<TeamOffice> {
  const closing: (() => unknown)[] = [];
  const server = await startEmbedded(folder);
  closing.push(() => server.close());
  const owner = openS3Store(server.owner);
  closing.push(() => owner.close());
  const keys = await createOrganisation({ name: 'Another Ltd', controller });
  unwrap(await publishOrganisation(keys, owner, ''));
  const viewer = await newViewer(keys, 'The manager', 1);
  const { certificate } = viewer;
  const viewers = [certificate];
  const people = [];
  for (const name of names) people.push(unwrap(await enrolPerson(keys, { name, zone: 'UTC', viewers }, owner, '')));
  const { signing, document } = keys;
  const days = [2, 1].map((ago) =>
    daySchema.parse(new Date(Date.now() - ago * 24 * hourMs).toISOString().slice(0, 10)),
  );
  const from = daySchema.parse('2020-01-01');
  let office: Administration = administrationSchema.parse({
    ...{ signing, document, people },
    viewers: [{ certificate, version: 1, accessKeyId: null, user: null, reached: people.map(({ person }) => person) }],
    access: people.map(({ person, enrolmentKey }) => firstAccess(person, viewers, 1, enrolmentKey)),
    teams: people.map(({ person }) => ({ person, teams: [{ team, from, to: null }] })),
  });
  for (const [at, card] of people.entries()) {
    const letter = 'abcde'[at] ?? '';
    const device = deviceIdSchema.parse(letter.repeat(26));
    const bucket = await server.grant(`device-${letter}`, deviceGrant(server.owner, card.person, device));
    const access = () => accessOf(office, card.person);
    const sealing = await startSealing({ folder, card, organisation: document, access, bucket, letter });
    office = confirmDevice(office, sealing.deviceCard, 2);
    const told = { people: [card.person], viewers: concernedBy(accessOf(office, card.person)) };
    unwrap(await publishChanges(office, told, owner, '', 2));
    for (const day of days) await sealing.record(day, `Ledger of ${card.name}`);
    sealing.close();
  }
  const ids = people.map(({ person }) => person);
  const bucket = await server.grant('viewer', viewerGrant(server.owner, certificate.viewer, ids));
  const signedCertificate = Buffer.from(signDocument(certificate, signing.privateKey)).toString('base64');
  const { identity, privateKey } = viewer;
  const manager = createManager({
    file: {
      ...{ organisation: 'Another Ltd', organisationKey: signing.publicKey, certificate, signedCertificate, bucket },
      secrets: new Uint8Array(),
    },
    openStore: openS3Store,
    clock: { now: () => Date.now() },
    kept: { read: async () => ({ identity, privateKey }), write: async () => ok(null), remove: async () => true },
  });
  closing.push(() => manager.close());
  const host = unwrap(
    await startWebHost({
      root: pages,
      contracts: [{ contract: managerContract, service: manager.service, onChange: manager.onChange }],
    }),
  );
  closing.push(() => host.close());
  return {
    ...{ people, team, days },
    address: host.address('manager'),
    close: async () => {
      for (const close of closing.toReversed()) await close();
    },
  };
}
