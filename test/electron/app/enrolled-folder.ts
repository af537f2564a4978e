import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { acceptEnrolment } from '../../../agent/enrolment/acceptance.ts';
import { readEnrolmentFile } from '../../../agent/enrolment/enrolment-file.ts';
import type { ObjectStore } from '../../../bucket/object-store.ts';
import type { RecordId } from '../../../core/ids.ts';
import { ok, unwrap } from '../../../core/result.ts';
import { enrolPerson, newEnrolment, signedEnrolment } from '../../../org/enrolment.ts';
import { createOrganisation } from '../../../org/organisation.ts';
import { newViewer, viewerFileFor } from '../../../org/viewers.ts';
import type { SecretProtector } from '../../../seal/protector.ts';
import { lightWork } from '../../fixtures/light-work.ts';
import { controller } from '../../fixtures/organisation/offices.ts';

// Nothing listens there: recording goes on without its bucket.
const bucket = { endpoint: 'https://127.0.0.1:9', bucket: 'example', accessKeyId: 'id', secretAccessKey: 'secret' };

/** The content of an enrolment file of an organisation of its own. */
export async function newEnrolmentFile(): Promise<{ text: string; id: RecordId }> {
  const keys = await createOrganisation({ name: 'Example', controller });
  const store = { put: async () => ok(undefined) } as unknown as ObjectStore;
  const card = unwrap(await enrolPerson(keys, { name: 'A person', zone: 'Europe/Berlin' }, store, ''));
  const issuedAt = Date.now();
  const enrolment = newEnrolment(keys, { card, bucket, issuedAt, expiresAt: issuedAt + 3_600_000 });
  return { text: Buffer.from(signedEnrolment(keys, enrolment)).toString(), id: enrolment.id };
}

/** Leaves `folder` as it is after a person has accepted an enrolment whose keys `protector` keeps. */
export async function enrolIn(folder: string, protector: SecretProtector): Promise<void> {
  const { text } = await newEnrolmentFile();
  unwrap(await acceptEnrolment(folder, unwrap(readEnrolmentFile(text)), protector));
}

export const viewerPassphrase = 'correct horse battery';

/** Gives `folder` what an organisation gives to one who may look. */
export async function addViewerIn(folder: string): Promise<void> {
  const keys = await createOrganisation({ name: 'Example', controller });
  const file = await viewerFileFor(keys, await newViewer(keys, 'A viewer', 1), viewerPassphrase, lightWork);
  await writeFile(join(folder, 'viewer.json'), JSON.stringify({ ...file, bucket }));
}
