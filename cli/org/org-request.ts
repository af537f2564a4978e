import { isDeepStrictEqual } from 'node:util';
import type { LimitedGrant } from '../../bucket/embedded/auth/authorisation.ts';
import type { ObjectStore } from '../../bucket/object-store.ts';
import { openS3Store } from '../../bucket/s3/s3-store.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import type { PublishingSteps } from '../../org/access-steps.ts';
import type { AdministrationFile } from '../../org/administration-file.ts';
import type { SharedAdministration } from '../../org/administrators/shared-administration.ts';
import { withCredentials } from '../../org/viewer-credential.ts';
import { usageProblem } from '../outcome.ts';
import { type BucketFile, readBucketFile } from '../store/bucket-file.ts';

/** What every action of `plainsight org` is asked with. */
export interface OrgRequest {
  readonly folder: string;
  /** The administration in that folder, as it was when it last followed the others. */
  readonly adminFile: AdministrationFile;
  readonly passphrase: string;
  /** Where the passphrase came from, for what is said when it does not open something. */
  readonly passphraseFrom: string;
  /** What trying a passphrase costs, as `sealWithPassphrase` takes it. */
  readonly passphraseWork: number | undefined;
  readonly values: Readonly<Record<string, string>>;
  readonly switches: ReadonlySet<string>;
  /** What stands beside the options: a name, where the action takes one. */
  readonly word: string | undefined;
  /**
   * Tells the administrator something at once: what is shown only once, and how far a long work is.
   */
  readonly say: (line: string) => void;
}

/** What the actions are asked with that write to the bucket. */
export interface BucketRequest extends Omit<OrgRequest, 'adminFile'> {
  /** The same, with what other administrators changed. */
  readonly adminFile: SharedAdministration;
  /** With an owner's credential. */
  readonly bucket: BucketFile;
}

/** Sentences for the administrator. */
export type Done = Promise<Result<readonly string[]>>;

export async function withStore<T>(
  { settings }: BucketFile,
  work: (store: ObjectStore) => Promise<Result<T>>,
): Promise<Result<T>> {
  const store = openS3Store(settings);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}

/** What every change of the administration is put into effect with. */
export function stepsIn({ adminFile, bucket }: BucketRequest): PublishingSteps {
  const { prefix } = bucket.settings;
  return { file: adminFile, prefix, withStore: (work) => withStore(bucket, work) };
}

/** A bucket as somebody else reaches it, with their credential if it is of the embedded store. */
interface Reach {
  readonly bucket: object;
  readonly accessKeyId: string | null;
  /** Removes what the embedded store had for the same before; answers how many there were. */
  removeEarlier(): number;
}

/**
 * Answers how somebody reaches the bucket with a credential of their own: from a file, or made on
 * the embedded store, where a device's is one to be exchanged at first use. Asked before anything
 * is changed.
 */
export async function credentialFrom(
  who: 'device' | 'viewer',
  bucket: BucketFile,
  values: OrgRequest['values'],
): Promise<Result<(grant: LimitedGrant) => Reach>> {
  const file = values[`${who}-bucket`];
  if (file !== undefined) {
    const other = await readBucketFile(file, `${who}-bucket`);
    if (!other.ok) return other;
    const differs = (['bucket', 'keysBucket', 'prefix'] as const).find(
      (each) => other.value.settings[each] !== bucket.settings[each],
    );
    if (differs !== undefined)
      return fail(
        usageProblem(
          `--${who}-bucket has another ${differs} than --bucket: ${other.value.settings[differs] ?? 'none'} instead of ${bucket.settings[differs] ?? 'none'}. Name the same place in both files; only the credential is another.`,
        ),
      );
    return ok(() => ({ bucket: other.value.written, accessKeyId: null, removeEarlier: () => 0 }));
  }
  if (values.store === undefined)
    return fail(usageProblem(`Give --${who}-bucket FILE, or --store DIR for the embedded store.`));
  const folder = values.store;
  return ok((grant) =>
    withCredentials(folder, (credentials) => {
      const earlier = credentials.list().filter((each) => isDeepStrictEqual(each.grant, grant));
      const made = who === 'device' ? credentials.addExchangeable(grant, who) : credentials.add(grant, who);
      const removeEarlier = (): number =>
        withCredentials(folder, (open) => earlier.filter(({ accessKeyId }) => open.remove(accessKeyId)).length);
      return { bucket: { ...bucket.written, ...made }, accessKeyId: made.accessKeyId, removeEarlier };
    }),
  );
}
