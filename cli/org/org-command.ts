import { controllerSchema } from '../../core/organisation/organisation.ts';
import { CliCommand } from '../cli-command.ts';
import {
  day,
  fileToMake,
  fileToRead,
  folderToMake,
  id,
  name,
  nameOrId,
  oneOf,
  parsed,
  severalNames,
  storeFolder,
  text,
  wholeNumber,
  zone,
} from '../option-kinds.ts';
import { passphraseVariable } from '../passphrase.ts';
import { administratorCommand, logCommand } from './administrators/administrator-command.ts';
import { code, OrgAction, user } from './org-action.ts';
import { pagesCommand } from './pages/pages-command.ts';
import { requestCommands } from './requests/request-command.ts';

const person = nameOrId('somebody who is enrolled', 'plainsight org people');
const settings = fileToRead('a notice and its settings', 'notice.json');
const { contact, address, email, phone, jurisdiction } = controllerSchema.shape;

const settingsAbout = (unless: string): string =>
  `JSON: shotIntervalMs, holdMs, idleAfterMs, journalMs, segmentMs, rules, hours, shotDetail, sitePaths (true: the path of pages beside their hosts), corrections; purposes: for each what is said of it differently (why, basis, keptDays such as {"least": 90, "most": 120}, seenBy, seenFrom), or null when it is not asked for (timesheets: only where it is named); categories, smallestGroup and timesheetsAlone (true: nothing but the weeks that people hand in leaves their computers). What is left out is as ${unless}`;

const create = (): CliCommand =>
  new OrgAction(
    'create',
    'make an organisation, and publish what it asks for',
    folderToMake('the organisation’s keys', '/home/admin/org'),
  )
    .description(
      'Makes an organisation on a bucket, and publishes what it asks for. The folder holds its keys then, and two recovery files, to be moved to two safe places. Email, address, phone and country say whom people ask about their data, and whose law applies.',
    )
    .onBucket()
    .needs('name', name('the organisation', 'Example Ltd'), 'its name, of at most 200 characters')
    .needs('email', parsed('EMAIL', 'an address such as privacy@example.com', email, 'is none'), 'its e-mail address')
    .needs(
      'address',
      parsed('TEXT', 'a postal address, of up to 500 characters', address, 'is none', 500),
      'where it is',
    )
    .needs(
      'phone',
      parsed('NUMBER', 'a number such as +49 30 1234567, of 3 to 50 characters', phone, 'is none', 50),
      'its telephone',
    )
    .needs(
      'country',
      parsed('CODE', 'the two capital letters of a country: DE, ES, …', jurisdiction, 'is something else'),
      'whose law applies: DE, ES, …',
    )
    .takes(
      'contact',
      parsed('TEXT', 'the name of a person or office, of 1 to 200 characters', contact, 'is none'),
      'the person or office whom people ask',
    )
    .takes('settings', settings, settingsAbout('usual'))
    .takes(
      'minimum-age',
      wholeNumber(16, 99, 18),
      'what a person has to state before they are enrolled: 18, unless given; never below 16',
    )
    .takes(
      'keys',
      oneOf('KIND', 'x25519', 'hybrid'),
      'x25519, or hybrid: post-quantum, larger, and not opened by age before version 1.3',
    );

const update = (): CliCommand =>
  new OrgAction('update', 'change what the organisation asks for')
    .onBucket()
    .needs('settings', settings, settingsAbout('before'));

const projects = (): CliCommand =>
  new OrgAction('projects', 'set the list of projects that timesheets name')
    .description(
      'Publishes the projects that people choose from. Without a list everybody writes names of their own. A project that is no longer in the file ends: it cannot be chosen any more, and sheets still name it.',
    )
    .onBucket()
    .needs('list', fileToRead('projects', 'projects.csv'), 'a table with the columns id, name and ended, or JSON');

const enrol = (): CliCommand =>
  new OrgAction('enrol', 'invite a person, or a further computer of one, by a file')
    .description(
      'Invites a person by a file for one computer: somebody new by --name, a further computer of somebody who is enrolled by --person, or by --again the same person on a computer that was set up anew. The file is a key: hand it over safely. Its credential of the bucket is made in the embedded store by --store, or comes with --device-bucket.',
    )
    .onBucket()
    .needs('out', fileToMake('the enrolment', 'ada.plainsight'), 'the enrolment, written for this account only')
    .takes('name', name('a new person', 'Ada Lovelace'), 'of a new person, of at most 200 characters')
    .takes('zone', zone, "the person's time zone: viewers see a day without records in it")
    .takes('person', person, 'a further computer of somebody who is enrolled')
    .takes('again', person, 'the same person on a computer that was set up anew, or who had left')
    .takes('replaces', id('ID', 'plainsight org devices'), 'with --again: which of several computers was set up anew')
    .takes('device', id('ID', 'plainsight org enrol'), 'one of theirs again, with a new credential')
    .takes('valid-days', wholeNumber(1, 90, 14), 'how long the file can be used: 14 days, unless given')
    .option('--link', 'prints the enrolment as a link too')
    .withCredential('computer', 'device-bucket')
    .pair('name', 'not', 'person')
    .pair('again', 'not', 'person')
    .pair('again', 'not', 'name')
    .pair('replaces', 'with', 'again')
    .pair('device', 'with', 'person')
    .pair('zone', 'with', 'name');

const devices = (): CliCommand =>
  new OrgAction('devices', "list everybody's computers, or one person's, with their codes")
    .onBucket()
    .takesWord(person, false);

const confirm = (): CliCommand =>
  new OrgAction('confirm', 'confirm a computer by the code that its person reads out')
    .description(
      'Confirms a computer by the code that its person reads out from their own screen. Only a device with exactly these keys is confirmed: until then nothing that it wrote is opened, counted or sealed to.',
    )
    .onBucket()
    .takesWord(person, true)
    .takes('code', code, 'what the person reads out; asked for in a terminal where it is not given');

const revoke = (): CliCommand =>
  new OrgAction('revoke', 'take a computer out: it was lost, stolen or given back')
    .description(
      'Gives a confirmed computer a last day. What it wrote of later days is not opened or counted; earlier days stay as they were. Where it still runs it stops at its next contact with the bucket. It can be given again after it was cut off: it goes on.',
    )
    .onBucket()
    .takesWord(text('DEVICE', 'the id of a computer, as plainsight org devices lists it', 40), true)
    .takes('from', day, 'the first day that does not count any more: today, unless given')
    .takes('store', storeFolder, "the embedded store, where the computer's credential is of one: changes its rights");

const end = (): CliCommand =>
  new OrgAction('end', 'somebody leaves: their computers stop, and what was recorded is kept as the notice says')
    .description(
      'Ends that a person takes part. Their computers stop at the next contact with the bucket; who may open earlier days stays as it was. It can be given again after it was cut off: it goes on. By org enrol --again they come back as the same person.',
    )
    .onBucket()
    .takesWord(person, true)
    .takes('on', day, 'their last day, which still counts: today, unless given');

const addViewer = (): CliCommand =>
  new OrgAction('viewer', 'make a viewer, and give them access')
    .description(
      "Makes a viewer, and gives them access where people are named. The viewer's file is a key: hand it over safely. Its credential of the bucket is made in the embedded store by --store, or comes with --viewer-bucket.",
    )
    .onBucket()
    .needs('name', name('a new viewer', 'Grace Hopper'), 'of the viewer, of at most 200 characters')
    .needs('out', fileToMake('the viewer’s file', 'grace.json'), "the viewer's file, written for this account only")
    .withCredential('viewer', 'viewer-bucket')
    .takes('people', severalNames, 'people with commas in between, or all who are enrolled')
    .inSpan()
    .byRecovery()
    .pair('from', 'with', 'people')
    .pair('to', 'with', 'people')
    .pair('recovery', 'with', 'people');

const give = (): CliCommand =>
  new OrgAction('give', 'let a viewer open days of people')
    .description('Lets a viewer open days of people. It can be given again after it was cut off: it goes on.')
    .onBucket()
    .ofViewer()
    .ofPeople()
    .inSpan()
    .byRecovery();

const take = (): CliCommand =>
  new OrgAction('take', 'take days of people from a viewer')
    .description(
      'Takes days of people from a viewer. It can be given again after it was cut off: it goes on. What somebody saw or copied cannot be taken back.',
    )
    .onBucket()
    .ofViewer()
    .ofPeople()
    .inSpan()
    .rewraps();

const removeViewer = (): CliCommand =>
  new OrgAction('remove-viewer', 'take everything from a viewer, and their credential').onBucket().ofViewer().rewraps();

const team = (): CliCommand =>
  new OrgAction('team', 'put people into a team, or out of the one that they are in')
    .onBucket()
    .ofPeople()
    .takes(
      'team',
      text('NAME', 'the name of a team of at most 100 characters, such as North', 100),
      'the team that they are in from then on',
    )
    .option('--leave', 'in no team from then on')
    .takes('from', day, 'the first day; today, unless given')
    .pair('team', 'not', 'leave');

const policy = (): CliCommand =>
  new OrgAction('policy', 'write policies for a bucket at AWS or of Ceph')
    .description('Writes policies, so that everybody may in the bucket what they may by the administration.')
    .onBucket()
    .needs('for', oneOf('SERVER', 'aws', 'ceph'), "for users of IAM, or for a bucket of Ceph's gateway")
    .needs('out', folderToMake('the policies', 'policies'), 'where they are written')
    .takes(
      'owner',
      { ...user, takes: 'the user of the gateway whose bucket it is, such as admin' },
      'with --for ceph: the user whose bucket it is',
    );

export function orgCommand(): CliCommand {
  const lists = [
    new OrgAction('people', 'list everybody who is enrolled'),
    new OrgAction('viewers', 'list the viewers, and what they may open'),
  ];
  return new CliCommand('org', 'make an organisation, enrol people, give access to viewers')
    .description(
      `Makes an organisation on a bucket, changes what it asks for, enrols people, and says who may open whose days. Its keys are sealed with the passphrase in the variable ${passphraseVariable}, or in a file.`,
    )
    .group(
      create(),
      update(),
      projects(),
      enrol(),
      devices(),
      confirm(),
      revoke(),
      end(),
      addViewer(),
      give(),
      take(),
      removeViewer(),
      team(),
    )
    .group(...requestCommands())
    .group(...lists, policy(), administratorCommand(), logCommand(), pagesCommand());
}
