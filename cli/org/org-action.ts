import { z } from 'zod';
import { storeUserSchema } from '../../org/store-user.ts';
import { CliCommand } from '../cli-command.ts';
import {
  bucketFile,
  day,
  nameOrId,
  orgFolder,
  parsed,
  passphraseFile,
  recoveryFile,
  severalNames,
  storeFolder,
} from '../option-kinds.ts';
import { passphraseVariable } from '../passphrase.ts';

export const user = parsed(
  'USER',
  'a user at the bucket’s provider: letters, digits and +=,.@-_, such as device-ada',
  storeUserSchema,
  'has other characters, or more than 64',
);
export const code = parsed(
  'CODE',
  'the code that the person reads out, such as 0123-4567-89AB-CDEF-GHJK',
  z.string().regex(/^[0-9a-z][0-9a-z _-]{0,60}$/i),
  'holds something that no code does',
);
const viewer = nameOrId('a viewer', 'plainsight org viewers');

/** An action of `plainsight org`, with the options that several have. */
export class OrgAction extends CliCommand {
  /** `key`: what does it, where that is not the last word of its name. */
  constructor(action: string, summary: string, folder = orgFolder, key = action) {
    super(action, summary);
    this.needs('folder', folder, "the organisation's keys");
    this.takes('passphrase-file', passphraseFile, `their passphrase, where it is not in ${passphraseVariable}`);
    this.acts(async (options) => (await import('./org.ts')).actOnOrg(key, options));
  }

  onBucket(): this {
    const about =
      'JSON: endpoint, bucket, accessKeyId, secretAccessKey (of an owner), and caCertificate, region, prefix, keysBucket';
    return this.needs('bucket', bucketFile, `${about} where needed`);
  }

  /** A credential of its own for whom the file is made. */
  withCredential(who: string, option: string): this {
    return this.takes('store', storeFolder, `the embedded store: makes the credential of the ${who} there`)
      .takes(option, bucketFile, `the bucket as the ${who} reaches it, with a credential that was made elsewhere`)
      .takes('user', user, "whose credential that is at the bucket's provider, for org policy")
      .pair('store', 'not', option);
  }

  ofViewer(): this {
    return this.needs('viewer', viewer, 'a viewer, as plainsight org viewers lists them').takes(
      'store',
      storeFolder,
      "the embedded store, where the viewer's credential is of one: changes its rights",
    );
  }

  ofPeople(): this {
    return this.needs('people', severalNames, 'people with commas in between, or all who are enrolled');
  }

  inSpan(): this {
    return this.takes('from', day, 'the first day; every day, unless given').takes('to', day, 'the last day, within');
  }

  byRecovery(): this {
    const about = 'seals the keys of the days that are in the bucket to those who may open them now';
    return this.takes('recovery', recoveryFile, `a recovery key: ${about}`)
      .takes('recovery-passphrase-file', passphraseFile, "its passphrase, where it is not the organisation's")
      .pair('recovery-passphrase-file', 'with', 'recovery');
  }

  rewraps(): this {
    return this.byRecovery()
      .option('--rewrap', 'seals the keys of past days anew without the viewer, by the recovery key')
      .pair('rewrap', 'with', 'recovery');
  }
}
