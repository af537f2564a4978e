import { join } from 'node:path';
import { administratorIdSchema } from '../../core/ids.ts';
import { controllerSchema } from '../../core/organisation/organisation.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok } from '../../core/result.ts';
import { writeDurably } from '../../disk/durable-file.ts';
import { takePrivateFolder } from '../../disk/private-folder.ts';
import { putIntoEffect } from '../../org/access-steps.ts';
import { administrationSchema } from '../../org/administration.ts';
import { createOrganisation } from '../../org/organisation.ts';
import { newKeyPair, recoveryIdentityFile, sealWithPassphrase } from '../../seal/age.ts';
import { randomId } from '../../seal/random-id.ts';
import { fingerprintOf } from '../../seal/signing.ts';
import { inOption } from '../outcome.ts';
import { organisationAlone } from './org-choices.ts';
import { readNotice, usualNotice } from './org-notice.ts';
import { type BucketRequest, type Done, stepsIn } from './org-request.ts';

export async function createOrg(request: BucketRequest): Done {
  const { folder, adminFile, bucket, values, passphrase, passphraseWork: work } = request;
  const { name = '' } = values;
  if (adminFile.isThere) return fail(inOption('folder', problem('organisation-there', { folder })));
  const notice = values.settings === undefined ? ok(usualNotice) : await readNotice(values.settings, usualNotice);
  if (!notice.ok) return notice;
  const own = takePrivateFolder(folder, { whole: false });
  if (!own.ok) return fail(inOption('folder', own.problem));
  const { contact = name, address, email, phone, country: jurisdiction, keys: kind = 'x25519' } = values;
  const age = values['minimum-age'];
  const keys = await createOrganisation({
    name,
    controller: controllerSchema.parse({ contact, address, email, phone, jurisdiction }),
    ...notice.value,
    keys: kind === 'hybrid' ? 'hybrid' : 'x25519',
    ...(age === undefined ? {} : { minimumAge: Number(age) }),
  });
  const recoveryFiles: string[] = [];
  for (const [index, { identity }] of keys.recovery.entries()) {
    const path = join(folder, `recovery-${index + 1}.age`);
    const file = recoveryIdentityFile(identity, keys.signing.publicKey);
    const written = await writeDurably(path, await sealWithPassphrase(passphrase, file, work));
    if (!written.ok) return written;
    recoveryFiles.push(path);
  }
  // The keys first: an organisation that is published and whose key is lost could never be changed.
  const { identity, recipient } = await newKeyPair(kind === 'hybrid' ? 'hybrid' : 'x25519');
  const self = { administrator: randomId(administratorIdSchema), identity };
  // What people ask of their rights is sealed to whoever makes the organisation.
  const document = { ...keys.document, requestsTo: recipient };
  const made = administrationSchema.parse({ signing: keys.signing, document, self, people: [] });
  const published = await putIntoEffect(made, organisationAlone(), stepsIn(request));
  if (!published.ok) return published;
  return ok([
    `${name} is published in the bucket ${bucket.settings.bucket}.`,
    `Its key, for people to compare before they accept: ${fingerprintOf(keys.signing.publicKey)}`,
    `Move these to two safe places: ${recoveryFiles.join(', ')}. Each opens every day, with the passphrase.`,
  ]);
}
