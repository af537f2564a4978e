import { readFile } from 'node:fs/promises';
import type { BucketSettings } from '../bucket/settings.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import { type Identity, openWithPassphrase, readIdentityFile } from '../seal/age.ts';
import { type PublicKey, publicKeySchema } from '../seal/signing.ts';
import { readViewerFile } from '../viewer/viewer-file.ts';
import { passphraseVariable } from './agent-unlock.ts';
import { readBucketFile } from './bucket-file.ts';
import { usageProblem } from './command.ts';
import { readJsonFile } from './json-file.ts';

/** Who opens a day, with what key, where. */
export interface Access {
  /** What the person reads in the receipt. */
  readonly viewer: string;
  readonly identity: Identity;
  readonly bucket: BucketSettings;
  /** Null: who enrolled a person cannot be checked. */
  readonly organisationKey: PublicKey | null;
}

/** By a viewer's file, or by a recovery identity and a bucket file. The passphrase leaves `env` with this. */
export async function accessOf(
  { viewer, identity, bucket, 'organisation-key': key }: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
): Promise<Result<Access>> {
  const passphrase = env[passphraseVariable];
  delete env[passphraseVariable];
  if (viewer !== undefined && identity === undefined) return byViewerFile(viewer, passphrase);
  if (viewer === undefined && identity !== undefined && bucket !== undefined)
    return byIdentity(identity, bucket, passphrase, key);
  return fail(usageProblem('Give --viewer FILE, or --identity FILE with --bucket FILE.'));
}

async function byViewerFile(path: string, passphrase: string | undefined): Promise<Result<Access>> {
  const json = await readJsonFile(path, 'The viewer’s file');
  if (!json.ok) return json;
  const file = readViewerFile(json.value);
  if (!file.ok) return file;
  const { viewer, bucket, organisationKey } = file.value;
  const identity = await unsealed(file.value.identity, path, passphrase);
  return identity.ok ? ok({ viewer, bucket, organisationKey, identity: identity.value }) : identity;
}

async function byIdentity(
  path: string,
  bucketPath: string,
  passphrase: string | undefined,
  key: string | undefined,
): Promise<Result<Access>> {
  const organisationKey = publicKeySchema.nullable().safeParse(key ?? null);
  if (!organisationKey.success)
    return fail(usageProblem('--organisation-key takes the key as it stands in an enrolment or a viewer’s file.'));
  const bucket = await readBucketFile(bucketPath);
  if (!bucket.ok) return bucket;
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch {
    return fail(problem('file-missing', `The identity ${path} cannot be read.`, 'Correct the path.'));
  }
  const plain = readIdentityFile(bytes);
  const identity = plain === null ? await unsealed(bytes, path, passphrase) : ok(plain);
  return identity.ok
    ? ok({
        viewer: 'Recovery',
        bucket: bucket.value.settings,
        identity: identity.value,
        organisationKey: organisationKey.data,
      })
    : identity;
}

async function unsealed(sealed: Uint8Array, path: string, passphrase: string | undefined): Promise<Result<Identity>> {
  if (passphrase === undefined)
    return fail(
      problem('passphrase-missing', `The key in ${path} needs a passphrase.`, `Put it into ${passphraseVariable}.`),
    );
  const opened = await openWithPassphrase(passphrase, sealed);
  const identity = opened === null ? null : readIdentityFile(opened);
  if (identity !== null) return ok(identity);
  return fail(
    problem(
      'wrong-passphrase',
      `This passphrase does not open the key in ${path}.`,
      'Try again; upper and lower case matter.',
    ),
  );
}
