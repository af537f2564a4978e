import type { BucketSettings } from '../../bucket/settings.ts';
import { type Problem, problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { type Administration, keysOf } from '../../org/administration.ts';
import { AdministrationFile } from '../../org/administration-file.ts';
import { newViewer } from '../../org/viewers.ts';
import type { Identity } from '../../seal/age.ts';
import { type PublicKey, publicKeySchema, signDocument } from '../../seal/signing.ts';
import { openSecrets, readViewerFile, type ViewerFile, type ViewerSecrets } from '../../viewer/session/viewer-file.ts';
import { identityFrom } from '../identity-option.ts';
import { readJsonFile } from '../json-file.ts';
import { inOption, usageProblem } from '../outcome.ts';
import { passphraseSource, passphraseVariable, takePassphrase, unfitPassphrase } from '../passphrase.ts';
import { readBucketFile } from '../store/bucket-file.ts';

/** What receipts call whoever opens a day with a recovery identity. */
const recoveryName = 'Recovery';

/** Who opens a day, with what key, where. */
export interface DayOpener {
  /** What the person reads in the receipt. */
  readonly viewer: string;
  readonly identity: Identity;
  readonly bucket: BucketSettings;
  /** Null: who enrolled a person cannot be checked. */
  readonly organisationKey: PublicKey | null;
  /** Signs receipts. Null, for a recovery identity without the organisation's folder: then no receipt can be left. */
  readonly signer: Signer | null;
  /** A viewer's own file, who finds people by their directory. Null: recovery, which finds them by their cards. */
  readonly own: { readonly file: ViewerFile; readonly secrets: ViewerSecrets } | null;
}

interface Signer {
  readonly file: Pick<ViewerFile, 'certificate' | 'signedCertificate'>;
  readonly secrets: Pick<ViewerSecrets, 'privateKey'>;
}

/** By a viewer's file, or by a recovery identity and a bucket file. The passphrase leaves `env` with this. */
export async function dayOpenerFrom(
  { viewer, identity, bucket, 'organisation-key': key, folder }: Readonly<Record<string, string>>,
  env: NodeJS.ProcessEnv,
): Promise<Result<DayOpener>> {
  const passphrase = takePassphrase(env);
  if (viewer !== undefined && identity === undefined) return byViewerFile(viewer, passphrase);
  if (viewer === undefined && identity !== undefined && bucket !== undefined)
    return byIdentity({ path: identity, bucketPath: bucket, key, folder }, passphrase);
  return fail(usageProblem('Give --viewer FILE, or --identity FILE with --bucket FILE.'));
}

async function byViewerFile(path: string, passphrase: string | undefined): Promise<Result<DayOpener>> {
  const json = await readJsonFile(path, 'The viewer’s file');
  if (!json.ok) return fail(inOption('viewer', json.problem));
  const file = readViewerFile(json.value);
  if (!file.ok) return fail(inOption('viewer', file.problem));
  const known = fitFor('viewer', passphrase);
  if (!known.ok) return known;
  const secrets = await openSecrets(file.value, known.value);
  if (secrets === null) return fail(closed('viewer'));
  const { certificate, bucket, organisationKey } = file.value;
  return ok({
    viewer: certificate.name,
    identity: secrets.identity,
    bucket,
    organisationKey,
    signer: { file: file.value, secrets },
    own: { file: file.value, secrets },
  });
}

interface RecoveryOptions {
  readonly path: string;
  readonly bucketPath: string;
  readonly key: string | undefined;
  /** The organisation's keys, as org create made them. */
  readonly folder: string | undefined;
}

async function byIdentity(
  { path, bucketPath, key, folder }: RecoveryOptions,
  passphrase: string | undefined,
): Promise<Result<DayOpener>> {
  const bucket = await readBucketFile(bucketPath);
  if (!bucket.ok) return bucket;
  const identity = await identityFrom('identity', path, {
    passphrase: () => fitFor('identity', passphrase),
    closed: closed('identity'),
  });
  if (!identity.ok) return identity;
  const about = { viewer: recoveryName, bucket: bucket.value.settings, identity: identity.value, own: null };
  if (folder === undefined)
    return ok({ ...about, organisationKey: key === undefined ? null : publicKeySchema.parse(key), signer: null });
  const administration = await new AdministrationFile(folder, passphrase ?? '').read();
  if (!administration.ok) return administration;
  const { signing, organisationKey = signing.publicKey } = administration.value;
  return ok({ ...about, organisationKey, signer: await recoverySigner(administration.value) });
}

/** Who recovers is no viewer, so the organisation vouches for this one use: the person reads that their day was recovered. */
export async function recoverySigner(administration: Administration): Promise<Signer> {
  const keys = keysOf(administration);
  const { certificate, privateKey } = await newViewer(keys, recoveryName, Date.now());
  const signed = signDocument(certificate, keys.signing.privateKey);
  return { file: { certificate, signedCertificate: Buffer.from(signed).toString('base64') }, secrets: { privateKey } };
}

function fitFor(option: string, passphrase: string | undefined): Result<string> {
  if (passphrase === undefined)
    return fail(inOption(option, problem('passphrase-missing', { variable: passphraseVariable })));
  const unfit = unfitPassphrase(passphrase, passphraseSource, 'known');
  return unfit === null ? ok(passphrase) : fail(unfit);
}

function closed(option: string): Problem {
  return inOption(option, problem('wrong-key-passphrase', { source: passphraseSource }));
}
