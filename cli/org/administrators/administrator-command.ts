import { publicKeySchema } from '../../../seal/signing.ts';
import { CliCommand } from '../../cli-command.ts';
import {
  fileToMake,
  fileToRead,
  folderToMake,
  name,
  nameOrId,
  oneOf,
  orgFolder,
  parsed,
  passphraseFile,
} from '../../option-kinds.ts';
import { code, OrgAction } from '../org-action.ts';

const ownFolder = folderToMake('this administrator’s own keys', '/home/grace/org');
const organisationKey = parsed(
  'KEY',
  'the organisation’s public key, as plainsight org administrator add prints it',
  publicKeySchema,
  'is none',
  400,
);
const administrator = nameOrId('an administrator', 'plainsight org administrator list');

const ask = (): CliCommand =>
  new OrgAction('ask', 'make keys of your own, and a request for another administrator', ownFolder, 'administrator-ask')
    .description(
      'Makes keys for somebody who is going to be an administrator, in a folder and with a passphrase of their own, and a request without secrets for somebody who is one already. Its code is read out to them.',
    )
    .needs('name', name('the new administrator', 'Grace Hopper'), 'of at most 200 characters, for other administrators')
    .needs('out', fileToMake('the request', 'grace.json'), 'the request; it holds no secret')
    .takes('keys', oneOf('KIND', 'x25519', 'hybrid'), 'as the organisation has them: x25519, unless given');

const add = (): CliCommand =>
  new OrgAction('add', 'make somebody an administrator, by the code that they read out', orgFolder, 'administrator-add')
    .description(
      'Makes somebody an administrator who asked with a file. Compare the code with the one that they read out from their own screen. Each administrator can do everything with their own key; nobody needs the passphrase of another one.',
    )
    .onBucket()
    .needs('request', fileToRead('a request', 'grace.json'), 'what plainsight org administrator ask wrote')
    .takes('code', code, 'what they read out; asked for in a terminal where it is not given');

const join = (): CliCommand =>
  new OrgAction('join', 'begin as an administrator, once somebody has added you', ownFolder, 'administrator-join')
    .description(
      'Fetches what administrators share, for somebody whom another one has added. The key of the organisation has to come from that administrator themselves, with the settings of the bucket.',
    )
    .onBucket()
    .needs('organisation-key', organisationKey, 'whose administrator you are going to be');

const remove = (): CliCommand =>
  new OrgAction('remove', 'take an administrator’s rights', orgFolder, 'administrator-remove')
    .description(
      'Removes an administrator: nothing that they sign counts from then on, and everything that is published is signed anew. Give everybody who stays another credential of the bucket’s owner: that is not done by this.',
    )
    .onBucket()
    .takesWord(administrator, true);

const rotate = (): CliCommand =>
  new OrgAction('rotate', 'exchange your own key', orgFolder, 'administrator-rotate')
    .description(
      'Exchanges the keys of the administrator whose folder it is: what is signed with the old one is not taken from then on, and everything that is published is signed anew. It can be given again after it was cut off: it goes on.',
    )
    .onBucket()
    .takes('new-passphrase-file', passphraseFile, 'a new passphrase for the folder');

const list = (): CliCommand =>
  new OrgAction('list', 'list the administrators', orgFolder, 'administrator-list').onBucket();

/** `plainsight org administrator`. */
export function administratorCommand(): CliCommand {
  return new CliCommand('administrator', 'several administrators, each with a key of their own')
    .description('Adds and removes administrators. Each has a key and a passphrase of their own; any of them signs.')
    .group(ask(), add(), join(), remove(), rotate(), list());
}

/** `plainsight org log`. */
export function logCommand(): CliCommand {
  return new OrgAction('log', 'show what administrators did')
    .description(
      'Shows what administrators did, who and when, after checking that each entry is signed by one of them and follows the one before.',
    )
    .onBucket();
}
