import { viewerGrant } from '../../../bucket/rights.ts';
import { ok } from '../../../core/result.ts';
import { writeDurably } from '../../../disk/durable-file.ts';
import { keysOf } from '../../../org/administration.ts';
import { newViewer, viewerFileFor } from '../../../org/viewers.ts';
import { newPassphrase } from '../../../seal/passphrase.ts';
import { peopleFrom, spanFrom } from '../org-choices.ts';
import { type BucketRequest, credentialFrom, type Done } from '../org-request.ts';
import { recoveryFrom } from '../org-rewrap.ts';
import { giveTo } from './org-give.ts';

/** Makes a viewer, and gives them access where people are named. */
export async function addViewer(request: BucketRequest): Done {
  const { adminFile, bucket, values, say, passphraseWork } = request;
  const { name = '', out = '', user = null } = values;
  const span = spanFrom(values);
  if (!span.ok) return span;
  const credential = await credentialFrom('viewer', bucket, values);
  if (!credential.ok) return credential;
  const recovery = await recoveryFrom(request);
  if (!recovery.ok) return recovery;
  const administration = await adminFile.read();
  if (!administration.ok) return administration;
  const people = values.people === undefined ? ok([]) : peopleFrom(administration.value, values);
  if (!people.ok) return people;
  const keys = keysOf(administration.value);
  const made = await newViewer(keys, name, Date.now());
  const { viewer } = made.certificate;
  const { settings } = bucket;
  const reached = credential.value(viewerGrant(settings, viewer, []));
  const viewerPassphrase = newPassphrase();
  const secrets = await viewerFileFor(keys, made, viewerPassphrase, passphraseWork);
  const file = { ...secrets, bucket: reached.bucket };
  const written = await writeDurably(out, Buffer.from(JSON.stringify(file, null, 2)));
  if (!written.ok) return written;
  const { accessKeyId } = reached;
  const known = { certificate: made.certificate, version: 1, accessKeyId, user, reached: [] };
  const changed = { ...administration.value, viewers: [...administration.value.viewers, known] };
  const kept = await adminFile.write(changed);
  if (!kept.ok) return kept;
  // Said before the rest is tried: the passphrase is nowhere else.
  say(`${name} is a viewer as ${viewer}.`);
  say(`Viewer's file: ${out}. Hand it over safely.`);
  say(`Its passphrase, shown this once: ${viewerPassphrase}`);
  const access = { administration: kept.value, viewer: known, people: people.value };
  const given = await giveTo({ ...access, span: span.value, identity: recovery.value }, request);
  if (!given.ok || people.value.length > 0) return given;
  return ok(['They may open nothing yet: plainsight org give.']);
}
