import { z } from 'zod';
import { controllerSchema } from '../../core/organisation/organisation.ts';
import { storeUserSchema } from '../../org/administration.ts';
import type { Form } from '../command.ts';
import {
  bucketFile,
  day,
  fileToMake,
  fileToRead,
  folderToMake,
  id,
  name,
  nameOrId,
  type OptionKind,
  oneOf,
  orgFolder,
  parsed,
  passphraseFile,
  recoveryFile,
  severalNames,
  storeFolder,
  text,
  wholeNumber,
  zone,
} from '../option-kinds.ts';

/** For how many days an enrolment file can be used at most, because it is a key. */
export const longestDays = 90;

const person = nameOrId('somebody who is enrolled', 'plainsight org people');
const viewer = nameOrId('a viewer', 'plainsight org viewers');
const settings = fileToRead('a notice and its settings', 'notice.json');
const user = parsed(
  'USER',
  'a user at the bucket’s provider: letters, digits and +=,.@-_, such as device-ada',
  storeUserSchema,
  'has other characters, or more than 64',
);
const code = parsed(
  'CODE',
  'the code that the person reads out, such as 0123-4567-89AB-CDEF-GHJK',
  z.string().regex(/^[0-9a-z][0-9a-z _-]{0,60}$/i),
  'holds something that no code does',
);

const common = { folder: orgFolder, 'passphrase-file': passphraseFile };
const recovery = { recovery: recoveryFile, 'recovery-passphrase-file': passphraseFile };
const span = { from: day, to: day };
const withRecovery = [['recovery-passphrase-file', 'with', 'recovery']] as const;

interface More {
  readonly texts?: Readonly<Record<string, OptionKind>>;
  readonly switches?: readonly string[];
  readonly needs?: readonly string[];
  readonly pairs?: NonNullable<Form['pairs']>;
  readonly word?: NonNullable<Form['word']>;
}

function onFolder(action: string, { texts, switches = [], needs = [], ...more }: More = {}): Form {
  const called = `plainsight org ${action}`;
  return { called, action, texts: { ...common, ...texts }, switches, needs: ['folder', ...needs], ...more };
}

function onBucket(action: string, { texts, needs = [], ...more }: More = {}): Form {
  return onFolder(action, { texts: { bucket: bucketFile, ...texts }, needs: ['bucket', ...needs], ...more });
}

const { contact, address, email, phone, jurisdiction } = controllerSchema.shape;

/** Every action of `plainsight org` with its options: what stands in none of them is refused. */
export const orgForms: readonly Form[] = [
  onBucket('create', {
    texts: {
      folder: folderToMake('the organisation’s keys', '/home/admin/org'),
      name: name('the organisation', 'Example Ltd'),
      contact: parsed('TEXT', 'the name of a person or office, of 1 to 200 characters', contact, 'is none'),
      address: parsed('TEXT', 'a postal address, of up to 500 characters', address, 'is none', 500),
      email: parsed('EMAIL', 'an address such as privacy@example.com', email, 'is none'),
      phone: parsed('NUMBER', 'a number such as +49 30 1234567, of 3 to 50 characters', phone, 'is none', 50),
      country: parsed('CODE', 'the two capital letters of a country: DE, ES, …', jurisdiction, 'is something else'),
      settings,
      'minimum-age': wholeNumber(16, 99, 18),
      keys: oneOf('KIND', 'x25519', 'hybrid'),
    },
    needs: ['name', 'email', 'address', 'phone', 'country'],
  }),
  onBucket('update', { texts: { settings }, needs: ['settings'] }),
  onBucket('enrol', {
    texts: {
      name: name('a new person', 'Ada Lovelace'),
      zone,
      person,
      device: id('ID', 'plainsight org enrol'),
      out: fileToMake('the enrolment', 'ada.plainsight'),
      'valid-days': wholeNumber(1, longestDays, 14),
      user,
      store: storeFolder,
      'device-bucket': bucketFile,
    },
    switches: ['link'],
    needs: ['out'],
    pairs: [
      ['name', 'not', 'person'],
      ['device', 'with', 'person'],
      ['zone', 'with', 'name'],
      ['store', 'not', 'device-bucket'],
    ],
  }),
  onBucket('devices', { word: { ...person, isNeeded: false } }),
  onBucket('confirm', { texts: { code }, word: { ...person, isNeeded: true } }),
  onBucket('viewer', {
    texts: {
      name: name('a new viewer', 'Grace Hopper'),
      out: fileToMake('the viewer’s file', 'grace.json'),
      people: severalNames,
      user,
      store: storeFolder,
      'viewer-bucket': bucketFile,
      ...span,
      ...recovery,
    },
    needs: ['name', 'out'],
    pairs: [
      ['store', 'not', 'viewer-bucket'],
      ['from', 'with', 'people'],
      ['to', 'with', 'people'],
      ['recovery', 'with', 'people'],
      ...withRecovery,
    ],
  }),
  onBucket('give', {
    texts: { viewer, people: severalNames, store: storeFolder, ...span, ...recovery },
    needs: ['viewer', 'people'],
    pairs: withRecovery,
  }),
  onBucket('take', {
    texts: { viewer, people: severalNames, store: storeFolder, ...span, ...recovery },
    switches: ['rewrap'],
    needs: ['viewer', 'people'],
    pairs: [...withRecovery, ['rewrap', 'with', 'recovery']],
  }),
  onBucket('remove-viewer', {
    texts: { viewer, store: storeFolder, ...recovery },
    switches: ['rewrap'],
    needs: ['viewer'],
    pairs: [...withRecovery, ['rewrap', 'with', 'recovery']],
  }),
  onBucket('team', {
    texts: {
      people: severalNames,
      team: text('NAME', 'the name of a team of at most 100 characters, such as North', 100),
      from: day,
    },
    switches: ['leave'],
    needs: ['people'],
    pairs: [['team', 'not', 'leave']],
  }),
  onBucket('policy', {
    texts: {
      for: oneOf('SERVER', 'aws', 'ceph'),
      out: folderToMake('the policies', 'policies'),
      owner: { ...user, takes: 'the user of the gateway whose bucket it is, such as admin' },
    },
    needs: ['for', 'out'],
  }),
  onFolder('people'),
  onFolder('viewers'),
];
