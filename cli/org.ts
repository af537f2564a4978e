import { passphraseVariable } from './agent-unlock.ts';
import { readBucketFile } from './bucket-file.ts';
import { type Command, giveUp, type Options, print, readOptions, refuse, usageProblem } from './command.ts';
import { readTextFile } from './json-file.ts';
import { confirm } from './org-confirm.ts';
import { createOrg } from './org-create.ts';
import { listDevices } from './org-devices.ts';
import { enrol } from './org-enrol.ts';
import { give } from './org-give.ts';
import { listPeople, listViewers } from './org-lists.ts';
import { policy } from './org-policy.ts';
import { removeViewer } from './org-remove-viewer.ts';
import type { BucketRequest, Done, OrgRequest } from './org-request.ts';
import { take } from './org-take.ts';
import { team } from './org-team.ts';
import { updateOrg } from './org-update.ts';
import { addViewer } from './org-viewer.ts';

const help = `plainsight org create --folder DIR --bucket FILE --name NAME --email EMAIL --address TEXT --phone NUMBER --country CODE
                      [--contact TEXT] [--settings FILE] [--minimum-age YEARS] [--keys KIND]
plainsight org update --folder DIR --bucket FILE --settings FILE
plainsight org enrol  --folder DIR --bucket FILE (--name PERSON [--zone ZONE] | --person ID|NAME [--device ID]) --out FILE
                      [--valid-days N] [--link] [--user NAME] (--store DIR | --device-bucket FILE)
plainsight org devices [ID|NAME] --folder DIR --bucket FILE
plainsight org confirm ID|NAME --folder DIR --bucket FILE [--code CODE]
plainsight org viewer --folder DIR --bucket FILE --name VIEWER --out FILE [--people ID|NAME,…] [--user NAME]
                      (--store DIR | --viewer-bucket FILE)
plainsight org give   --folder DIR --bucket FILE --viewer ID|NAME --people ID|NAME,…|all [--from DAY] [--to DAY]
                      [--recovery FILE] [--store DIR]
plainsight org take   --folder DIR --bucket FILE --viewer ID|NAME --people ID|NAME,…|all [--from DAY] [--to DAY]
                      [--rewrap --recovery FILE] [--store DIR]
plainsight org remove-viewer --folder DIR --bucket FILE --viewer ID|NAME [--rewrap --recovery FILE] [--store DIR]
plainsight org team   --folder DIR --bucket FILE --people ID|NAME,… (--team NAME | --leave) [--from DAY]
plainsight org people|viewers --folder DIR
plainsight org policy --folder DIR --bucket FILE --for aws|ceph --out DIR [--owner USER]

Makes an organisation on a bucket, changes what it asks for, enrols people, and says who may open whose days. Keys are sealed with the
passphrase in the variable ${passphraseVariable}, or in --passphrase-file FILE.

  --folder DIR          the organisation's keys; create also writes two recovery files, to be moved to two safe places
  --bucket FILE         JSON: endpoint, bucket, accessKeyId, secretAccessKey (of an owner), and caCertificate, region, prefix where needed
  --email, --address, --phone, --country
                        whom people ask about their data, and whose law applies (DE, ES, …); --contact names the person or office
  --settings FILE       JSON: shotIntervalMs, holdMs, idleAfterMs, journalMs, segmentMs, rules, hours, shotDetail, corrections; purposes:
                        for each what is said of it differently (why, basis, keptDays, seenBy, seenFrom), or null when it
                        is not asked for; categories and smallestGroup. What is left out is as usual, or with update as before.
  --minimum-age YEARS   what a person has to state before they are enrolled: 18, unless given; never below 16
  --keys KIND           x25519 (usual) or hybrid: post-quantum, larger, and not opened by age before version 1.3
  --out FILE            the enrolment (NAME.plainsight) or the viewer's file, written for this account only. It is a key: hand it over safely.
  --person ID|NAME      enrols a further computer of somebody who is enrolled; with --device ID, one of theirs again, with a new credential
  --code CODE           what the person reads out from their own screen; asked for in a terminal where it is not given. Only a device with
                        exactly these keys is confirmed: until then nothing that it wrote is opened, counted or sealed to
  --valid-days N        how long the enrolment can be used: 14 days, unless given; 90 at most
  --link                prints the enrolment as a link too
  --store DIR           the embedded store in this folder: makes the credential of the device or viewer there, or changes its rights
  --device-bucket FILE  the bucket as the person's agent reaches it, with its own credential; likewise --viewer-bucket
  --user NAME           whose credential that is at the bucket's provider, for org policy
  --people ID|NAME,…    people with commas in between, or all who are enrolled
  --from DAY, --to DAY  which days, both within; every day, unless given. With team: the first day, today unless given
  --recovery FILE       a recovery key: seals the keys of the days that are in the bucket to those who may open them now
  --recovery-passphrase-file FILE
                        its passphrase, where it is not the organisation's
  --rewrap              seals the keys of past days anew without the viewer
  --leave               in no team from then on
  --for aws|ceph        writes policies for users of IAM, or for a bucket of Ceph's gateway whose owner is --owner USER there

give and take can be given again after they were cut off: they go on. What somebody saw or copied cannot be taken back.`;

const texts = [
  ...[
    'folder',
    'bucket',
    'name',
    'person',
    'device',
    'code',
    'settings',
    'out',
    'zone',
    'store',
    'people',
    'passphrase-file',
    'keys',
    'user',
  ],
  ...['device-bucket', 'viewer-bucket', 'valid-days', 'viewer', 'from', 'to', 'team', 'for', 'owner'],
  ...['recovery', 'recovery-passphrase-file'],
  ...['contact', 'email', 'address', 'phone', 'country', 'minimum-age'],
];
const switches = ['link', 'rewrap', 'leave'];

const onBucket: Readonly<Record<string, (request: BucketRequest) => Done>> = {
  create: createOrg,
  update: updateOrg,
  enrol,
  devices: listDevices,
  confirm,
  viewer: addViewer,
  give,
  take,
  'remove-viewer': removeViewer,
  team,
  policy,
};
/** Actions that take a name behind their word. */
const named: ReadonlySet<string> = new Set(['devices', 'confirm']);
const onFolder: Readonly<Record<string, (request: OrgRequest) => Done>> = { people: listPeople, viewers: listViewers };

export const orgCommand: Command = {
  summary: 'make an organisation, enrol people, give access to viewers',
  help,
  async run(args) {
    const options = readOptions(args, texts, switches);
    if (!options.ok) return refuse(options.problem);
    if (options.value.switches.has('help')) {
      print(helpFor(options.value.words[0]));
      return 0;
    }
    return act(options.value);
  },
};

/** The help of one action: how it is called, and the options that it has. Of all where there is no such action. */
function helpFor(word: string | undefined): string {
  const [usage = '', about = '', options = ''] = help.split('\n\n');
  const own = usage.split(/\n(?=plainsight )/).find((each) =>
    each
      .split(' ')[2]
      ?.split('|')
      .includes(word ?? ''),
  );
  if (own === undefined) return help;
  const named = new Set([
    ...(own.match(/--[a-z-]+/g) ?? []),
    '--passphrase-file',
    ...(own.includes('--recovery ') ? ['--recovery-passphrase-file'] : []),
  ]);
  const entries = options.split(/\n(?= {2}--)/).filter((entry) => {
    const names =
      entry
        .trim()
        .split(/\n| {2,}/)[0]
        ?.match(/--[a-z-]+/g) ?? [];
    return names.some((name) => named.has(name));
  });
  return [own, about, entries.join('\n'), 'plainsight org --help says what else there is.'].join('\n\n');
}

async function act({ values, switches, words }: Options): Promise<number> {
  const [word = '', ...more] = words;
  const change = Object.hasOwn(onBucket, word) ? onBucket[word] : undefined;
  const list = Object.hasOwn(onFolder, word) ? onFolder[word] : undefined;
  if ((change ?? list) === undefined || (more.length > 0 && !named.has(word)))
    return refuse(usageProblem(`Say what to do: ${[...Object.keys(onBucket), ...Object.keys(onFolder)].join(', ')}.`));
  if (values.folder === undefined || (change !== undefined && values.bucket === undefined))
    return refuse(usageProblem(`This needs --folder${change === undefined ? '' : ' and --bucket'}.`));
  const passphrase = await passphraseOf(values['passphrase-file']);
  if (passphrase === null)
    return refuse(
      usageProblem(`Give the passphrase of the organisation's keys (12 characters or more) in ${passphraseVariable}.`),
    );
  const request: OrgRequest = { folder: values.folder, passphrase, values, switches, words: more, say: print };
  if (change === undefined) return tell(list === undefined ? null : await list(request));
  const bucket = await readBucketFile(values.bucket ?? '');
  if (!bucket.ok) return refuse(bucket.problem);
  return tell(await change({ ...request, bucket: bucket.value }));
}

function tell(done: Awaited<Done> | null): number {
  if (done === null) return 2;
  if (!done.ok) return done.problem.code === 'usage' ? refuse(done.problem) : giveUp(done.problem);
  for (const line of done.value) print(line);
  return 0;
}

async function passphraseOf(file: string | undefined): Promise<string | null> {
  const fromEnvironment = process.env[passphraseVariable];
  delete process.env[passphraseVariable];
  const text = file === undefined ? null : await readTextFile(file, 'The passphrase file', '--passphrase-file');
  const passphrase = text === null ? fromEnvironment : text.ok ? text.value.replace(/\r?\n$/, '') : undefined;
  return passphrase !== undefined && passphrase.length >= 12 ? passphrase : null;
}
