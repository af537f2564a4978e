import { recordIdSchema } from '../../../core/ids.ts';
import { rightKinds } from '../../../core/rights/right-request.ts';
import type { CliCommand } from '../../cli-command.ts';
import { day, name, nameOrId, oneOf, parsed, text } from '../../option-kinds.ts';
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
      .pair('complain-to', 'with', 'refuse')
      .takes('confirm', name('the person once more', 'Grace Hopper'), 'with --fulfil, where everything is to be erased')
      .takes('copies-until', day, 'with --fulfil of an erasure: until when copies of the bucket are kept')
      .pair('confirm', 'with', 'fulfil')
      .pair('copies-until', 'with', 'fulfil'),
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
