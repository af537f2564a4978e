import { mostAboutPerson } from '../../core/organisation/about-person.ts';
import type { Access } from '../../core/organisation/access.ts';
import type { Enrolment } from '../../core/organisation/organisation.ts';
import type { AdministratorChange } from '../../ipc/employee-access-log.ts';
import { openViewerName } from '../../seal/viewer-name.ts';

/** What administrators changed about the person, as it was signed for them, the newest first. */
export function administratorChanges(
  { changes = [] }: Pick<Access, 'changes'>,
  { person, enrolmentKey }: Pick<Enrolment, 'person' | 'enrolmentKey'>,
): { readonly changes: AdministratorChange[]; readonly isWhole: boolean } {
  const nameOf = (id: string, sealed: string | undefined) =>
    openViewerName(enrolmentKey, { person, viewer: id }, sealed);
  const told = changes.map(({ at, by, sealedBy, change }) => ({
    ...{ at, change, by: nameOf(by, sealedBy) },
    viewer: change.what === 'access' ? nameOf(change.viewer, change.sealedName) : null,
  }));
  return { changes: told.reverse(), isWhole: changes.length < mostAboutPerson };
}
