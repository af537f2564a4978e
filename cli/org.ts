import { passphraseVariable } from './agent-unlock.ts';
import { readBucketFile } from './bucket-file.ts';
import { type Command, giveUp, print, readOptions, refuse, usageProblem } from './command.ts';
import { readTextFile } from './json-file.ts';
import { addViewer, createOrg, enrol, type OrgRequest, updateOrg } from './org-actions.ts';

const help = `plainsight org create --folder DIR --bucket FILE --name NAME --email EMAIL --address TEXT --phone NUMBER --country CODE
                      [--contact TEXT] [--settings FILE] [--minimum-age YEARS] [--keys KIND]
plainsight org update --folder DIR --bucket FILE --settings FILE
plainsight org enrol  --folder DIR --bucket FILE --name PERSON --out FILE [--zone ZONE] [--valid-days N] [--link]
                      (--store DIR | --device-bucket FILE)
plainsight org viewer --folder DIR --bucket FILE --name VIEWER --out FILE (--store DIR --people ID[,ID…] | --viewer-bucket FILE)

Makes an organisation on a bucket, changes what it asks for, enrols people, and gives viewers their key. Keys are sealed with the passphrase
in the variable ${passphraseVariable}, or in --passphrase-file FILE.

  --folder DIR          the organisation's keys; create also writes two recovery files, to be moved to two safe places
  --bucket FILE         JSON: endpoint, bucket, accessKeyId, secretAccessKey (of an owner), and caCertificate, region, prefix where needed
  --email, --address, --phone, --country
                        whom people ask about their data, and whose law applies (DE, ES, …); --contact names the person or office
  --settings FILE       JSON: shotIntervalMs, holdMs, idleAfterMs, journalMs, segmentMs, rules, hours, shotDetail, corrections; and
                        purposes: for each what is said of it differently (why, basis, keptDays, seenBy, seenFrom), or null when it
                        is not asked for. What is left out is as usual, or with update as before.
  --minimum-age YEARS   what a person has to state before they are enrolled: 18, unless given; never below 16
  --keys KIND           x25519 (usual) or hybrid: post-quantum, larger, and not opened by age before version 1.3
  --out FILE            the enrolment (NAME.plainsight) or the viewer's file, written for this account only. It is a key: hand it over safely.
  --valid-days N        how long the enrolment can be used: 14 days, unless given; 90 at most
  --link                prints the enrolment as a link too
  --store DIR           makes the credential of the device or viewer on the embedded store in this folder
  --device-bucket FILE  the bucket as the person's agent reaches it, with its own credential; likewise --viewer-bucket
  --people ID,…         whom the viewer's credential reads

A new viewer opens the days that begin after the agents have read the new settings, not those before.`;

const texts = [
  ...['folder', 'bucket', 'name', 'settings', 'out', 'zone', 'store', 'people', 'passphrase-file', 'keys'],
  ...['device-bucket', 'viewer-bucket', 'valid-days'],
  ...['contact', 'email', 'address', 'phone', 'country', 'minimum-age'],
];

export const orgCommand: Command = {
  summary: 'make an organisation, enrol people, give access to viewers',
  help,
  async run(args) {
    const options = readOptions(args, texts, ['link']);
    if (!options.ok) return refuse(options.problem);
    const { values, switches, words } = options.value;
    if (switches.has('help')) {
      print(help);
      return 0;
    }
    const actions = { create: createOrg, update: updateOrg, enrol, viewer: addViewer };
    const act = Object.entries(actions).find(([name]) => name === words[0])?.[1];
    if (act === undefined || words.length > 1)
      return refuse(usageProblem('Say what to do: create, update, enrol or viewer.'));
    const { folder, bucket: bucketFile, name } = values;
    if (folder === undefined || bucketFile === undefined || (name === undefined && act !== updateOrg))
      return refuse(usageProblem('This needs --folder, --bucket and --name.'));
    const passphrase = await passphraseOf(values['passphrase-file']);
    if (passphrase === null)
      return refuse(
        usageProblem(
          `Give the passphrase of the organisation's keys (12 characters or more) in ${passphraseVariable}.`,
        ),
      );
    const bucket = await readBucketFile(bucketFile);
    if (!bucket.ok) return refuse(bucket.problem);
    const request: OrgRequest = {
      folder,
      bucket: bucket.value,
      name: name ?? '',
      passphrase,
      values,
      link: switches.has('link'),
    };
    const done = await act(request);
    if (!done.ok) return done.problem.code === 'usage' ? refuse(done.problem) : giveUp(done.problem);
    for (const line of done.value) print(line);
    return 0;
  },
};

async function passphraseOf(file: string | undefined): Promise<string | null> {
  const fromEnvironment = process.env[passphraseVariable];
  delete process.env[passphraseVariable];
  const text = file === undefined ? null : await readTextFile(file, 'The passphrase file');
  const passphrase = text === null ? fromEnvironment : text.ok ? text.value.replace(/\r?\n$/, '') : undefined;
  return passphrase !== undefined && passphrase.length >= 12 ? passphrase : null;
}
