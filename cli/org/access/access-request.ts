import type { DaySpan } from '../../../core/organisation/access.ts';
import { fail, ok, type Result } from '../../../core/result.ts';
import { everyDay } from '../../../org/access.ts';
import type { AccessSteps } from '../../../org/access-steps.ts';
import { type Administration, type KnownPerson, type KnownViewer, reachedBy } from '../../../org/administration.ts';
import { credentialOf } from '../../../org/viewer-credential.ts';
import type { Identity } from '../../../seal/age.ts';
import { usageProblem } from '../../outcome.ts';
import { peopleFrom, spanFrom, viewerFrom } from '../org-choices.ts';
import { type BucketRequest, stepsIn } from '../org-request.ts';
import { recoveryFrom, rewrap } from '../org-rewrap.ts';

/** Which days of whom a command is about, and for which viewer. */
export interface AccessRequest {
  readonly administration: Administration;
  readonly viewer: KnownViewer;
  readonly people: readonly KnownPerson[];
  readonly span: DaySpan;
  /** Of recovery: opens the days that are there already. Null: their keys stay as they are. */
  readonly identity: Identity | null;
}

/** What was typed, with what it names. A viewer is removed from everybody and every day. */
export async function accessFrom(
  request: BucketRequest,
  what: 'give' | 'take' | 'remove',
): Promise<Result<AccessRequest>> {
  const { adminFile, values, switches } = request;
  const span = what === 'remove' ? ok(everyDay) : spanFrom(values);
  if (!span.ok) return span;
  const recovery = await recoveryFrom(request);
  if (!recovery.ok) return recovery;
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const viewer = viewerFrom(administration.value, values);
  if (!viewer.ok) return viewer;
  const people =
    what === 'remove' ? ok(reachedBy(administration.value, viewer.value)) : peopleFrom(administration.value, values);
  if (!people.ok) return people;
  return ok({
    administration: administration.value,
    viewer: viewer.value,
    people: people.value,
    span: span.value,
    identity: what === 'give' || switches.has('rewrap') ? recovery.value : null,
  });
}

/** The change that is asked for, as of now. */
export function changeOf({ viewer, people, span }: AccessRequest) {
  const ids = people.map(({ person }) => person);
  return { viewer: viewer.certificate.viewer, people: ids, span, at: Date.now() };
}

/** What the steps of the change are carried out with. Asked before anything is changed. */
export function stepsFor(
  request: BucketRequest,
  { viewer, people, span, identity }: AccessRequest,
): Result<AccessSteps> {
  const credential = credentialOf(viewer, request.values.store, request.bucket.settings);
  if (credential === null)
    return fail(
      usageProblem(
        `The credential of ${viewer.certificate.name} is of an embedded store. Give its folder: --store DIR.`,
      ),
    );
  return ok({
    ...stepsIn(request),
    credential,
    rewrap: identity === null ? null : (after) => rewrap(request, after, people, span, identity),
  });
}

/** What is left to do by hand where the viewer's credential is not of the embedded store. */
export function byHand({ certificate: { name }, accessKeyId }: KnownViewer): string[] {
  return accessKeyId === null
    ? [`The credential of ${name} is not of the embedded store. Give it its new rights: plainsight org policy.`]
    : [];
}
