import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { ok, unwrap } from '../../core/result.ts';
import { createOrganisation, enrolPerson, newEnrolment, viewerFileFor } from '../../org/organisation.ts';
import { newKeyPair } from '../../seal/age.ts';
import { controller } from '../fixtures/offices.ts';

// Nothing listens there: recording goes on without its bucket.
const bucket = { endpoint: 'https://127.0.0.1:9', bucket: 'example', accessKeyId: 'id', secretAccessKey: 'secret' };

/** Gives `folder` what an organisation gives to a person's computer. */
export async function enrolIn(folder: string): Promise<void> {
  const keys = await createOrganisation({ name: 'Example', controller, viewers: [(await newKeyPair()).recipient] });
  const store = { put: async () => ok(undefined) } as unknown as ObjectStore;
  const card = unwrap(await enrolPerson(keys, { name: 'A person', zone: 'Europe/Berlin' }, store, ''));
  const enrolment = newEnrolment(keys, { card, bucket, issuedAt: 0, expiresAt: 1e15 });
  await writeFile(join(folder, 'enrolment.json'), JSON.stringify(enrolment));
}

/** Gives `folder` what an organisation gives to one who may look. */
export async function addViewerIn(folder: string): Promise<void> {
  const { identity, recipient } = await newKeyPair();
  const keys = await createOrganisation({ name: 'Example', controller, viewers: [recipient] });
  const file = await viewerFileFor(keys, 'A viewer', identity, 'correct horse battery');
  await writeFile(join(folder, 'viewer.json'), JSON.stringify({ ...file, bucket }));
}
