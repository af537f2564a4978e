import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { StoreGrant } from '../../bucket/embedded/auth/authorisation.ts';
import { deviceGrant, stoppedDeviceGrant, viewerGrant } from '../../bucket/rights.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { diskProblem, writeDurably } from '../../disk/durable-file.ts';
import { type Administration, accessOf, grantedTo } from '../../org/administration.ts';
import { bucketPolicy, identityPolicies, type PolicyPlace, type StoreUser } from '../../org/bucket-policy.ts';
import { inOption, usageProblem } from '../outcome.ts';
import type { BucketRequest, Done } from './org-request.ts';

/** Writes the policies by which everybody may at AWS or Ceph what the administration says. */
export async function policy({ adminFile, bucket, values }: BucketRequest): Done {
  const server = values.for;
  const { out = '', owner = '' } = values;
  if (server === 'ceph' && owner === '')
    return fail(usageProblem('Give --owner USER: the user of the gateway whose bucket it is.'));
  if (server !== 'ceph' && owner !== '') return fail(usageProblem('--owner goes with --for ceph.'));
  const place = bucket.settings;
  if (/[*?$]/.test(place.prefix)) return fail(problem('prefix-unfit', { prefix: place.prefix }));
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const users = usersOf(administration.value, place);
  const files =
    server === 'ceph'
      ? bucketsWith(place).map(({ bucket, name }) => ({ name, content: bucketPolicy(owner, users, place, bucket) }))
      : users.flatMap(({ user, grant }) =>
          identityPolicies(grant, place).map((content, at) => ({ name: `${user}-${at + 1}.json`, content })),
        );
  const written = await writeAll(out, files);
  if (!written.ok) return written;
  const { endpoint } = bucket.settings;
  return ok([
    ...users.map(({ user, of }) => `${user}  ${of}`),
    ...(server === 'ceph'
      ? [
          'Each line is a user of the gateway. The policy takes the place of the one that the bucket has:',
          ...bucketsWith(place).map(
            ({ bucket, name }) =>
              `aws --endpoint-url ${endpoint} s3api put-bucket-policy --bucket ${bucket} --policy file://${join(out, name)}`,
          ),
        ]
      : [
          'Each line is a user of IAM. Make a managed policy of each file that begins with their name, and attach it to them:',
          `aws iam create-policy --policy-name NAME --policy-document file://${join(out, 'NAME.json')}`,
        ]),
  ]);
}

interface NamedUser extends StoreUser {
  /** Whose credential it is, for the administrator. */
  readonly of: string;
}

/** Each bucket with the name of its policy's file. */
function bucketsWith({
  bucket,
  keysBucket,
}: PolicyPlace): readonly { readonly bucket: string; readonly name: string }[] {
  const own = { bucket, name: 'bucket-policy.json' };
  return keysBucket === undefined ? [own] : [own, { bucket: keysBucket, name: 'keys-bucket-policy.json' }];
}

function usersOf(administration: Administration, place: PolicyPlace): NamedUser[] {
  const named = (user: string, grant: StoreGrant, of: string): NamedUser[] =>
    grant.role === 'limited' ? [{ user, grant, of }] : [];
  return [
    ...administration.devices.flatMap(({ person, device, user }) => {
      const name = administration.people.find((each) => each.person === person)?.name ?? person;
      const last = accessOf(administration, person).devices.find((each) => each.device === device)?.last;
      const isOut = last !== undefined && last.why !== 'left';
      const grant = isOut ? stoppedDeviceGrant(place, person) : deviceGrant(place, person, device);
      return named(user ?? `device-${device}`, grant, `a computer of ${name}${isOut ? ', taken out' : ''}`);
    }),
    ...administration.viewers.flatMap(({ certificate: { viewer, name }, user }) => {
      const people = grantedTo(administration, viewer).map(({ card }) => card.person);
      return named(user ?? `viewer-${viewer}`, viewerGrant(place, viewer, people), `the viewer ${name}`);
    }),
  ];
}

async function writeAll(
  folder: string,
  files: readonly { readonly name: string; readonly content: unknown }[],
): Promise<Result<void>> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    return fail(inOption('out', diskProblem(error, folder)));
  }
  for (const { name, content } of files) {
    const written = await writeDurably(join(folder, name), Buffer.from(JSON.stringify(content)));
    if (!written.ok) return written;
  }
  return ok(undefined);
}
