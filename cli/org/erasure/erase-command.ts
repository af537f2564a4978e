import { purposeSchema } from '../../../core/organisation/purpose.ts';
import type { CliCommand } from '../../cli-command.ts';
import { day, id, name, nameOrId, oneOf } from '../../option-kinds.ts';
import { OrgAction } from '../org-action.ts';

const about = `Erases days of a person from the bucket, for good: the keys that open them first, then every version of what they opened, their sums, and what computers wrote last. The order is signed and published before anything goes, so that everybody can tell what was erased from what is missing, and the person's computer erases the same and puts nothing back.

What is recorded for several purposes lies in the same segments, so that only pictures can go alone: --purpose screenshots. --purpose timesheets erases the weeks that were handed in. --everything erases all of these, and what managers answered. What shows that the person agreed, and who looked, stays.

A certificate is written into the folder: what went, and what copies may still hold. Given again with the same last day after it was cut off, or refused, it goes on: the order that it goes on with is named with its days.

An order that a wrong clock made for days to come is ended with --end ORDER: from the last day that is over on it is none any more. What was erased stays erased.`;

/** `plainsight erase`. */
export function eraseCommand(): CliCommand {
  return new OrgAction('erase', 'erase days of a person on request, with a certificate')
    .description(about)
    .onBucket()
    .needs('person', nameOrId('somebody who is enrolled', 'plainsight org people'), 'whose days are erased')
    .takes('from', day, 'the first day; every day that there is, unless given')
    .takes('to', day, 'the last day, within; the last that is over everywhere, unless given')
    .takes('purpose', oneOf('PURPOSE', ...purposeSchema.options), 'what alone is erased: screenshots or timesheets')
    .option('--everything', 'everything of the person until now, weeks and answers too')
    .option('--dry-run', 'says what would go, and changes nothing')
    .takes('by', name('whoever does this', 'Ada Lovelace'), 'who carries it out, for the certificate')
    .takes(
      'confirm',
      name('the person once more', 'Grace Hopper'),
      'with --everything: their name; asked for in a terminal where it is not given',
    )
    .takes('today', day, 'which day it is, where nobody has recorded for two weeks and the clock is right all the same')
    .takes(
      'end',
      id('ORDER', 'plainsight erase'),
      'an order of this person that is also for days to come: it ends with the last day that is over',
    )
    .takes('copies-until', day, 'until when copies of the bucket that were made before are kept, for the certificate')
    .pair('end', 'not', 'from')
    .pair('end', 'not', 'to')
    .pair('end', 'not', 'purpose')
    .pair('end', 'not', 'everything')
    .pair('everything', 'not', 'purpose')
    .pair('everything', 'not', 'from')
    .pair('everything', 'not', 'to');
}
