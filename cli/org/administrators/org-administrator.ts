import { askLine } from '../../../agent/host/terminal.ts';
import { isCode } from '../../../core/organisation/devices.ts';
import { problem } from '../../../core/problem.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { shownText } from '../../../core/typed-text.ts';
import { writeDurably } from '../../../disk/durable-file.ts';
import { takePrivateFolder } from '../../../disk/private-folder.ts';
import { putIntoEffect } from '../../../org/access-steps.ts';
import type { Administration } from '../../../org/administration.ts';
import { AdministrationFile } from '../../../org/administration-file.ts';
import { AskingFile, joined } from '../../../org/administrators/joining.ts';
import { type AdministratorRequest, readRequest, writeRequest } from '../../../org/administrators/request.ts';
import {
  administratorsOf,
  claimCode,
  newAdministratorKeys,
  withAdministrator,
  withOwnNextKeys,
  withoutAdministrator,
} from '../../../org/administrators/roster-changes.ts';
import { fingerprintOf, publicKeySchema } from '../../../seal/signing.ts';
import { readTextFile } from '../../json-file.ts';
import { inOption } from '../../outcome.ts';
import { readPassphraseFile, unfitPassphrase } from '../../passphrase.ts';
import { type BucketRequest, type Done, type OrgRequest, stepsIn, withStore } from '../org-request.ts';

/** Makes somebody's own keys, and what they hand to an administrator. */
export async function askToBeAdministrator({ folder, values, passphrase, passphraseWork }: OrgRequest): Done {
  const { name = '', out = '', keys: kind } = values;
  const own = takePrivateFolder(folder, { whole: false });
  if (!own.ok) return fail(inOption('folder', own.problem));
  const keys = await newAdministratorKeys(kind === 'hybrid' ? 'hybrid' : 'x25519');
  const kept = await new AskingFile(folder).write(keys, passphrase, passphraseWork);
  if (!kept.ok) return kept;
  const { bytes, claim } = await writeRequest(keys, name, Date.now());
  const written = await writeDurably(out, bytes);
  if (!written.ok) return written;
  return ok([
    `The request: ${out}. It holds no secret; the keys are in ${folder}, with your passphrase.`,
    `Read this code to the administrator who adds you: ${claimCode(claim)}`,
    'Then, with the key of the organisation that they give you: plainsight org administrator join.',
  ]);
}

export async function addAdministrator(request: BucketRequest): Done {
  const { adminFile, values } = request;
  const text = await readTextFile(values.request ?? '', 'The request');
  if (!text.ok) return fail(inOption('request', text.problem));
  const asking = readRequest(Buffer.from(text.value));
  if (asking === null) return fail(problem('administrator-request', { file: shownText(values.request ?? '') }));
  const { name, claim } = asking;
  const code = values.code === undefined ? await askFor(asking) : ok(values.code);
  if (!code.ok) return code;
  if (!isCode(code.value, claimCode(claim))) return fail(inOption('code', problem('administrator-code')));
  const administration = await adminFile.readWithSelf();
  if (!administration.ok) return administration;
  const at = Date.now();
  const added = await withAdministrator(administration.value, { ...asking, at });
  if (!added.ok) return added;
  const { file, ...steps } = stepsIn(request);
  const whole = { settle: () => file.settle(), write: (after: typeof added.value) => adminFile.write(after, true) };
  const told = await putIntoEffect(
    added.value,
    { people: [], viewers: [], organisation: true, at },
    { ...steps, file: whole },
  );
  if (!told.ok) return told;
  const { signing, organisationKey = signing.publicKey } = administration.value;
  return ok([
    `${name} is an administrator.`,
    `Give them, on a safe way, the settings of the bucket and this key: ${organisationKey}`,
    'They then give: plainsight org administrator join.',
  ]);
}

export async function joinAsAdministrator(request: BucketRequest): Done {
  const { folder, adminFile, bucket, values, passphrase, passphraseWork } = request;
  if (adminFile.isThere) return fail(inOption('folder', problem('organisation-there', { folder })));
  const asking = new AskingFile(folder);
  const keys = await asking.read(passphrase);
  if (!keys.ok) return keys;
  const organisationKey = publicKeySchema.parse(values['organisation-key']);
  const { prefix } = bucket.settings;
  const begun = await withStore(bucket, (store) => joined(keys.value, organisationKey, { store, prefix }));
  if (!begun.ok) return begun;
  const kept = await new AdministrationFile(folder, passphrase, passphraseWork).write(begun.value);
  if (!kept.ok) return kept;
  await asking.remove();
  const now = await adminFile.read();
  if (!now.ok) return now;
  return ok([
    `You are an administrator of ${now.value.document.name}.`,
    `Its key, which people compare before they accept: ${fingerprintOf(organisationKey)}`,
  ]);
}

export async function removeAdministrator(request: BucketRequest): Done {
  const { adminFile, word = '' } = request;
  const before = await adminFile.readWithSelf();
  if (!before.ok) return before;
  const at = Date.now();
  const after = await withoutAdministrator(before.value, word, at);
  if (!after.ok) return after;
  const told = await putIntoEffect(after.value, { ...everybodyIn(after.value), at }, stepsIn(request));
  if (!told.ok) return told;
  return ok([
    `${word} is no administrator any more: computers and viewers take nothing that they sign once they know, within a quarter of an hour.`,
    'What they knew until now they keep. Exchange the credential of the bucket’s owner, and give the new one to those who stay.',
  ]);
}

/** Gives this administrator new keys, and a new passphrase where one is given. */
export async function rotateAdministrator(request: BucketRequest): Done {
  const { folder, adminFile, values, passphraseWork } = request;
  const file = values['new-passphrase-file'];
  const passphrase = file === undefined ? ok(null) : await readPassphraseFile(file, '--new-passphrase-file');
  if (!passphrase.ok) return passphrase;
  const source = 'the file that --new-passphrase-file names';
  const unfit = passphrase.value === null ? null : unfitPassphrase(passphrase.value, source, 'new');
  if (unfit !== null) return fail(unfit);
  const before = await adminFile.readWithNextKeys();
  if (!before.ok) return before;
  const at = Date.now();
  const after = await withOwnNextKeys(before.value, at);
  const told = await putIntoEffect(after, { ...everybodyIn(after), at }, stepsIn(request));
  if (!told.ok) return told;
  const now = await adminFile.read();
  if (!now.ok) return now;
  if (passphrase.value !== null) {
    const kept = await new AdministrationFile(folder, passphrase.value, passphraseWork).write(now.value);
    if (!kept.ok) return kept;
  }
  return ok([
    `Your key is another one now: ${fingerprintOf(now.value.signing.publicKey)}`,
    'The key of the organisation, which people compare, is the same. What is signed with your old key from now on is not taken.',
    ...(passphrase.value === null ? [] : ['The folder opens with the new passphrase alone.']),
  ]);
}

function everybodyIn({ access, viewers }: Administration) {
  return {
    people: access.map(({ person }) => person),
    viewers: viewers.map(({ certificate }) => certificate.viewer),
    organisation: true,
  };
}

export async function listAdministrators({ adminFile }: BucketRequest): Done {
  const read = await adminFile.read();
  if (!read.ok) return read;
  const { administrators, self } = read.value;
  const signers = administratorsOf(read.value);
  if (signers.length === 0) return ok(['There is one administrator: whoever made the organisation.']);
  return ok(
    signers.map((claim) => {
      const { administrator, publicKey } = claim;
      const name = administrators.find((each) => each.administrator === administrator)?.name ?? '(no name)';
      const own = administrator === self?.administrator ? ', you' : '';
      return `${administrator}  ${name}${own}\n    key ${fingerprintOf(publicKey)}`;
    }),
  );
}

/** In a terminal only: what a script finds by itself nobody read out. */
async function askFor({ name }: AdministratorRequest): Promise<Result<string>> {
  if (process.stdin.isTTY !== true) return fail(problem('confirmation-code-missing'));
  return ok(await askLine(`The code that ${name} reads on their own screen: `));
}
