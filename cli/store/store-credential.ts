import type { StoreGrant } from '../../bucket/embedded/auth/authorisation.ts';
import { Credentials, type ListedCredential } from '../../bucket/embedded/auth/credentials.ts';
import { normalisePrefix } from '../../bucket/layout.ts';
import { deviceGrant, ownerGrant, viewerGrant } from '../../bucket/rights.ts';
import { deviceIdSchema, personIdSchema, viewerIdSchema } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { shownText } from '../../core/typed-text.ts';
import type { Options } from '../cli-command.ts';
import { giveUp, print, refuse, usageProblem } from '../outcome.ts';

export function actOnCredentials(action: 'add' | 'list' | 'remove', options: Options): number {
  const credentials = new Credentials(options.values.folder ?? '');
  try {
    if (action === 'add') return add(credentials, options);
    return action === 'list' ? list(credentials) : remove(credentials, options.word ?? '');
  } finally {
    credentials.close();
  }
}

function add(credentials: Credentials, { values }: Options): number {
  const grant = grantOf(values);
  if (!grant.ok) return refuse(grant.problem);
  const note = values.note ?? values.role ?? '';
  const isDevice = values.role === 'device' && grant.value.role === 'limited';
  const made = isDevice ? credentials.addExchangeable(grant.value, note) : credentials.add(grant.value, note);
  const { accessKeyId, secretAccessKey } = made;
  print(`Access key id      ${accessKeyId}`);
  print(`Secret access key  ${secretAccessKey}`);
  print('The secret is not shown again.');
  if (isDevice) print('The agent exchanges it when it first uses it: after that this one opens nothing.');
  return 0;
}

function list(credentials: Credentials): number {
  for (const { accessKeyId, note, grant, createdAt, first } of credentials.list())
    print([accessKeyId, isoTime(createdAt), grant.role, note, ...(first === null ? [] : [wordsOf(first)])].join('  '));
  return 0;
}

/** What became of the secret that was handed out. */
function wordsOf({ exchangedAt, triedAt }: NonNullable<ListedCredential['first']>): string {
  if (exchangedAt === null) return 'first secret not exchanged yet';
  const since = `first secret exchanged ${isoTime(exchangedAt)}`;
  return triedAt === null
    ? since
    : `${since}; TRIED AGAIN ${isoTime(triedAt)}, so somebody else has it or the computer was put back from a backup`;
}

function isoTime(at: number): string {
  return new Date(at).toISOString();
}

function remove(credentials: Credentials, key: string): number {
  if (!credentials.remove(key)) return giveUp(problem('credential-missing', { key: shownText(key) }));
  print(`Removed ${key}: it opens nothing from now on.`);
  return 0;
}

function grantOf(values: Options['values']): Result<StoreGrant> {
  const { role, person, device, viewer, prefix: given, bucket = '', 'keys-bucket': keysBucket } = values;
  const apart = keysBucket === undefined ? {} : { keysBucket };
  const place = { bucket, prefix: normalisePrefix(given ?? ''), ...apart };
  if (role === 'owner') {
    const narrower = { person, device, viewer, prefix: given, 'keys-bucket': keysBucket };
    const surplus = Object.entries(narrower).find(([, value]) => value !== undefined)?.[0];
    if (surplus === undefined) return ok(ownerGrant);
    return fail(usageProblem(`--${surplus} goes with --role device or viewer: an owner may do everything.`));
  }
  if (role !== 'device' && role !== 'viewer') return fail(usageProblem('--role takes owner, device or viewer.'));
  const people = personIdSchema
    .array()
    .min(1)
    .safeParse(person?.split(',') ?? []);
  if (!people.success) return fail(usageProblem(`A ${role} needs --person ID, as plainsight org enrol printed it.`));
  const [first, ...others] = people.data;
  if (role === 'viewer') {
    if (device !== undefined) return fail(usageProblem('--device goes with --role device.'));
    const id = viewerIdSchema.safeParse(viewer);
    if (!id.success) return fail(usageProblem('A viewer needs --viewer ID, as plainsight org viewer printed it.'));
    return ok(viewerGrant(place, id.data, people.data));
  }
  if (first === undefined || others.length > 0)
    return fail(usageProblem('A device belongs to one person: give one id after --person.'));
  if (viewer !== undefined) return fail(usageProblem('--viewer goes with --role viewer.'));
  const own = deviceIdSchema.safeParse(device);
  if (!own.success) return fail(usageProblem('A device needs --device ID, as plainsight org enrol printed it.'));
  return ok(deviceGrant(place, first, own.data));
}
