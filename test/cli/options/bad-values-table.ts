import type { CliCommand } from '../../../cli/cli-command.ts';
import { program } from '../../../cli/program.ts';
import {
  type BadValues,
  badAnyFolder,
  badBucket,
  badCode,
  badCountry,
  badDay,
  badEmail,
  badEmptyFolder,
  badFile,
  badFolder,
  badHost,
  badId,
  badIds,
  badKey,
  badName,
  badNames,
  badNewFile,
  badNewFolder,
  badNumber,
  badPhone,
  badServerName,
  badText,
  badUser,
  badWord,
  badZone,
} from './bad-values.ts';
import { openFolderScene } from './bad-values-scene.ts';

export const scene = openFolderScene();
export const { at } = scene;

/** Every command that does something, however deep in a group. */
export const commands = commandsIn(program());

function commandsIn(command: CliCommand): CliCommand[] {
  const own = command.kinds.size === 0 ? [] : [command];
  return [...own, ...command.commands.flatMap((each) => commandsIn(each as CliCommand))];
}

export const person = 'a'.repeat(26);
export const org = { folder: at('org'), bucket: at('bucket.json') };
export const badOrg = { folder: badFolder, bucket: badFile, 'passphrase-file': badFile };
export const span = { from: badDay, to: badDay };
export const recovery = { recovery: badFile, 'recovery-passphrase-file': badFile };
export const onRecovery = { recovery: at('recovery.age') };

/** Each way to call a command: what is wrong for each of its options, and the others, right, beside the wrong one. */
export const table: Readonly<
  Record<string, { bad: Record<string, BadValues>; good?: Record<string, string>; beside?: Record<string, object> }>
> = {
  'plainsight agent': { bad: { settings: badFile } },
  'plainsight consent': { bad: { settings: badFile } },
  'plainsight withdraw': { bad: { folder: badAnyFolder, settings: badFile } },
  'plainsight doctor': {
    bad: { settings: badFile, ...badOrg },
    beside: {
      folder: { bucket: at('bucket.json') },
      bucket: { folder: at('org') },
      'passphrase-file': { folder: at('org'), bucket: at('bucket.json') },
    },
  },
  'plainsight bucket prepare': { bad: badOrg, good: org },
  'plainsight bucket check': { bad: badOrg, good: org },
  'plainsight sweep': { bad: { ...badOrg, today: badDay }, good: org },
  'plainsight view': {
    bad: { viewer: badFile, port: badNumber(0, 65_535) },
    good: { viewer: at('viewer.json') },
  },
  'plainsight open': {
    bad: {
      ...{ viewer: badFile, identity: badFile, bucket: badFile, 'organisation-key': badKey, folder: badFolder },
      ...{ person: badId, day: badDay, reason: badText, out: badEmptyFolder },
    },
    good: { person, day: '2026-03-01', reason: 'a reason', out: at('new') },
    beside: {
      viewer: {},
      ...Object.fromEntries(
        ['identity', 'bucket', 'organisation-key', 'folder'].map((each) => [
          each,
          { identity: at('recovery.age'), bucket: at('bucket.json') },
        ]),
      ),
    },
  },
  'plainsight store': {
    bad: {
      ...{ folder: badNewFolder, port: badNumber(0, 65_535), host: badHost, name: badServerName, bucket: badBucket },
      'keys-bucket': badBucket,
    },
    good: { folder: at('new') },
  },
  'plainsight store credential add': {
    bad: {
      ...{ folder: badFolder, role: badWord, person: badIds, device: badId, viewer: badId },
      ...{ prefix: badText, bucket: badBucket, 'keys-bucket': badBucket, note: badText },
    },
    good: { folder: at('store'), role: 'device', person, device: person },
    beside: { viewer: { role: 'viewer', device: undefined } },
  },
  'plainsight store credential list': { bad: { folder: badFolder } },
  'plainsight store credential remove': { bad: { folder: badFolder }, good: { folder: at('store') } },
  'plainsight org create': {
    bad: {
      ...{ ...badOrg, folder: badNewFolder, name: badName, contact: badName, address: badText, email: badEmail },
      ...{ phone: badPhone, country: badCountry, settings: badFile, 'minimum-age': badNumber(16, 99), keys: badWord },
    },
    good: {
      ...{ ...org, folder: at('new'), name: 'Example', email: 'a@example.com', address: '1 Street' },
      ...{ phone: '+1 555', country: 'DE' },
    },
  },
  'plainsight org update': {
    bad: { ...badOrg, settings: badFile },
    good: { ...org, settings: at('settings.json') },
  },
  'plainsight org projects': {
    bad: { ...badOrg, list: badFile },
    good: { ...org, list: at('projects.csv') },
  },
  'plainsight org enrol': {
    bad: {
      ...{ ...badOrg, name: badName, zone: badZone, person: badName, device: badId, out: badNewFile, user: badUser },
      ...{
        'valid-days': badNumber(1, 90),
        store: badFolder,
        'device-bucket': badFile,
        again: badName,
        replaces: badId,
      },
    },
    good: { ...org, name: 'Ada', out: at('ada.plainsight'), store: at('store') },
    beside: {
      person: { name: undefined },
      device: { name: undefined, person: 'Ada' },
      again: { name: undefined },
      replaces: { name: undefined, again: 'Ada' },
      'device-bucket': { store: undefined },
    },
  },
  'plainsight org devices': { bad: badOrg, good: org },
  'plainsight org confirm': { bad: { ...badOrg, code: badCode }, good: org },
  'plainsight org revoke': { bad: { ...badOrg, from: badDay, store: badFolder }, good: org },
  'plainsight org end': { bad: { ...badOrg, on: badDay }, good: org },
  'plainsight org viewer': {
    bad: {
      ...{ ...badOrg, name: badName, out: badNewFile, people: badNames, user: badUser, store: badFolder },
      ...{ 'viewer-bucket': badFile, ...span, ...recovery },
    },
    good: { ...org, name: 'Grace', out: at('grace.json'), people: 'Ada', store: at('store') },
    beside: { 'viewer-bucket': { store: undefined }, 'recovery-passphrase-file': onRecovery },
  },
  'plainsight org give': {
    bad: { ...badOrg, viewer: badName, people: badNames, store: badFolder, ...span, ...recovery },
    good: { ...org, viewer: 'Grace', people: 'Ada' },
    beside: { 'recovery-passphrase-file': onRecovery },
  },
  'plainsight org take': {
    bad: { ...badOrg, viewer: badName, people: badNames, store: badFolder, ...span, ...recovery },
    good: { ...org, viewer: 'Grace', people: 'Ada' },
    beside: { 'recovery-passphrase-file': onRecovery },
  },
  'plainsight org remove-viewer': {
    bad: { ...badOrg, viewer: badName, store: badFolder, ...recovery },
    good: { ...org, viewer: 'Grace' },
    beside: { 'recovery-passphrase-file': onRecovery },
  },
  'plainsight erase': {
    bad: {
      ...{ ...badOrg, person: badName, ...span, purpose: badWord, by: badName, confirm: badName },
      ...{ 'copies-until': badDay, today: badDay, end: badId },
    },
    good: { ...org, person: 'Ada', by: 'Grace' },
  },
  'plainsight org team': {
    bad: { ...badOrg, people: badNames, team: badName, from: badDay },
    good: { ...org, people: 'Ada', team: 'North' },
  },
  'plainsight org policy': {
    bad: { ...badOrg, for: badWord, out: badNewFolder, owner: badUser },
    good: { ...org, for: 'ceph', out: at('new'), owner: 'admin' },
  },
  'plainsight org administrator ask': {
    bad: { folder: badNewFolder, 'passphrase-file': badFile, name: badName, out: badNewFile, keys: badWord },
    good: { folder: at('new'), name: 'Grace', out: at('grace.json') },
  },
  'plainsight org administrator add': {
    bad: { ...badOrg, request: badFile, code: badCode },
    good: { ...org, request: at('settings.json') },
  },
  'plainsight org administrator join': {
    bad: { ...badOrg, folder: badNewFolder, 'organisation-key': badKey },
    good: { ...org, folder: at('new'), 'organisation-key': 'A'.repeat(60) },
  },
  'plainsight org administrator remove': { bad: badOrg, good: org },
  'plainsight org administrator rotate': { bad: { ...badOrg, 'new-passphrase-file': badFile }, good: org },
  'plainsight org administrator list': { bad: badOrg, good: org },
  'plainsight org log': { bad: badOrg, good: org },
  'plainsight org pages': {
    bad: { folder: badFolder, bucket: badFile, store: badFolder, port: badNumber(0, 65_535) },
    good: org,
  },
  'plainsight org requests': { bad: { ...badOrg, person: badName }, good: org },
  'plainsight org answer': {
    bad: {
      ...{ ...badOrg, by: badName, reason: badText, 'complain-to': badText, confirm: badName },
      ...{ 'copies-until': badDay, today: badDay },
    },
    good: { ...org, by: 'Grace' },
  },
  'plainsight org archive': {
    bad: { ...badOrg, ...recovery, reason: badText, out: badNewFile, language: badWord },
    good: { ...org, ...onRecovery, reason: 'asked', out: at('ada.zip') },
  },
  'plainsight org request-for': {
    bad: {
      ...{ ...badOrg, kind: badWord, 'identity-by': badText, by: badName, received: badDay, text: badText },
      ...span,
    },
    good: { ...org, kind: 'access', 'identity-by': 'called back', by: 'Grace' },
  },
  'plainsight org people': { bad: { folder: badFolder, 'passphrase-file': badFile }, good: { folder: at('org') } },
  'plainsight org viewers': { bad: { folder: badFolder, 'passphrase-file': badFile }, good: { folder: at('org') } },
};
