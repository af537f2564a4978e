import type { PersonId, ViewerId } from '../core/ids.ts';
import type { DaySpan } from '../core/organisation/access.ts';
import { problem } from '../core/problem.ts';
import { fail, ok, type Result } from '../core/result.ts';
import type { ListedViewer } from '../ipc/administrator/administrator.ts';
import { giveAccess, takeAccess } from '../org/access-steps.ts';
import { findPerson, findViewer, grantedTo } from '../org/administration.ts';
import { credentialOf } from '../org/viewer-credential.ts';
import type { AdministratorSession } from './session.ts';

/** Who may open days, and whose. */
export async function listedViewers({ administration }: AdministratorSession): Promise<Result<ListedViewer[]>> {
  const read = await administration.read();
  if (!read.ok) return read;
  return ok(
    read.value.viewers.map(({ certificate: { viewer, name }, accessKeyId }) => ({
      ...{ viewer, name, byHand: accessKeyId === null },
      people: grantedTo(read.value, viewer).map(({ card, spans }) => {
        return { person: card.person, name: card.name, spans: [...spans] };
      }),
    })),
  );
}

interface AskedAccess extends DaySpan {
  readonly viewer: ViewerId;
  readonly people: readonly PersonId[];
  readonly effect: 'give' | 'take';
}

/** Gives or takes days. Keys of past days stay as they are: only a recovery key seals them anew, and no page asks for one. */
export async function changeAccess(
  { administration, steps, settings, storeFolder, now }: AdministratorSession,
  { viewer, people, effect, from, to }: AskedAccess,
): Promise<Result<null>> {
  const read = await administration.read();
  if (!read.ok) return read;
  const known = findViewer(read.value, viewer);
  if (!known.ok) return known;
  for (const person of people) {
    const found = findPerson(read.value, person);
    if (!found.ok) return found;
  }
  const credential = credentialOf(known.value, storeFolder, settings);
  if (credential === null) return fail(problem('credential-store-missing', { name: known.value.certificate.name }));
  const change = { viewer, people, span: { from, to }, at: now() };
  const act = effect === 'give' ? giveAccess : takeAccess;
  const done = await act(read.value, change, { ...steps, credential, rewrap: null });
  return done.ok ? ok(null) : done;
}
