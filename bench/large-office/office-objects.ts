import { directoryKey, orgKey } from '../../bucket/layout.ts';
import { type Directory, type DirectoryPerson, rollsFor } from '../../core/organisation/access.ts';
import type { ConfirmedDevice } from '../../core/organisation/devices.ts';
import { signDocument } from '../../seal/signing.ts';
import { at } from './at.ts';
import { seededSeal } from './bucket/seeded-seal.ts';
import type { Cast } from './cast.ts';
import { evening, type OfficePlan, zone } from './plan.ts';

export interface PlannedObject {
  readonly key: string;
  readonly make: () => Buffer;
}

/** The objects of the office as a whole. */
export async function officeObjects(plan: OfficePlan, cast: Cast): Promise<PlannedObject[]> {
  const { organisation, recovery, viewer, viewerIdentity } = cast;
  const devices = await cast.devices();
  const { privateKey } = organisation.signing;
  return [
    { key: orgKey(''), make: () => Buffer.from(signDocument(organisation.document, privateKey)) },
    {
      key: directoryKey('', viewer.certificate.viewer),
      make: () => {
        const signed = signDocument(directoryOf(plan, devices, viewer.certificate.viewer), privateKey);
        return seededSeal(plan.seeded, 'directory', [viewerIdentity, ...recovery], signed);
      },
    },
  ];
}

/** Everybody may be opened by the one viewer. */
function directoryOf(
  { workers, days }: OfficePlan,
  devices: readonly ConfirmedDevice[],
  viewer: Directory['viewer'],
): Directory {
  const people = workers.map(
    ({ person, name, team }, index): DirectoryPerson => ({
      person,
      name,
      zone,
      devices: [at(devices, index)],
      spans: [{ from: null, to: null }],
      teams: [{ team, from: days[0] as DirectoryPerson['teams'][number]['from'], to: null }],
    }),
  );
  return {
    format: 'plainsight-directory/2',
    viewer,
    version: 1,
    at: evening,
    people,
    teams: rollsFor(people, people),
  };
}
