import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { consentFolder, devicesListed, isShotName, personFolder } from '../../../bucket/layout.ts';
import type { PrefixedStore } from '../../../bucket/object-store.ts';
import { isOfObject } from '../../../bucket/sizes.ts';
import { readConsentDocument } from '../../../core/consent/consent-record.ts';
import type { ActivityRecord } from '../../../core/day/activity.ts';
import type { Day, ShotId } from '../../../core/ids.ts';
import type { Language } from '../../../core/language.ts';
import { type Problem, problem } from '../../../core/problem.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { type ArchiveSource, type BesideTable, makeArchive } from '../../../core/rights/access-archive.ts';
import { type ArchiveWords, archiveWords } from '../../../core/rights/archive-pages.ts';
import { knownZone } from '../../../core/time/calendar.ts';
import { utcText } from '../../../core/time/local-time.ts';
import { diskProblem } from '../../../disk/durable-file.ts';
import { t } from '../../../messages/define.ts';
import { archiveMessages } from '../../../messages/employee/rights/archive.ts';
import { problemText } from '../../../messages/problem-text.ts';
import { type Administration, findPerson } from '../../../org/administration.ts';
import { type PersonRights, readDesk } from '../../../org/requests/right-desk.ts';
import { type Identity, openWith } from '../../../seal/age.ts';
import { publicKeySchema, readDocument } from '../../../seal/signing.ts';
import { readingProcess } from '../../../viewer/day/reading-process.ts';
import { Recovery } from '../../../viewer/day/recovery.ts';
import { segmentWorker } from '../../../viewer/day/segment-worker.ts';
import { writeReceipt } from '../../../viewer/session/receipt.ts';
import { recoverySigner } from '../../open/day-opener.ts';
import { inOption, usageProblem } from '../../outcome.ts';
import { type BucketRequest, type Done, withStore } from '../org-request.ts';
import { recoveryFrom } from '../org-rewrap.ts';
import { today } from './org-requests.ts';

type Card = Parameters<Recovery['devices']>[0] & { readonly name: string; readonly zone: string | null };

/** Makes the archive of a person's with a recovery key: the receipt first, as for every look. */
export async function archiveFor(request: BucketRequest): Done {
  const { adminFile, word = '', values, say } = request;
  const language = (values.language ?? 'en') as Language;
  const identity = await recoveryFrom(request);
  if (!identity.ok) return identity;
  if (identity.value === null) return fail(usageProblem('Give --recovery FILE: only a recovery key opens every day.'));
  const administration = await adminFile.readWithSelf();
  if (!administration.ok) return administration;
  const known = findPerson(administration.value, word);
  if (!known.ok) return known;
  const own = identity.value;
  const out = values.out ?? '';
  const worker = segmentWorker(() => readingProcess());
  try {
    return await withStore(request.bucket, async (store) => {
      const place = { store, prefix: request.bucket.settings.prefix };
      const { signing, organisationKey = signing.publicKey } = administration.value;
      const from = new Recovery({ ...place, identity: own, organisationKey, readSegments: worker.read });
      const card = await from.card(known.value.person);
      if (!card.ok) return card;
      const days = await from.days(card.value.person);
      if (!days.ok) return days;
      const told = await tell(administration.value, card.value, days.value, values.reason ?? '', place);
      if (!told.ok) return told;
      const desk = await readDesk(administration.value, [card.value], place, today());
      if (!desk.ok) return desk;
      const consents = await readConsents(card.value, own, place);
      if (!consents.ok) return consents;
      const words = Object.fromEntries(archiveWords.map((each) => [each, t(archiveMessages, language, each)]));
      const made = await inFile(out, (onPart) =>
        makeArchive(
          sourceFrom(from, card.value),
          {
            ...{ days: days.value, zone: knownZone(card.value.zone), now: Date.now(), language, answers: null },
            about: {
              [words.who ?? '']: card.value.name,
              [words.organisation ?? '']: administration.value.document.name,
            },
            beside: [looksAside(words), consents.value.table(words), requestsIn(words, desk.value)],
            files: consents.value.files,
            words: words as ArchiveWords,
          },
          onPart,
          new AbortController().signal,
          ({ day, done, of }) => say(`${day}: ${done} of ${of}`),
        ),
      );
      if (!made.ok) return made;
      const { pictures, missing, why } = made.value;
      return ok([
        `${out}: ${made.value.days} days, ${pictures} screenshots, of ${card.value.name}. It is not encrypted: hand it over safely.`,
        'Receipts of who looked are not in it: they are sealed to the person’s own computers. Their page My rights makes a file with them.',
        ...(missing === 0
          ? []
          : [
              `${missing} could not be read; missing.txt names them. ${why === null ? '' : problemText('en', why).what}`,
            ]),
      ]);
    });
  } finally {
    worker.close();
  }
}

/** The person reads of it, whatever becomes of the file. */
async function tell(
  administration: Administration,
  { person, devices }: Card,
  days: readonly Day[],
  reason: string,
  place: PrefixedStore,
): Promise<Result<unknown>> {
  const sorted = days.toSorted();
  const look = {
    look: 'export',
    day: sorted[0] ?? today(),
    to: sorted.at(-1) ?? today(),
    reason,
    detail: 'zip',
  } as const;
  return writeReceipt(place, await recoverySigner(administration), person, look, Date.now(), devices);
}

/** Days by recovery, each checked before it is opened. Pictures of one day at a time are held, once the first of them is asked for. */
function sourceFrom(from: Recovery, card: Card): ArchiveSource {
  let held: { readonly day: Day; readonly pictures: ReadonlyMap<string, Uint8Array> } | null = null;
  const open = async (
    day: Day,
    visit: (name: string, plain: Uint8Array) => void,
  ): Promise<Result<ActivityRecord[]>> => {
    for (const gone of [await from.erasedDay(card, day), await from.expiredDay(card, day)]) {
      if (!gone.ok) return gone;
      if (gone.value !== null) return fail(gone.value);
    }
    const found = await from.devices(card, day);
    if (!found.ok) return found;
    const records: ActivityRecord[] = [];
    let broken: Problem | null = found.value.devices.length === 0 ? problem('day-empty', { day }) : null;
    for (const device of found.value.devices) {
      const opened = await from.open(card, day, device, async ({ name }, plain) => visit(name, plain));
      if (!opened.ok) return opened;
      if (opened.value.records !== null) records.push(...opened.value.records);
      else broken ??= opened.value.problem;
    }
    return broken === null || records.length > 0 ? ok(records) : fail(broken);
  };
  return {
    records: (day) => open(day, () => {}),
    picture: async (id: ShotId, day) => {
      if (held?.day !== day) {
        const pictures = new Map<string, Uint8Array>();
        const opened = await open(day, (name, plain) => {
          if (isShotName(name)) pictures.set(name.slice('shots/'.length, -'.webp.age'.length), Uint8Array.from(plain));
        });
        if (!opened.ok) return opened;
        held = { day, pictures };
      }
      const picture = held.pictures.get(id);
      return picture === undefined ? fail(problem('picture-missing')) : ok(picture);
    },
  };
}

interface Consents {
  readonly files: { readonly name: string; readonly text: string }[];
  readonly table: (words: Words) => BesideTable;
}

type Words = Readonly<Record<string, string>>;

/** Decisions that a confirmed device signed. */
async function readConsents(
  { person, devices }: Card,
  identity: Identity,
  { store, prefix }: PrefixedStore,
): Promise<Result<Consents>> {
  const folders = await store.listFolders(`${personFolder(prefix, person)}consent/`);
  if (!folders.ok) return folders;
  const files: Consents['files'] = [];
  const rows: string[][] = [];
  let unread = 0;
  for (const device of devicesListed(folders.value)) {
    const key = devices.find((each) => each.device === device)?.publicKey;
    const folder = consentFolder(prefix, person, device);
    const listed = await store.list(folder);
    if (!listed.ok) return listed;
    for (const { key: name } of listed.value) {
      const got = await store.get(name);
      if (!got.ok && !isOfObject(got.problem)) return got;
      const opened = got.ok ? await openWith(identity, got.value) : null;
      const said = opened === null || key === undefined ? undefined : readDocument(opened, publicKeySchema.parse(key));
      const read = readConsentDocument(said);
      if (read === null || read.person !== person || read.device !== device || opened === null) {
        unread += 1;
        continue;
      }
      const { at, purpose, event } = read.entry;
      rows.push([utcText(at), purpose, event]);
      files.push({
        name: `consent/${device}/${name.slice(folder.length, -'.age'.length)}`,
        text: Buffer.from(opened).toString(),
      });
    }
  }
  rows.sort(([a = ''], [b = '']) => (a < b ? -1 : 1));
  const table = (words: Words): BesideTable => ({
    ...{ called: 'consent', head: [words.when ?? '', words.what ?? '', words.consent ?? ''], rows, json: rows },
    lacks: unread === 0 ? null : `${words.missing}: ${unread}`,
  });
  return ok({ files, table });
}

function looksAside(words: Words): BesideTable {
  return { called: 'looks', head: [], rows: [], json: null, lacks: words.receipts ?? '' };
}

function requestsIn(words: Words, people: readonly PersonRights[]): BesideTable {
  const requests = people.flatMap(({ standing }) => standing);
  const rows = requests.map(({ on, asked, state, words: said }) => [on, asked.kind, asked.text, state, said ?? '']);
  const head = [words.when ?? '', words.what ?? '', words.why ?? '', words.requests ?? '', ''];
  return { called: 'requests', head, rows, json: requests, lacks: null };
}

/** For this account alone, and nothing of it where it could not be finished. */
async function inFile<T>(path: string, make: (onPart: (part: Uint8Array) => void) => Promise<Result<T> | null>) {
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    return fail(inOption('out', diskProblem(error, path)));
  }
  let isWhole = false;
  try {
    const made = await make((part) => {
      for (let at = 0; at < part.length; ) at += writeSync(file, part, at);
    });
    isWhole = made?.ok === true;
    return made ?? fail(problem('cancelled'));
  } catch (error) {
    return fail(diskProblem(error, path));
  } finally {
    closeSync(file);
    if (!isWhole) rmSync(path, { force: true });
  }
}
