import { z } from 'zod';
import { isBucketName } from '../../bucket/embedded/operations/create-bucket.ts';
import { CliCommand } from '../cli-command.ts';
import {
  folderToMake,
  id,
  listenAddress,
  oneOf,
  parsed,
  port,
  serverName,
  severalIds,
  storeFolder,
  text,
} from '../option-kinds.ts';

const bucketName = parsed(
  'NAME',
  'the name of a bucket: 3 to 63 lower-case letters, digits, dots and hyphens, such as plainsight',
  z.string().refine(isBucketName),
  'is no such name',
);
const prefix = text('P', 'a folder inside the bucket, such as office; without --prefix it is the whole bucket', 512);
const note = text('TEXT', 'what the credential is for, such as "laptop of Ada"');
const accessKey = text('ACCESS-KEY', 'an access key, as the list shows it', 128);

/** What holds unless it is given. */
const usual = { port: '8421', bucket: 'plainsight' };

function onCredentials(action: 'add' | 'list' | 'remove', summary: string): CliCommand {
  return new CliCommand(action, summary)
    .needs('folder', storeFolder, 'the store: the folder that plainsight store was given')
    .acts(async ({ values, ...options }) =>
      (await import('./store-credential.ts')).actOnCredentials(action, { ...options, values: { ...usual, ...values } }),
    );
}

const add = (): CliCommand =>
  onCredentials('add', 'make a credential')
    .description(
      `Makes a credential and prints it; its secret is not shown again. An owner may do everything: for the administrator. A device writes as one device of one person and reads the organisation's settings, nothing else: for the agent there. A viewer reads the people named and leaves receipts with them: for a manager.`,
    )
    .needs('role', oneOf('ROLE', 'owner', 'device', 'viewer'), 'what it may')
    .takes('person', severalIds, 'whose data: one for a device, any number for a viewer')
    .takes('device', id('ID', 'plainsight org enrol'), 'which device, as the enrolment names it')
    .takes('viewer', id('ID', 'plainsight org viewer'), "whose credential a viewer's is")
    .takes('prefix', prefix, 'the folder inside the bucket, where the organisation has one')
    .takes('bucket', bucketName, `${usual.bucket} unless given`)
    .takes('keys-bucket', bucketName, 'the bucket of the keys of days, where that is another one')
    .takes('note', note, 'what it is for, shown in the list')
    .pair('device', 'not', 'viewer');

const list = (): CliCommand =>
  onCredentials('list', 'list the credentials, without their secrets').description(
    'Lists each credential with its role and note, never its secret. A device exchanges its secret when it first uses it: when that was, and when the first one was tried again after.',
  );

export function storeCommand(): CliCommand {
  return new CliCommand('store', 'run the embedded store over HTTPS, and make credentials for it')
    .description(
      `Runs the embedded S3 store over HTTPS, for one office. Its certificate is its own: every enrolment and viewer's file carries it. SIGTERM or Ctrl+C ends it and keeps everything.`,
    )
    .needs(
      'folder',
      folderToMake('the store', '/var/lib/plainsight-store'),
      'objects, index, credentials and certificate; made if it is not there',
    )
    .takes('port', port, `${usual.port} unless given; 0 takes any free port`)
    .takes('host', listenAddress, '127.0.0.1 unless given; 0.0.0.0 for every address of this computer')
    .takes('name', serverName, 'a further name under which clients reach it, for the certificate')
    .takes('bucket', bucketName, `${usual.bucket} unless given`)
    .takes('keys-bucket', bucketName, 'a second bucket, for the keys of days alone')
    .option('--log', 'one line a request on standard error')
    .acts(async ({ values, switches }) => (await import('./store.ts')).runStore({ ...usual, ...values }, switches))
    .group(
      new CliCommand('credential', 'credentials of the embedded store')
        .description(
          'Credentials of the embedded store. It may be running meanwhile; changes hold from the next request on.',
        )
        .group(
          add(),
          list(),
          onCredentials('remove', 'remove a credential: it opens nothing from then on').takesWord(accessKey, true),
        ),
    );
}
