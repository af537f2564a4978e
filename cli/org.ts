import { passphraseVariable } from './agent-unlock.ts';
import { readBucketFile } from './bucket-file.ts';
import { type Command, giveUp, print, readOptions, refuse, usageProblem } from './command.ts';
import { readTextFile } from './json-file.ts';
import { addViewer, createOrg, enrol, type OrgRequest } from './org-actions.ts';

const help = `plainsight org create --folder DIR --bucket FILE --name NAME [--settings FILE] [--keys KIND]
plainsight org enrol  --folder DIR --bucket FILE --name PERSON --out FILE [--zone ZONE] (--store DIR | --device-bucket FILE)
plainsight org viewer --folder DIR --bucket FILE --name VIEWER --out FILE (--store DIR --people ID[,ID…] | --viewer-bucket FILE)

Makes an organisation on a bucket, enrols people, and gives viewers their key. Keys are sealed with the passphrase in the variable
${passphraseVariable}, or in --passphrase-file FILE.

  --folder DIR          the organisation's keys; create also writes two recovery files, to be moved to two safe places
  --bucket FILE         JSON: endpoint, bucket, accessKeyId, secretAccessKey (of an owner), and caCertificate, region, prefix where needed
  --settings FILE       JSON: shotIntervalMs, holdMs, idleAfterMs, journalMs, segmentMs, rules; what is left out is as usual
  --keys KIND           x25519 (usual) or hybrid: post-quantum, larger, and not opened by age before version 1.3
  --out FILE            the enrolment or the viewer's file, written for this account only. It is a key: hand it over safely.
  --store DIR           makes the credential of the device or viewer on the embedded store in this folder
  --device-bucket FILE  the bucket as the person's agent reaches it, with its own credential; likewise --viewer-bucket
  --people ID,…         whom the viewer's credential reads

A new viewer opens the days that begin after the agents have read the new settings, not those before.`;

const texts = [
  ...['folder', 'bucket', 'name', 'settings', 'out', 'zone', 'store', 'people', 'passphrase-file', 'keys'],
  ...['device-bucket', 'viewer-bucket'],
];

export const orgCommand: Command = {
  summary: 'make an organisation, enrol people, give access to viewers',
  help,
  async run(args) {
    const options = readOptions(args, texts);
    if (!options.ok) return refuse(options.problem);
    const { values, switches, words } = options.value;
    if (switches.has('help')) {
      print(help);
      return 0;
    }
    const actions = { create: createOrg, enrol, viewer: addViewer };
    const act = Object.entries(actions).find(([name]) => name === words[0])?.[1];
    if (act === undefined || words.length > 1) return refuse(usageProblem('Say what to do: create, enrol or viewer.'));
    const { folder, bucket: bucketFile, name } = values;
    if (folder === undefined || bucketFile === undefined || name === undefined)
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
    const request: OrgRequest = { folder, bucket: bucket.value, name, passphrase, values };
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
