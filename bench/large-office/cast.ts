import { viewerIdSchema } from '../../core/ids.ts';
import type { ViewerCertificate } from '../../core/organisation/access.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { type Organisation, organisationSchema } from '../../core/organisation/organisation.ts';
import { usualPurposes } from '../../org/organisation.ts';
import type { NewViewer } from '../../org/viewers.ts';
import type { SigningPair } from '../../seal/signing.ts';
import { controller } from '../../test/fixtures/organisation/offices.ts';
import { evening, type OfficePlan } from './plan.ts';
import { type SeededIdentity, seededId, seededIdentity, seededSigningPair } from './seeded.ts';

/** The keys of everybody in a made-up office. */
export interface Cast {
  readonly organisation: { readonly signing: SigningPair; readonly document: Organisation };
  readonly recovery: readonly SeededIdentity[];
  readonly viewer: NewViewer;
  readonly viewerIdentity: SeededIdentity;
  /** The identity that every day is sealed to: days differ in who may open it, not in it. */
  readonly dayIdentity: SeededIdentity;
  /** By the worker's place in the plan. */
  readonly employee: (worker: number) => Promise<SeededIdentity>;
  readonly signing: (worker: number) => SigningPair;
  /** Everybody's one device, in the plan's order; made once. */
  readonly devices: () => Promise<readonly ConfirmedDevice[]>;
}

const editorPattern = { app: 'editor*' };

export async function castOf({ seeded, workers }: OfficePlan): Promise<Cast> {
  const recovery = [await seededIdentity(seeded, 'recovery 0'), await seededIdentity(seeded, 'recovery 1')];
  const viewerIdentity = await seededIdentity(seeded, 'viewer');
  const viewerSigning = seededSigningPair(seeded, 'viewer');
  const certificate: ViewerCertificate = {
    format: 'plainsight-viewer-certificate/1',
    viewer: viewerIdSchema.parse(seededId(seeded, 'viewer')),
    name: 'Mira Vogel',
    recipient: viewerIdentity.recipient,
    publicKey: viewerSigning.publicKey,
    at: evening,
  };
  const document = organisationSchema.parse({
    format: 'plainsight-org/1',
    version: 1,
    name: 'A large office',
    controller,
    recovery: recovery.map(({ recipient }) => recipient),
    purposes: usualPurposes,
    settings: {},
    categories: [
      { id: 'building', name: { en: 'Building' }, match: [editorPattern, { app: 'terminal' }] },
      { id: 'writing', name: { en: 'Writing' }, match: [{ app: 'mail' }, { app: 'writer' }] },
      { id: 'tickets', name: { en: 'Tickets' }, match: [{ site: 'tickets.example' }] },
    ],
  });
  const employee: Cast['employee'] = (worker) => seededIdentity(seeded, `employee ${workers[worker]?.person}`);
  const signing: Cast['signing'] = (worker) => seededSigningPair(seeded, `device ${workers[worker]?.device}`);
  let devices: Promise<readonly ConfirmedDevice[]> | null = null;
  const deviceOf = async ({ device }: OfficePlan['workers'][number], worker: number): Promise<ConfirmedDevice> => {
    const { recipient } = await employee(worker);
    return { device, publicKey: signing(worker).publicKey, recipient, at: evening };
  };
  return {
    organisation: { signing: seededSigningPair(seeded, 'organisation'), document },
    recovery,
    viewer: { certificate, identity: viewerIdentity.identity, privateKey: viewerSigning.privateKey },
    viewerIdentity,
    dayIdentity: await seededIdentity(seeded, 'day'),
    employee,
    signing,
    devices: () => {
      devices ??= Promise.all(workers.map(deviceOf));
      return devices;
    },
  };
}
