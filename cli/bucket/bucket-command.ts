import { CliCommand } from '../cli-command.ts';
import { bucketFile, day, orgFolder, passphraseFile } from '../option-kinds.ts';
import { passphraseVariable } from '../passphrase.ts';

/** An action on the bucket itself, by the notice of the organisation whose it is. */
class BucketAction extends CliCommand {
  constructor(name: string, summary: string) {
    super(name, summary);
    this.needs('folder', orgFolder, "the organisation's keys");
    this.needs('bucket', bucketFile, 'the bucket, with the credential of its owner');
    this.takes('passphrase-file', passphraseFile, `their passphrase, where it is not in ${passphraseVariable}`);
  }
}

const prepare = (): CliCommand =>
  new BucketAction('prepare', 'put the rules by which the store lets go what the notice no longer keeps')
    .description(
      `Puts a rule into the bucket's lifecycle for each kind of thing that is kept of a day, after the least that the notice says, reads them back and compares. Rules that are not Plainsight's stay, and are named where they do harm. It takes the credential of the bucket's owner with the rights to read and put the lifecycle (s3:GetLifecycleConfiguration, s3:PutLifecycleConfiguration), and to read the versioning and the lock.

Exit code: 0 the bucket forgets as the notice says, 1 it does not, 2 wrong options.`,
    )
    .option('--replace', 'also removes each rule of somebody else that removes anything of what is kept here')
    .acts(async (options) => (await import('./bucket.ts')).prepareBucket(options));

const check = (): CliCommand =>
  new BucketAction('check', 'compare the rules of the bucket with the notice')
    .description(
      `Reads the rules of the bucket's lifecycle and compares them with the notice. Nothing is changed.

Exit code: 0 the bucket forgets as the notice says, 1 it does not, 2 wrong options.`,
    )
    .acts(async (options) => (await import('./bucket.ts')).checkBucket(options));

export function bucketCommand(): CliCommand {
  return new CliCommand('bucket', 'the rules by which the bucket forgets').group(prepare(), check());
}

export function sweepCommand(): CliCommand {
  return new BucketAction('sweep', 'find what is kept beyond the most that the notice promises')
    .description(
      `Looks in the bucket, and in that of keys, for what the notice promises to be gone, by the day in the name of each object and in all of its versions: keys first, then the rest. Nothing is removed without --remove. It can be ended at any moment and given again. It takes the credential of the bucket's owner with the rights to list versions and, with --remove, to delete them (s3:ListBucketVersions, s3:DeleteObjectVersion).

Exit code: 0 nothing is there that should be gone, or all of it was removed; 1 it did not work; 2 wrong options; 3 something was found and is there still.`,
    )
    .takes('today', day, 'which day it is, where nobody has recorded for two weeks and the clock is right all the same')
    .option('--remove', 'removes what is found, for good')
    .acts(async (options) => (await import('./sweep.ts')).sweepBucket(options));
}
