import type { ObjectStore } from '../bucket/object-store.ts';
import type { ViewerId } from '../core/ids.ts';
import { ok, type Result } from '../core/result.ts';
import { everyDay } from './access.ts';
import { type AccessChange, withAccess, withoutAccess } from './access-changes.ts';
import type { Administration } from './administration.ts';
import { type Concerned, publishChanges } from './publication.ts';
import type { ViewerCredential } from './viewer-credential.ts';

/** Where changes of the administration are written down. */
export interface AdministrationKeeper {
  /** Answers it with what other administrators changed meanwhile; what follows is a consequence of that. */
  write(after: Administration): Promise<Result<Administration>>;
  /** Told once what followed has been published. */
  settle(): Promise<Result<void>>;
}

/** What every change of the administration is put into effect with. */
export interface PublishingSteps {
  readonly file: AdministrationKeeper;
  readonly prefix: string;
  /** Opens the bucket for as long as `work` takes, with an owner's credential. */
  readonly withStore: (work: (store: ObjectStore) => Promise<Result<void>>) => Promise<Result<void>>;
}

/**
 * How access is given, taken and removed. The steps are, in this order:
 *
 * 1. The administration is written, as an entry of the log that all administrators share. What follows is only ever a consequence of it.
 * 2. The viewer's credential gets the rights that the administration says now.
 * 3. Agents are told whom they seal days to, and the viewer whose days they may open.
 * 4. Where it is asked for, the keys of past days are sealed anew.
 *
 * Each step can be repeated, and the first that fails ends the work: given again, it goes on. A
 * team that changes and a device that is confirmed go by the first and third of them.
 *
 * Removing a viewer differs at both ends. Their credential goes first: whatever fails after that,
 * they reach nothing. They leave the administration last: until then the work can be given again.
 */
export interface AccessSteps extends PublishingSteps {
  readonly credential: ViewerCredential;
  /** Answers sentences about what it did. Null where the keys of past days stay as they are. */
  readonly rewrap: ((administration: Administration) => Promise<Result<readonly string[]>>) | null;
}

/** Lets a viewer open days of people. */
export function giveAccess(
  before: Administration,
  change: AccessChange,
  steps: AccessSteps,
): Promise<Result<readonly string[]>> {
  return putIntoEffect(withAccess(before, change), concerned(change), steps);
}

/** Takes days of people from a viewer. */
export function takeAccess(
  before: Administration,
  change: AccessChange,
  steps: AccessSteps,
): Promise<Result<readonly string[]>> {
  return putIntoEffect(withoutAccess(before, change), concerned(change), steps);
}

/** Takes all days of the people of `change` from a viewer, and their credential. */
export async function removeViewer(
  before: Administration,
  change: Omit<AccessChange, 'span'>,
  steps: AccessSteps,
): Promise<Result<readonly string[]>> {
  steps.credential.remove();
  const taken = withoutAccess(before, { ...change, span: everyDay });
  const { credential: _gone, ...left } = steps;
  const done = await effectOf(taken, concerned(change), left);
  if (!done.ok) return done;
  const gone = await steps.file.write(withoutViewer(done.value.administration, change.viewer));
  if (!gone.ok) return gone;
  const settled = await steps.file.settle();
  return settled.ok ? ok(done.value.lines) : settled;
}

/** Writes the administration and carries out what follows from it. */
export async function putIntoEffect(
  after: Administration,
  concerns: Concerned & { readonly at: number },
  steps: PublishingSteps & Partial<AccessSteps>,
): Promise<Result<readonly string[]>> {
  const done = await effectOf(after, concerns, steps);
  return done.ok ? ok(done.value.lines) : done;
}

async function effectOf(
  after: Administration,
  { at, ...concerns }: Concerned & { readonly at: number },
  { file, credential, prefix, withStore, rewrap }: PublishingSteps & Partial<AccessSteps>,
): Promise<Result<{ readonly administration: Administration; readonly lines: readonly string[] }>> {
  const kept = await file.write(after);
  if (!kept.ok) return kept;
  const administration = kept.value;
  const followed = credential?.follow(administration) ?? ok(undefined);
  if (!followed.ok) return followed;
  const published = await withStore((store) => publishChanges(administration, concerns, store, prefix, at));
  if (!published.ok) return published;
  const settled = await file.settle();
  if (!settled.ok) return settled;
  const lines = (await rewrap?.(administration)) ?? ok([]);
  return lines.ok ? ok({ administration, lines: lines.value }) : lines;
}

function concerned({ people, viewer, at }: Omit<AccessChange, 'span'>): Concerned & { readonly at: number } {
  return { people, viewers: [viewer], at };
}

function withoutViewer(administration: Administration, viewer: ViewerId): Administration {
  const viewers = administration.viewers.filter(({ certificate }) => certificate.viewer !== viewer);
  return { ...administration, viewers };
}
