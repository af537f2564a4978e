import { type Organisation, organisationSchema, type PurposeNotice } from '../../core/organisation/organisation.ts';
import { formerlyKeptBy } from '../../core/organisation/retention.ts';
import type { Administration } from '../administration.ts';

/** What is asked for, and whatever else of the document is another. */
interface ChangedNotice {
  readonly purposes: readonly PurposeNotice[];
}

/** The document with another notice, one version on. Throws where it is none: whoever typed it was told before. */
export function documentWith(document: Organisation, notice: ChangedNotice): Organisation {
  const formerlyKept = formerlyKeptBy(document, notice);
  return organisationSchema.parse({ ...document, ...notice, formerlyKept, version: document.version + 1 });
}

/** The administration that publishes it. */
export function withNotice(administration: Administration, notice: ChangedNotice): Administration {
  return { ...administration, document: documentWith(administration.document, notice) };
}
