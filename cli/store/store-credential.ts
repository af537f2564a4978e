import { z } from 'zod';
import type { StoreGrant } from '../../bucket/embedded/auth/authorisation.ts';
import { Credentials, type ListedCredential } from '../../bucket/embedded/auth/credentials.ts';
import { isBucketName } from '../../bucket/embedded/operations/create-bucket.ts';
import { normalisePrefix } from '../../bucket/layout.ts';
import { deviceGrant, ownerGrant, viewerGrant } from '../../bucket/rights.ts';
import { deviceIdSchema, personIdSchema, viewerIdSchema } from '../../core/ids.ts';
import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { shownText } from '../../core/typed-text.ts';
import { defineCommand, type Form, giveUp, type Options, print, refuse, usageProblem } from '../command.ts';
import { id, oneOf, parsed, severalIds, storeFolder, text } from '../option-kinds.ts';

export const defaultBucket = 'plainsight';

const usage = {
  add: 'plainsight store credential add --folder DIR --role owner|device|viewer [--person ID[,ID…]] [--device ID] [--viewer ID] [--prefix P] [--bucket B] [--note TEXT]',
  list: 'plainsight store credential list --folder DIR',
  remove: 'plainsight store credential remove ACCESS-KEY --folder DIR',
};

const about = 'Credentials of the embedded store. It may be running meanwhile; changes hold from the next request on.';

const folderOption = '  --folder DIR    the store: the folder that plainsight store was given';

const addOptions = `  --role owner    everything: for the administrator
  --role device   writes as one device of one person and reads the organisation's settings, nothing else: for the agent there
  --role viewer   reads the people named and leaves receipts with them: for a manager
  --person ID     whose data: one for a device, any number for a viewer
  --device ID     which device, as the enrolment names it
  --viewer ID     whose credential a viewer's is
  --prefix P      the folder inside the bucket, where the organisation has one
  --bucket B      plainsight unless given
  --note TEXT     what it is for, shown in the list`;

const more = 'plainsight store credential --help says what else there is.';
const own: Readonly<Record<string, string>> = {
  add: [usage.add, about, `${folderOption}\n${addOptions}`, more].join('\n\n'),
  list: [
    usage.list,
    `${about} Lists each with its role and note, never its secret. A device exchanges its secret when it first uses it: when that was, and when the first one was tried again after.`,
    folderOption,
    more,
  ].join('\n\n'),
  remove: [usage.remove, `${about} The access key is the one that the list shows.`, folderOption, more].join('\n\n'),
};
const help = [Object.values(usage).join('\n'), about, `${folderOption}\n${addOptions}`].join('\n\n');

/** The help of one action; of all where there is no such action. */
function helpFor(word: string): string {
  return Object.hasOwn(own, word) ? (own[word] ?? help) : help;
}

const prefix = text('P', 'a folder inside the bucket, such as office; without --prefix it is the whole bucket', 512);
const note = text('TEXT', 'what the credential is for, such as "laptop of Ada"');
export const bucketName = parsed(
  'NAME',
  'the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens, such as plainsight',
  z.string().refine(isBucketName),
  'is no such name',
);

function form(action: string, more: Partial<Form> = {}): Form {
  const { texts, ...others } = more;
  const called = `plainsight store credential ${action}`;
  return { called, action, texts: { folder: storeFolder, ...texts }, switches: [], needs: ['folder'], ...others };
}

const forms: readonly Form[] = [
  form('add', {
    texts: {
      role: oneOf('ROLE', 'owner', 'device', 'viewer'),
      person: severalIds,
      device: id('ID', 'plainsight org enrol'),
      viewer: id('ID', 'plainsight org viewer'),
      prefix,
      bucket: bucketName,
      note,
    },
    needs: ['folder', 'role'],
    pairs: [['device', 'not', 'viewer']],
  }),
  form('list'),
  form('remove', { word: { ...text('ACCESS-KEY', 'an access key, as the list shows it', 128), isNeeded: true } }),
];

export const credentialCommand = defineCommand({
  summary: 'credentials of the embedded store',
  help,
  forms,
  helpFor,
  act(options) {
    const { action, values, words } = options;
    const credentials = new Credentials(values.folder ?? '');
    try {
      if (action === 'add') return add(credentials, options);
      return action === 'list' ? list(credentials) : remove(credentials, words[0] ?? '');
    } finally {
      credentials.close();
    }
  },
});

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

function grantOf({
  role,
  person,
  device,
  viewer,
  prefix: given,
  bucket = defaultBucket,
}: Options['values']): Result<StoreGrant> {
  const prefix = given ?? '';
  if (role === 'owner') {
    const narrower = { person, device, viewer, prefix: given };
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
    return ok(viewerGrant(bucket, normalisePrefix(prefix), id.data, people.data));
  }
  if (first === undefined || others.length > 0)
    return fail(usageProblem('A device belongs to one person: give one id after --person.'));
  if (viewer !== undefined) return fail(usageProblem('--viewer goes with --role viewer.'));
  const own = deviceIdSchema.safeParse(device);
  if (!own.success) return fail(usageProblem('A device needs --device ID, as plainsight org enrol printed it.'));
  return ok(deviceGrant(bucket, normalisePrefix(prefix), first, own.data));
}
