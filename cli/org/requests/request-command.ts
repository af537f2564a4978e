import { recordIdSchema } from '../../../core/ids.ts';
import { languages } from '../../../core/language.ts';
import { rightKinds } from '../../../core/rights/right-request.ts';
import type { CliCommand } from '../../cli-command.ts';
import {
  day,
  fileToMake,
  name,
  nameOrId,
  oneOf,
  parsed,
  passphraseFile,
  recoveryFile,
  text,
} from '../../option-kinds.ts';
import { OrgAction } from '../org-action.ts';

const person = nameOrId('somebody who is enrolled', 'plainsight org people');
const request = parsed(
  'ID',
  'an id of 26 letters and digits, as plainsight org requests lists them',
  recordIdSchema,
  'is no id',
);
const words = (what: string) => text('TEXT', `${what}, in 3 to 2000 characters`, 2_000, 3);
const by = name('whoever answers', 'Ada Lovelace');

/** `plainsight org requests`, `answer` and `request-for`: what people ask of their rights. */
export function requestCommands(): CliCommand[] {
  return [
    new OrgAction('requests', 'list what people ask of their rights, what is overdue first')
      .description(
        'Lists what people ask of their rights (access, rectification, erasure, restriction, objection), until when it is to be answered and how many days are left, what is overdue first. --all lists what is over too.',
      )
      .onBucket()
      .takes('person', person, 'of one person alone')
      .option('--all', 'what was answered and withdrawn too'),
    new OrgAction('answer', 'answer what somebody asks of their rights')
      .description(
        'Answers a request. The answer is signed, the person reads it on their own page, and nobody can replace it. --extend says that it takes longer, once and before the first deadline. --refuse takes a reason and where to complain. --fulfil of an erasure carries it out first, as plainsight erase does; that of a restriction is taken once no viewer may open any day of the person.',
      )
      .onBucket()
      .takesWord(request, true)
      .needs('by', by, 'who answers: the person reads it')
      .option('--begin', 'somebody is at it')
      .option('--extend', 'it takes longer, as the law allows')
      .option('--fulfil', 'it was done')
      .option('--refuse', 'it is not done')
      .pair('begin', 'not', 'extend')
      .pair('begin', 'not', 'fulfil')
      .pair('begin', 'not', 'refuse')
      .pair('extend', 'not', 'fulfil')
      .pair('extend', 'not', 'refuse')
      .pair('fulfil', 'not', 'refuse')
      .takes('reason', words('why it takes longer or is refused, or what was done'), 'what the person is told')
      .takes('complain-to', words('the authority, with its address'), 'with --refuse: where the person can complain')
      .takes('confirm', name('the person once more', 'Grace Hopper'), 'with --fulfil, where everything is to be erased')
      .takes('copies-until', day, 'with --fulfil of an erasure: until when copies of the bucket are kept')
      .takes('today', day, 'with --fulfil of an erasure: which day it is, where nobody has recorded for two weeks'),
    new OrgAction('archive', 'make one file of everything of a person, with a recovery key')
      .description(
        'Makes one file of everything of a person that the bucket holds and a recovery key opens, for whoever cannot make it on their own page: a page to read for each day, tables, screenshots, decisions about consent, requests, a manifest of hashes, and what ActivityWatch imports. The person reads a receipt of it, which is left first. The file is not encrypted.',
      )
      .onBucket()
      .takesWord(person, true)
      .needs('recovery', recoveryFile, 'a recovery key: it opens every day')
      .takes('recovery-passphrase-file', passphraseFile, "its passphrase, where it is not the organisation's")
      .needs('reason', text('TEXT', 'why it is made, in at most 500 characters', 500), 'why: the person reads it')
      .needs('out', fileToMake('the archive', 'grace.zip'), 'the file, written for this account only')
      .takes('language', oneOf('LANGUAGE', ...languages), 'of its pages: en, unless given'),
    new OrgAction('request-for', 'record what somebody asked by letter, such as one who has left')
      .description(
        'Records what somebody asked on another way than their own page: by letter, or after they have left. How it was established who asks is recorded with it; do not ask for a copy of an identity card.',
      )
      .onBucket()
      .takesWord(person, true)
      .needs('kind', oneOf('KIND', ...rightKinds), 'what is asked')
      .needs(
        'identity-by',
        text('TEXT', 'how it was established who asks, such as "called back on the number on file"', 500, 3),
        'how you know who asks',
      )
      .needs('by', by, 'who records it')
      .takes('received', day, 'when it came: the deadline counts from then; today, unless given')
      .takes('text', words('what was asked'), 'in their words; has to be there for a rectification and an objection')
      .takes('from', day, 'of an erasure: the first day')
      .takes('to', day, 'of an erasure: the last day')
      .option('--pictures', 'of an erasure: screenshots alone')
      .option('--everything', 'of an erasure: everything')
      .pair('everything', 'not', 'pictures')
      .pair('everything', 'not', 'from')
      .pair('everything', 'not', 'to'),
  ];
}
