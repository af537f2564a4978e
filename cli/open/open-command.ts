import { publicKeySchema } from '../../seal/signing.ts';
import { CliCommand } from '../cli-command.ts';
import {
  bucketFile,
  day,
  folderToMake,
  id,
  orgFolder,
  parsed,
  recoveryFile,
  text,
  viewerFile,
} from '../option-kinds.ts';
import { passphraseVariable } from '../passphrase.ts';

const organisationKey = parsed(
  'KEY',
  'the organisation’s public key, as it stands in an enrolment or a viewer’s file (organisationKey)',
  publicKeySchema,
  'is no such key',
);
const person = id('ID', 'plainsight open without --person');
const reason = text('TEXT', 'why the day is opened, in at most 500 characters, such as "asked for by Ada"', 500);
const newFolder = folderToMake('the day', 'ada-2026-03-31', { isNew: true });

export function openCommand(): CliCommand {
  return new CliCommand('open', 'verify and decrypt a day to a folder')
    .description(
      `Checks a day's chain, decrypts the day and writes it to a folder in the clear: activity.ndjson, shots/*.webp and chain.json (one folder a device where the day has several). What was altered or is missing is named and left out; the rest is recovered. Without --day it lists the days, without --person the people.

The day is opened with --viewer FILE, or with --identity FILE and --bucket FILE. Opening a day, and listing days, leaves a signed receipt that the person sees, with a recovery identity as well; where it cannot be left, nothing is opened or listed.

Exit code: 0 opened and whole, 1 not opened, or the chain is broken, 2 wrong options.`,
    )
    .takes('viewer', viewerFile, `your viewer's file; its passphrase is taken from ${passphraseVariable}`)
    .takes(
      'identity',
      recoveryFile,
      `a recovery identity: plain, or sealed with the passphrase in ${passphraseVariable}`,
    )
    .takes('folder', orgFolder, "with --identity: the organisation's folder, whose key signs the receipt")
    .takes(
      'bucket',
      bucketFile,
      'JSON: endpoint, bucket, accessKeyId, secretAccessKey, and caCertificate, region, prefix, keysBucket where needed',
    )
    .takes(
      'organisation-key',
      organisationKey,
      "with --identity: the organisation's public key, as in an enrolment or a viewer's file",
    )
    .takes('person', person, 'whose days, as they are listed without it')
    .takes('day', day, 'which day, such as 2026-03-31')
    .takes('reason', reason, 'why the day is opened, in at most 500 characters: the person reads it')
    .takes('out', newFolder, 'a new or an empty folder')
    .option('--no-receipt', 'with --identity only: for a copy of the bucket that cannot be written to')
    .pair('viewer', 'not', 'identity')
    .pair('identity', 'with', 'bucket')
    .pair('bucket', 'with', 'identity')
    .pair('organisation-key', 'with', 'identity')
    .pair('folder', 'with', 'identity')
    .pair('no-receipt', 'with', 'identity')
    .pair('day', 'with', 'person')
    .pair('day', 'with', 'reason')
    .pair('day', 'with', 'out')
    .pair('out', 'with', 'day')
    .acts(async (options) => (await import('./open.ts')).runOpen(options));
}
