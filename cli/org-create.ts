import { join } from 'node:path';
import { z } from 'zod';
import { writeDurably } from '../agent/vault/durable-file.ts';
import { controllerSchema } from '../core/organisation.ts';
import { problem } from '../core/problem.ts';
import { fail, ok } from '../core/result.ts';
import { administrationSchema } from '../org/administration.ts';
import { createOrganisation, publishOrganisation } from '../org/organisation.ts';
import { identityFile, sealWithPassphrase } from '../seal/age.ts';
import { takePrivateFolder } from '../seal/private-folder.ts';
import { fingerprintOf } from '../seal/signing.ts';
import { usageProblem } from './command.ts';
import { holdsOrganisation, writeAdministration } from './org-folder.ts';
import { readNotice, usualNotice } from './org-notice.ts';
import { type BucketRequest, type Done, required, withStore } from './org-request.ts';

/** What each of these options takes; people must know whom to ask. */
const takes: Readonly<Record<string, string>> = {
  contact: '--contact takes the name of a person or office, of 1 to 200 characters.',
  address: '--address takes a postal address, of up to 500 characters.',
  email: '--email takes an address such as privacy@example.com.',
  phone: '--phone takes a number such as +49 30 1234567, of 3 to 50 characters.',
  country: '--country takes the two capital letters of a country: DE, ES, …',
};

/** Names the option that is missing or wrong, and what is right. */
function controllerProblem(error: z.ZodError, values: BucketRequest['values']) {
  const field = String(error.issues[0]?.path[0]);
  const option = field === 'jurisdiction' ? 'country' : field;
  const what = `${takes[option] ?? `--${option} is not right.`}`;
  return usageProblem(values[option] === undefined ? `Give --${option}. ${what}` : what);
}

export async function createOrg({ folder, bucket, passphrase, values }: BucketRequest): Done {
  const name = required(values, 'name', 'NAME');
  if (!name.ok) return name;
  if (holdsOrganisation(folder))
    return fail(
      problem('organisation-there', `There already is an organisation in ${folder}.`, 'Choose another folder.'),
    );
  const notice = values.settings === undefined ? ok(usualNotice) : await readNotice(values.settings, usualNotice);
  if (!notice.ok) return notice;
  const age = z.coerce.number().int().min(16).max(99).optional().safeParse(values['minimum-age']);
  if (!age.success) return fail(usageProblem('--minimum-age takes 16 to 99.'));
  const own = takePrivateFolder(folder, { whole: false });
  if (!own.ok) return own;
  const kind = z.enum(['x25519', 'hybrid']).default('x25519').safeParse(values.keys);
  if (!kind.success) return fail(usageProblem('--keys takes x25519 or hybrid.'));
  const controller = controllerSchema.safeParse({
    contact: values.contact ?? name.value,
    address: values.address,
    email: values.email,
    phone: values.phone,
    jurisdiction: values.country,
  });
  if (!controller.success) return fail(controllerProblem(controller.error, values));
  const keys = await createOrganisation({
    name: name.value,
    controller: controller.data,
    ...notice.value,
    keys: kind.data,
    ...(age.data === undefined ? {} : { minimumAge: age.data }),
  });
  const recoveryFiles: string[] = [];
  for (const [index, { identity }] of keys.recovery.entries()) {
    const path = join(folder, `recovery-${index + 1}.age`);
    const written = await writeDurably(path, await sealWithPassphrase(passphrase, identityFile(identity)));
    if (!written.ok) return written;
    recoveryFiles.push(path);
  }
  // The keys first: an organisation that is published and whose key is lost could never be changed.
  const { signing, document } = keys;
  const kept = await writeAdministration(
    folder,
    administrationSchema.parse({ signing, document, people: [] }),
    passphrase,
  );
  if (!kept.ok) return kept;
  const published = await withStore(bucket, (store) => publishOrganisation(keys, store, bucket.settings.prefix));
  if (!published.ok) return published;
  return ok([
    `${name.value} is published in the bucket ${bucket.settings.bucket}.`,
    `Its key, for people to compare before they accept: ${fingerprintOf(keys.signing.publicKey)}`,
    `Move these to two safe places: ${recoveryFiles.join(', ')}. Each opens every day, with the passphrase.`,
  ]);
}
