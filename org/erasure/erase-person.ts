import { dayNamed } from '../../bucket/erasing/erased-folders.ts';
import { personFolder } from '../../bucket/layout.ts';
import type { BucketSettings } from '../../bucket/settings.ts';
import { storageOf } from '../../bucket/settings.ts';
import type { VersionStore } from '../../bucket/version-store.ts';
import type { Day } from '../../core/ids.ts';
import { ok, type Result } from '../../core/result.ts';
import { signDocument } from '../../seal/signing.ts';
import { type PublishingSteps, putIntoEffect } from '../access-steps.ts';
import { type Administration, type KnownPerson, keysOf } from '../administration.ts';
import { type Certificate, type CountedFolder, certificateSchema, countErased, countIn } from './certificate.ts';
import { certificateText } from './certificate-text.ts';
import { type EraseOptions, eraseVersions, versionsIn } from './erase-versions.ts';
import { foldersOf, isSealedToPeople, staysBeside } from './erasure-folders.ts';
import { type ErasureRequest, type OrderedErasure, orderErasure } from './erasure-order.ts';
import type { ErasureRecord } from './erasure-record.ts';

export interface ErasingSteps extends PublishingSteps, Pick<EraseOptions, 'onProgress'> {
  readonly versions: VersionStore;
  readonly settings: BucketSettings;
  /** Where what became of the order is kept. */
  readonly recordOf: (order: OrderedErasure['order']) => ErasureRecord;
  readonly now: () => number;
  /** Told once the order is known, before anything of the bucket is asked. */
  readonly onOrder: (ordered: OrderedErasure) => void;
}

export interface ErasedBy {
  readonly by: string;
  readonly program: string;
  /** Until when copies of the bucket are kept; null: not said. */
  readonly copiesUntil: Day | null;
}

/** What would go and what would stay. */
export interface ErasurePlan {
  readonly erased: readonly CountedFolder[];
  readonly days: readonly Day[];
}

/** What an order would delete now. Nothing is changed. */
export async function planErasure(
  request: Pick<ErasureRequest, 'person' | 'from' | 'to' | 'classes'>,
  { versions, settings }: Pick<ErasingSteps, 'versions' | 'settings'>,
): Promise<Result<ErasurePlan>> {
  const { person } = request;
  const folders = foldersOf(settings.prefix, person, request).flat();
  const found = await versionsIn(folders, versions);
  if (!found.ok) return found;
  const all = [...found.value.values()].flat();
  const days = all.flatMap(({ key }) => dayNamed(settings.prefix, person, key) ?? []);
  return ok({
    erased: [...found.value].map(([{ called }, of]) => countIn(called, of)),
    days: [...new Set(days)].sort(),
  });
}

/**
 * Erases days of a person, in this order:
 *
 * 1. The order is written into the administration; everything else is a consequence of it.
 * 2. It is published in the person's access, on their card and in viewers' directories.
 * 3. Keys go, then sums and what computers wrote last, then the rest; each is listed, noted and
 *    deleted by its version.
 * 4. Everything is listed once more, and the certificate is written.
 *
 * Each step can be repeated: given again after a crash or a refusal, it goes on with the same order.
 */
export async function erasePerson(
  before: Administration,
  known: Pick<KnownPerson, 'person' | 'name'>,
  request: Omit<ErasureRequest, 'person'>,
  about: ErasedBy,
  steps: ErasingSteps,
): Promise<Result<Certificate>> {
  const { person } = known;
  const { versions, settings, now } = steps;
  const startedAt = now();
  const ordered = orderErasure(before, { ...request, person });
  if (!ordered.ok) return ordered;
  const { administration, order, viewers } = ordered.value;
  steps.onOrder(ordered.value);
  const told = await putIntoEffect(administration, { people: [person], viewers, at: request.at }, steps);
  if (!told.ok) return told;
  const record = steps.recordOf(order);
  const folders = foldersOf(settings.prefix, person, order);
  const left = await eraseVersions(folders, {
    store: versions,
    journal: record,
    ...(steps.onProgress === undefined ? {} : { onProgress: steps.onProgress }),
  });
  if (!left.ok) return left;
  const [stays, versioning, noted] = [
    await versions.list({ prefix: personFolder(settings.prefix, person) }),
    await versions.versioning(),
    await record.noted(),
  ];
  if (!stays.ok) return stays;
  if (!versioning.ok) return versioning;
  if (!noted.ok) return noted;
  const { erased, days, versions: gone } = countErased(noted.value.versions, left.value, folders.flat());
  const { host } = storageOf(settings);
  const certificate = certificateSchema.parse({
    format: 'plainsight-erasure/1',
    ...{ organisation: administration.document.name, person, name: known.name, order, ...{ by: about.by } },
    ...{ program: about.program, startedAt, verifiedAt: now() },
    store: { host, bucket: settings.bucket, keysBucket: settings.keysBucket ?? null, versioning: versioning.value },
    ...{ erased, days },
    list: { versions: gone, sha256: noted.value.sha256 },
    left: left.value.map(({ key, version, code }) => ({ key, version, code })),
    stays: [...staysBeside(settings.prefix, person, stays.value)].map(([called, of]) => ({ called, versions: of })),
    copies: {
      open: settings.keysBucket === undefined,
      sealedToPeople: erased.flatMap(({ called, objects }) =>
        objects > 0 && isSealedToPeople(called) ? [called] : [],
      ),
      until: about.copiesUntil,
    },
  });
  const signed = signDocument(certificate, keysOf(administration).signing.privateKey);
  const written = await record.certify(signed, certificateText(certificate));
  return written.ok ? ok(certificate) : written;
}
