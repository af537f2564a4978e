import { problem } from '../../core/problem.ts';
import { fail, ok, type Result } from '../../core/result.ts';
import { passphraseVariable } from '../agent/agent-unlock.ts';
import { defineCommand, giveUp, type Options, print, refuse, usageProblem } from '../command.ts';
import { readPassphraseFile, unfitPassphrase } from '../passphrase-file.ts';
import { readBucketFile } from '../store/bucket-file.ts';
import { give } from './access/org-give.ts';
import { removeViewer } from './access/org-remove-viewer.ts';
import { take } from './access/org-take.ts';
import { addViewer } from './access/org-viewer.ts';
import { createOrg } from './org-create.ts';
import { listPeople, listViewers } from './org-lists.ts';
import { orgForms } from './org-options.ts';
import { policy } from './org-policy.ts';
import type { BucketRequest, Done, OrgRequest } from './org-request.ts';
import { updateOrg } from './org-update.ts';
import { confirm } from './people/org-confirm.ts';
import { listDevices } from './people/org-devices.ts';
import { enrol } from './people/org-enrol.ts';
import { team } from './people/org-team.ts';

const help = `plainsight org create --folder DIR --bucket FILE --name NAME --email EMAIL --address TEXT --phone NUMBER --country CODE
                      [--contact TEXT] [--settings FILE] [--minimum-age YEARS] [--keys KIND]
plainsight org update --folder DIR --bucket FILE --settings FILE
plainsight org enrol  --folder DIR --bucket FILE (--name PERSON [--zone ZONE] | --person ID|NAME [--device ID]) --out FILE
                      [--valid-days N] [--link] [--user NAME] (--store DIR | --device-bucket FILE)
plainsight org devices [ID|NAME] --folder DIR --bucket FILE
plainsight org confirm ID|NAME --folder DIR --bucket FILE [--code CODE]
plainsight org viewer --folder DIR --bucket FILE --name VIEWER --out FILE [--people ID|NAME,… [--from DAY] [--to DAY]
                      [--recovery FILE]] [--user NAME] (--store DIR | --viewer-bucket FILE)
plainsight org give   --folder DIR --bucket FILE --viewer ID|NAME --people ID|NAME,…|all [--from DAY] [--to DAY]
                      [--recovery FILE] [--store DIR]
plainsight org take   --folder DIR --bucket FILE --viewer ID|NAME --people ID|NAME,…|all [--from DAY] [--to DAY]
                      [--rewrap --recovery FILE] [--store DIR]
plainsight org remove-viewer --folder DIR --bucket FILE --viewer ID|NAME [--rewrap --recovery FILE] [--store DIR]
plainsight org team   --folder DIR --bucket FILE --people ID|NAME,… (--team NAME | --leave) [--from DAY]
plainsight org people|viewers --folder DIR
plainsight org policy --folder DIR --bucket FILE --for aws|ceph --out DIR [--owner USER]

Makes an organisation on a bucket, changes what it asks for, enrols people, and says who may open whose days. Keys are sealed with the
passphrase in the variable ${passphraseVariable}, or in a file.

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
  --name NAME           of the organisation, of the person, or of the viewer, of at most 200 characters
  --zone ZONE           the person's time zone, such as Europe/Berlin: viewers see a day without records in it
  --code CODE           what the person reads out from their own screen; asked for in a terminal where it is not given. Only a device with
                        exactly these keys is confirmed: until then nothing that it wrote is opened, counted or sealed to
  --passphrase-file FILE
                        the passphrase of the organisation's keys, where it is not in the variable
  --valid-days N        how long the enrolment can be used: 14 days, unless given; 90 at most
  --link                prints the enrolment as a link too
  --store DIR           the embedded store in this folder: makes the credential of the device or viewer there, or changes its rights
  --device-bucket FILE  the bucket as the person's agent reaches it, with its own credential; likewise --viewer-bucket
  --user NAME           whose credential that is at the bucket's provider, for org policy
  --viewer ID|NAME      a viewer, as plainsight org viewers lists them
  --team NAME           the team that the people are in from then on, of at most 100 characters
  --people ID|NAME,…    people with commas in between, or all who are enrolled
  --from DAY, --to DAY  which days, both within; every day, unless given. With team: the first day, today unless given
  --recovery FILE       a recovery key: seals the keys of the days that are in the bucket to those who may open them now
  --recovery-passphrase-file FILE
                        its passphrase, where it is not the organisation's
  --rewrap              seals the keys of past days anew without the viewer
  --leave               in no team from then on
  --for aws|ceph        writes policies for users of IAM, or for a bucket of Ceph's gateway whose owner is --owner USER there

give and take can be given again after they were cut off: they go on. What somebody saw or copied cannot be taken back.`;

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
const onFolder: Readonly<Record<string, (request: OrgRequest) => Done>> = { people: listPeople, viewers: listViewers };

export const orgCommand = defineCommand({
  summary: 'make an organisation, enrol people, give access to viewers',
  help,
  helpFor,
  forms: orgForms,
  act,
});

/** The help of one action: how it is called, and the options that it has. Of all where there is no such action. */
function helpFor(word: string): string {
  const [usage = '', about = '', options = ''] = help.split('\n\n');
  const own = usage.split(/\n(?=plainsight )/).find((each) => each.split(' ')[2]?.split('|').includes(word));
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

async function act({ action, values, switches, words }: Options): Promise<number> {
  const { folder = '', bucket: bucketPath = '' } = values;
  const passphrase = await passphraseOf(values['passphrase-file']);
  if (!passphrase.ok) return refuse(passphrase.problem);
  const request: OrgRequest = { folder, ...passphrase.value, values, switches, words, say: print };
  const list = Object.hasOwn(onFolder, action) ? onFolder[action] : undefined;
  if (list !== undefined) return tell(await list(request), request);
  const bucket = await readBucketFile(bucketPath);
  if (!bucket.ok) return refuse(bucket.problem);
  const change = onBucket[action];
  return change === undefined ? 2 : tell(await change({ ...request, bucket: bucket.value }), request);
}

function tell(done: Awaited<Done>, { passphraseFrom }: OrgRequest): number {
  if (done.ok) {
    for (const line of done.value) print(line);
    return 0;
  }
  const cause = done.problem;
  if (cause.code === 'usage' || cause.code === 'confirmation-code-missing') return refuse(cause);
  return giveUp(
    cause.code === 'wrong-organisation-passphrase'
      ? problem('passphrase-taken', { cause, source: passphraseFrom })
      : cause,
  );
}

type Passphrase = Pick<OrgRequest, 'passphrase' | 'passphraseFrom'>;

/** From the file, else from the environment, which it leaves with this. What is wrong names the one that it was taken from. */
async function passphraseOf(file: string | undefined): Promise<Result<Passphrase>> {
  const fromEnvironment = process.env[passphraseVariable];
  delete process.env[passphraseVariable];
  if (file === undefined && fromEnvironment === undefined)
    return fail(
      usageProblem(
        `Give the passphrase of the organisation's keys (12 characters or more) in ${passphraseVariable}, or in --passphrase-file FILE.`,
      ),
    );
  const text = file === undefined ? ok(fromEnvironment ?? '') : await readPassphraseFile(file, '--passphrase-file');
  if (!text.ok) return text;
  const source = file === undefined ? `the variable ${passphraseVariable}` : 'the file that --passphrase-file names';
  const wrong = unfitPassphrase(text.value, source, 'new');
  return wrong === null ? ok({ passphrase: text.value, passphraseFrom: source }) : fail(wrong);
}
