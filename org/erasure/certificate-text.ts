import { erasedOn } from '../../core/organisation/erasure.ts';
import { printableLine } from '../../core/shown-text.ts';
import type { Certificate, CountedFolder } from './certificate.ts';
import { orderInWords } from './order-words.ts';

/** What each folder holds, as people are told it. */
const holds: Readonly<Record<string, string>> = {
  'days-keys': 'keys to what was recorded',
  'shot-keys': 'keys to pictures',
  months: 'sums and texts of months',
  sums: 'sums of days',
  latest: 'what computers wrote last',
  days: 'what was recorded: segments, chains, packs',
  shots: 'pictures and their sheets',
  timesheets: 'weeks that were handed in',
  requests: 'answers and replies of managers',
  consent: 'decisions about consent: the organisation has to be able to show them (GDPR Art. 7(1))',
  views: 'receipts of who looked: for accounting for it, and for claims (Art. 5(2), 17(3)(e))',
  devices: 'cards of computers, with which those decisions are checked',
  'card.age': 'the name that those decisions belong to',
  'access.json': 'this order, and who may open later days',
};

const versioningWords = {
  on: 'It keeps versions.',
  suspended: 'It kept versions once.',
  off: 'It keeps no versions.',
  unknown: 'Whether it keeps versions it does not say; those that it listed were deleted.',
} as const;

/** How many that are left are named one by one; the signed document has all. */
const mostNamed = 100;

/** The certificate as people read it. */
export function certificateText(certificate: Certificate): string {
  const { order, store, erased, days, list, left, stays } = certificate;
  const lines = [
    'Certificate of erasure',
    '',
    `Organisation   ${certificate.organisation}`,
    `Person         ${certificate.name} (${certificate.person})`,
    `Order          ${order.id} of ${erasedOn(order)}: ${orderInWords(order)}`,
    `Carried out    ${time(certificate.startedAt)} to ${time(certificate.verifiedAt)}, by ${certificate.by}, with Plainsight ${certificate.program}`,
    `Store          ${store.host}, bucket ${store.bucket}. ${versioningWords[store.versioning[0] ?? 'unknown']}`,
    ...(store.keysBucket === null
      ? []
      : [
          `               keys in the bucket ${store.keysBucket}. ${versioningWords[store.versioning[1] ?? 'unknown']}`,
        ]),
    '',
    'What was erased',
    '  Counted is what was deleted from the folder of whoever carried this out. What another administrator deleted by the',
    '  same order, before or since, is in the list and the certificate in theirs.',
    ...erased.map((each) => `  ${each.called.padEnd(12)} ${amounts(each)}: ${holds[each.called] ?? each.called}`),
    `  of ${days.length} days${days.length === 0 ? '' : `, the first ${days[0]}, the last ${days.at(-1)}`}`,
    `  Each of the ${list.versions} versions is named in ${order.id}.list (SHA-256 ${list.sha256}).`,
    '',
    'Method',
    '  Everything was sealed on the person’s computer before it came to the bucket (age, published as age-encryption.org/v1).',
    '  The order was signed and published first. Then every version of the keys was deleted, then every version of what',
    '  they opened, each by its own name (DeleteObjects), so that no version is hidden behind a marker.',
    '',
    'How it was verified',
    `  All versions were listed once more at ${time(certificate.verifiedAt)}: ${left.length === 0 ? 'nothing was there.' : `${left.length} versions were still there, or the store had refused to delete them.`}`,
    ...left
      .slice(0, mostNamed)
      .map(({ key, version, code }) => `  still there: ${key}, version ${version}: ${why(code)}`),
    ...(left.length > mostNamed ? [`  and ${left.length - mostNamed} more, named in ${order.id}.json`] : []),
    '',
    'What may still be elsewhere',
    ...copyLines(certificate),
    '  The person’s computer erases the same of its own by the signed order, once it is on and reaches the bucket.',
    '  What a viewer exported, printed or wrote down is not reached by this.',
    ...(order.classes.includes('weeks') || !order.classes.includes('days')
      ? []
      : [
          '  Answers of managers to entries of these days stay: they are sealed, and nobody can tell which day they are about.',
        ]),
    '',
    'What stays in the bucket',
    ...stays.map(
      ({ called, versions }) => `  ${called.padEnd(12)} ${versions} versions: ${holds[called] ?? 'not of these days'}`,
    ),
    '',
  ];
  return `${lines.map((line) => printableLine(line, 4_000)).join('\n')}\n`;
}

function copyLines({ copies, store }: Certificate): string[] {
  const until =
    copies.until === null
      ? 'Until when such copies are kept was not said.'
      : `Such copies are kept until ${copies.until}.`;
  if (copies.open)
    return [
      '  Keys and content lay in one bucket. A copy of it that was taken before, such as a backup or a replica, still opens',
      `  with the keys of those who could open these days: the person, recovery, viewers. ${until}`,
      '  Whoever restores one has to delete what the list names.',
    ];
  return [
    '  The keys lay in a bucket of their own. Of what was recorded on these days a copy of the other one that was taken',
    '  before opens nothing: no segment, no picture, no sum.',
    ...(copies.sealedToPeople.length === 0
      ? []
      : [
          `  ${copies.sealedToPeople.join(', ')} ${copies.sealedToPeople.length === 1 ? 'is' : 'are'} sealed to people, not with keys of days: such a copy still opens those to who could read them. ${until}`,
        ]),
    `  A copy of the bucket ${store.keysBucket ?? 'of keys'} that was taken before would open all: it must have none. So`,
    '  would one of the other bucket from a time when keys still lay in it.',
  ];
}

function amounts({ objects, versions, markers, bytes }: CountedFolder): string {
  const also = markers === 0 ? '' : `, ${markers} markers`;
  return `${objects} objects, ${versions} versions${also}, ${bytes} bytes`;
}

function why(code: string | null): string {
  return code === null
    ? 'it came after the listing'
    : `the store refused to delete it (${code}): it is locked or held, or this credential may not`;
}

function time(at: number): string {
  return `${new Date(at).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}
